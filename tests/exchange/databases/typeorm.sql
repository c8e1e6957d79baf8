-- What TypeORM makes.
CREATE TABLE "migrations" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "timestamp" bigint NOT NULL, "name" varchar NOT NULL);
CREATE TABLE "typeorm_metadata" ("type" varchar NOT NULL, "database" varchar, "schema" varchar, "table" varchar, "name" varchar, "value" text);
CREATE TABLE "user" ("id" varchar PRIMARY KEY NOT NULL, "firstName" varchar NOT NULL, "isActive" boolean NOT NULL DEFAULT (1), "role" varchar CHECK( "role" IN ('admin','editor') ) NOT NULL DEFAULT ('editor'), "created" datetime NOT NULL DEFAULT (datetime('now')), "rate" decimal(5,2), "simple" text NOT NULL DEFAULT (''));
CREATE TABLE "photo" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar(100) NOT NULL, "userId" varchar, "views" integer NOT NULL DEFAULT (0), FOREIGN KEY ("userId") REFERENCES "user" ("id") ON DELETE SET NULL ON UPDATE NO ACTION);
CREATE INDEX "IDX_78a916df40e02a9deb1c4b75ed" ON "photo" ("name");
CREATE UNIQUE INDEX "IDX_user_firstName" ON "user" ("firstName");
