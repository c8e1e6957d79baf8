-- What Room on Android makes.
CREATE TABLE android_metadata (locale TEXT);
CREATE TABLE room_master_table (id INTEGER PRIMARY KEY,identity_hash TEXT);
CREATE TABLE `User` (`id` INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, `first_name` TEXT, `age` INTEGER NOT NULL, `blob` BLOB, `weight` REAL NOT NULL DEFAULT 0.0, `note` TEXT NOT NULL DEFAULT 'undefined');
CREATE TABLE `Playlist` (`playlistId` TEXT NOT NULL, `ownerId` INTEGER NOT NULL, PRIMARY KEY(`playlistId`), FOREIGN KEY(`ownerId`) REFERENCES `User`(`id`) ON UPDATE NO ACTION ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX `index_Playlist_ownerId` ON `Playlist` (`ownerId`);
CREATE VIEW `UserName` AS SELECT id, first_name FROM User;
CREATE VIRTUAL TABLE `UserFts` USING FTS4(`first_name` TEXT, content=`User`);
CREATE TRIGGER room_fts_content_sync_UserFts_BEFORE_UPDATE BEFORE UPDATE ON `User` BEGIN DELETE FROM `UserFts` WHERE `docid`=OLD.`rowid`; END;
CREATE TRIGGER room_fts_content_sync_UserFts_AFTER_INSERT AFTER INSERT ON `User` BEGIN INSERT INTO `UserFts`(`docid`, `first_name`) VALUES (NEW.`rowid`, NEW.`first_name`); END;
PRAGMA user_version = 12;
