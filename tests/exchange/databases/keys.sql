-- As an application of EF Core and people who write SQL by hand leave them: names, conflicts and order.
CREATE TABLE "Blogs" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Blogs" PRIMARY KEY AUTOINCREMENT,
    "Url" TEXT CONSTRAINT "NN_Url" NOT NULL,
    "Rating" INTEGER NOT NULL ON CONFLICT REPLACE DEFAULT 3 CONSTRAINT "CK_Rating" CHECK ("Rating" BETWEEN 1 AND 5)
);
CREATE TABLE "Posts" (
    "Id" INTEGER NOT NULL CONSTRAINT "PK_Posts" PRIMARY KEY,
    "BlogId" INTEGER NOT NULL,
    "Slug" TEXT NULL,
    CONSTRAINT "AK_Posts" UNIQUE ("Slug" COLLATE NOCASE, "BlogId" DESC) ON CONFLICT IGNORE,
    CONSTRAINT "CK_Slug" CHECK ("Slug" <> ''),
    CONSTRAINT "FK_Posts_Blogs" FOREIGN KEY ("BlogId") REFERENCES "Blogs" ("Id") ON DELETE CASCADE
);
create table setting (name text primary key on conflict replace, value);
create table legacy (id integer primary key desc, note text unique on conflict fail);
create table numbered (id integer, note text, primary key (id desc));
create table word (language text, word text, primary key (language collate rtrim desc, word) on conflict rollback) without rowid;
create table one (a text, unique (a desc), unique (a collate nocase));
create view rated (url, stars) as select "Url", "Rating" from "Blogs";
create trigger rate instead of update of stars on rated begin update "Blogs" set "Rating" = new.stars where "Url" = old.url; end;
