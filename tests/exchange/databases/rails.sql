-- What Rails makes.
CREATE TABLE IF NOT EXISTS "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
CREATE TABLE IF NOT EXISTS "ar_internal_metadata" ("key" varchar NOT NULL PRIMARY KEY, "value" varchar, "created_at" datetime(6) NOT NULL, "updated_at" datetime(6) NOT NULL);
INSERT INTO schema_migrations VALUES ('20240101000000'), ('20240102000000');
CREATE TABLE IF NOT EXISTS "authors" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar, "admin" boolean DEFAULT 'f', "active" boolean DEFAULT 't' NOT NULL, "rank" integer DEFAULT '0', "ratio" float DEFAULT '0.0', "created_at" datetime(6) NOT NULL, "updated_at" datetime(6) NOT NULL);
CREATE TABLE IF NOT EXISTS "articles" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "title" varchar(200) DEFAULT '' NOT NULL, "body" text, "author_id" integer NOT NULL, "price" decimal(8,2) DEFAULT 0.0, "visible" boolean DEFAULT 1 NOT NULL, "meta" json DEFAULT '{}', "data" blob, "size" bigint DEFAULT NULL, FOREIGN KEY ("author_id")
REFERENCES "authors" ("id")
);
CREATE INDEX "index_articles_on_author_id" ON "articles" ("author_id") /*application='Shop'*/;
CREATE UNIQUE INDEX "index_articles_on_title" ON "articles" ("title") WHERE visible = 1;
CREATE INDEX "index_authors_on_lower_name" ON "authors" (lower(name));
