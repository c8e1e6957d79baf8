-- What refinery leaves behind after seven scripts.
CREATE TABLE refinery_schema_history(
             version INT4 PRIMARY KEY,
             name VARCHAR(255),
             applied_on VARCHAR(255),
             checksum VARCHAR(255));
INSERT INTO refinery_schema_history (version) VALUES (1), (2), (3), (4), (5), (6), (7);
CREATE TABLE users (id TEXT NOT NULL PRIMARY KEY, joined_at INTEGER NOT NULL);
CREATE TABLE posts (id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL, body TEXT, FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
