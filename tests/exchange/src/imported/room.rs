rusqlite_schema::schema! {
    /// The database `room.db`.
    pub schema room in "room.db" {
        history {
            // `android_metadata` is where Android keeps its notes. It is not declared, and stays in files that have it.
            // `room_master_table` is where Room keeps its notes. It is not declared, and stays in files that have it.
            /// The files of this version, as one was found.
            version 12;
        }

        /// A row of `User`.
        table User as User {
            id: i64 primary key autoincrement,
            first_name: Option<String>,
            age: i64,
            blob: Option<Vec<u8>>,
            weight: f64 = 0.0,
            note: String = "undefined",
        }

        /// A row of `Playlist`.
        table Playlist as Playlist {
            "playlistId" as playlist_id: String primary key,
            "ownerId" as owner_id: i64 references User(id) on delete cascade deferrable initially deferred,

            index index_Playlist_ownerId (ownerId),
        }

        virtual table UserFts using "FTS4(`first_name` TEXT, content=`User`)";

        view UserName "SELECT id, first_name FROM User";

        trigger room_fts_content_sync_UserFts_BEFORE_UPDATE before update on User
            "DELETE FROM `UserFts` WHERE `docid`=OLD.`rowid`;";
        trigger room_fts_content_sync_UserFts_AFTER_INSERT after insert on User
            "INSERT INTO `UserFts`(`docid`, `first_name`) VALUES (NEW.`rowid`, NEW.`first_name`);";
    }
}
