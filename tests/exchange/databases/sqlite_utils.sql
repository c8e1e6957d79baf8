-- What sqlite-utils makes.
CREATE TABLE "_sqlite_migrations" (
   [migration_set] TEXT,
   [name] TEXT,
   [applied_at] TEXT,
   PRIMARY KEY ([migration_set], [name])
);
CREATE TABLE [owners] (
   [id] INTEGER PRIMARY KEY,
   [name] TEXT
);
CREATE TABLE [dogs] (
   [id] INTEGER PRIMARY KEY,
   [name] TEXT,
   [age] INTEGER,
   [weight] FLOAT,
   [owner_id] INTEGER REFERENCES [owners]([id]),
   [rating] TEXT DEFAULT '5',
   [from file] TEXT
);
CREATE UNIQUE INDEX [idx_dogs_name]
    ON [dogs] ([name]);
CREATE VIRTUAL TABLE [dogs_fts] USING FTS5 (
    [name],
    tokenize='porter',
    content=[dogs]
);
CREATE TRIGGER [dogs_ai] AFTER INSERT ON [dogs] BEGIN
  INSERT INTO [dogs_fts] (rowid, [name]) VALUES (new.rowid, new.[name]);
END;
CREATE TABLE [_counts] (
   [table] TEXT PRIMARY KEY,
   [count] INTEGER DEFAULT 0
);
