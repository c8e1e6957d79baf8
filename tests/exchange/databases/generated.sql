-- Columns that are computed, stored and not, and defaults with signs.
CREATE TABLE box (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  width INTEGER NOT NULL, height INTEGER NOT NULL CHECK (height > 0) CHECK (height < 1000),
  area INTEGER GENERATED ALWAYS AS (width * height) STORED,
  label TEXT NOT NULL AS (printf('%dx%d', width, height)) VIRTUAL,
  bare AS (width + height),
  doc TEXT, kind TEXT AS (json_extract(doc, '$."kind"')) COLLATE NOCASE,
  CHECK (width > 0 AND "width" < 1000)
);
CREATE INDEX box_area ON box (area DESC);
CREATE UNIQUE INDEX box_kind ON box (kind) WHERE kind IS NOT NULL;
CREATE TABLE signed (a TEXT NOT NULL DEFAULT -'5', b BLOB NOT NULL DEFAULT +X'05', c INTEGER NOT NULL DEFAULT -5, d TEXT NOT NULL DEFAULT +'Up', e DATETIME DEFAULT +'Now', f REAL NOT NULL DEFAULT -1.5);
