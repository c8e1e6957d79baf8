-- What diesel leaves behind after two scripts, with the trigger of `sqlite_manage_updated_at`.
CREATE TABLE __diesel_schema_migrations (
       version VARCHAR(50) PRIMARY KEY NOT NULL,
       run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO __diesel_schema_migrations (version) VALUES ('20250101000000'), ('20250102000000');
CREATE TABLE posts (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  title VARCHAR NOT NULL,
  body TEXT NOT NULL,
  published BOOLEAN NOT NULL DEFAULT 'f',
  pinned BOOLEAN NOT NULL DEFAULT 't',
  updated_at TIMESTAMP
);
CREATE TRIGGER __diesel_manage_updated_at_posts
AFTER UPDATE ON posts
FOR EACH ROW WHEN
    old.updated_at IS NULL AND
    new.updated_at IS NULL OR
    old.updated_at == new.updated_at
BEGIN
    UPDATE posts
    SET updated_at = CURRENT_TIMESTAMP
    WHERE ROWID = new.ROWID;
END;
