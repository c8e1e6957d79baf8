-- What Entity Framework Core makes, without the names of its constraints.
CREATE TABLE "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);
CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
CREATE TABLE "Blogs" (
    "BlogId" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "Url" TEXT NULL,
    "Rating" REAL NOT NULL DEFAULT 3.0,
    "Created" TEXT NOT NULL DEFAULT (datetime('now')),
    "RowVersion" BLOB NULL,
    "Title" TEXT AS ('Blog ' || "Url") STORED,
    "Price" TEXT NOT NULL DEFAULT '0.0'
);
CREATE TABLE "BlogTag" (
    "BlogsBlogId" INTEGER NOT NULL,
    "TagsId" TEXT NOT NULL,
    PRIMARY KEY ("BlogsBlogId", "TagsId"),
    FOREIGN KEY ("BlogsBlogId") REFERENCES "Blogs" ("BlogId") ON DELETE CASCADE
);
CREATE INDEX "IX_BlogTag_TagsId" ON "BlogTag" ("TagsId");
