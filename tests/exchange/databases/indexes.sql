-- Tables without rowids, and indexes with conditions and expressions.
CREATE TABLE kv (key TEXT PRIMARY KEY, value BLOB, expires INTEGER) WITHOUT ROWID;
CREATE TABLE member (team TEXT NOT NULL COLLATE NOCASE, person TEXT COLLATE RTRIM, since INTEGER, PRIMARY KEY (team, person)) WITHOUT ROWID;
CREATE INDEX kv_expiring ON kv (expires) WHERE expires IS NOT NULL;
CREATE UNIQUE INDEX kv_folded ON kv (lower(key), length(value) DESC);
CREATE INDEX member_by_person ON member (person COLLATE NOCASE ASC, since DESC);
CREATE UNIQUE INDEX member_one_boss ON member (team) WHERE since = 0 AND person <> 'nobody';
