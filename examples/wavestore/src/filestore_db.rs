//! `filestore.db`: the files that blocks write, cut into parts.

use rusqlite_schema::schema;

schema! {
    /// WaveStore's files.
    pub schema filestore in "filestore.db" {
        history {
            /// Files and their parts.
            version 1 sealed "2:ac8a8df7d4c0e9b3";
        }

        /// A file of a zone.
        table db_wave_file as WaveFile {
            zoneid: String,
            name: String,
            size: i64 = 0,
            createdts: i64 = 0,
            modts: i64 = 0,
            opts: String = "{}",
            meta: String = "{}",

            primary key (zoneid, name),
        }

        /// One part of a file's bytes.
        table db_file_data as FileData {
            zoneid: String,
            name: String,
            partidx: i64,
            data: Vec<u8>,

            primary key (zoneid, name, partidx),
        }
    }
}
