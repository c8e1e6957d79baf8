-- Names that SQL allows and Rust does not.
CREATE TABLE "order" ("select" INTEGER PRIMARY KEY, "type" TEXT NOT NULL, "self" TEXT, "user name" TEXT, user_name TEXT, "2nd" INTEGER, "größe" REAL, "a""b" TEXT UNIQUE, [desc] TEXT, `back\slash` TEXT, "primary" TEXT, "_" TEXT, UPPER TEXT, camelCase TEXT);
CREATE INDEX "odd index" ON "order" ("user name" COLLATE NOCASE DESC, "type", "a""b");
CREATE INDEX by_expression ON "order" (lower("user name"), "größe" + 1) WHERE "2nd" > 0;
CREATE TABLE "2 fast {x}" (id INTEGER PRIMARY KEY, "the order" INTEGER REFERENCES "order" ("select"), text TEXT, CHECK ("the order" <> id));
CREATE TABLE String (id INTEGER PRIMARY KEY, value TEXT);
CREATE TABLE "書籍" ("題名" TEXT NOT NULL, "著者" TEXT, UNIQUE ("題名", "著者"));
CREATE TABLE books_and_films (x);
CREATE TABLE "books and films" (x);
CREATE VIEW "a view" AS SELECT "user name" AS "the name" FROM "order";
CREATE TRIGGER "on order" AFTER UPDATE OF "user name", "2nd" ON "order" BEGIN UPDATE "order" SET "type" = 'x' WHERE "select" = new."select"; END;
