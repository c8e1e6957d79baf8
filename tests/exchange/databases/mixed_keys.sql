-- Keys that may be NULL beside keys that may not.
CREATE TABLE person (name TEXT PRIMARY KEY, age INTEGER);
CREATE TABLE place (name TEXT NOT NULL PRIMARY KEY, size INTEGER);
CREATE TABLE stay (person TEXT REFERENCES person, place TEXT NOT NULL REFERENCES place, PRIMARY KEY (person, place));
