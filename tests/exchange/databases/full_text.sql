-- Full-text indexes, with and without a table of their own, and an R-tree.
CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT);
CREATE VIRTUAL TABLE notes_fts USING fts5(title, body, content='notes', content_rowid='id', tokenize = "porter unicode61");
CREATE VIRTUAL TABLE words USING fts5vocab('notes_fts', 'row');
CREATE VIRTUAL TABLE clippings USING fts5(text, source UNINDEXED);
CREATE VIRTUAL TABLE places USING rtree(id, west, east, south, north);
CREATE TRIGGER notes_added AFTER INSERT ON notes BEGIN
  INSERT INTO notes_fts(rowid, title, body) VALUES (new.id, new.title, new.body);
END;
CREATE TRIGGER notes_removed AFTER DELETE ON notes BEGIN
  INSERT INTO notes_fts(notes_fts, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;
