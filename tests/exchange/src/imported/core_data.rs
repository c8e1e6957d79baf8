rusqlite_schema::schema! {
    /// The database `core_data.db`.
    pub schema core_data in "core_data.db" {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `ZITEM`.
        table ZITEM as Zitem {
            "Z_PK" as z_pk: i64 primary key,
            "Z_ENT" as z_ent: Option<i64>,
            "Z_OPT" as z_opt: Option<i64>,
            "ZLIST" as zlist: Option<i64>,
            "ZTIMESTAMP" as ztimestamp: Option<rusqlite_schema::rusqlite::types::Value> as "TIMESTAMP",
            "ZTITLE" as ztitle: Option<String> as "VARCHAR",
            "ZDATA" as zdata: Option<Vec<u8>>,
            "ZPRICE" as zprice: Option<rusqlite_schema::rusqlite::types::Value> as "DECIMAL",
            "ZRATE" as zrate: Option<f64> as "FLOAT",

            index ZITEM_ZLIST_INDEX (ZLIST),
            index Z_Item_byTime (ZTIMESTAMP collate binary),
        }

        /// A row of `ZLIST`.
        table ZLIST as Zlist {
            "Z_PK" as z_pk: i64 primary key,
            "Z_ENT" as z_ent: Option<i64>,
            "Z_OPT" as z_opt: Option<i64>,
            "ZNAME" as zname: Option<String> as "VARCHAR",
        }

        /// A row of `Z_1TAGS`.
        table Z_1TAGS as Z1tags {
            "Z_1ITEMS" as z_1_items: Option<i64>,
            "Z_3TAGS" as z_3_tags: Option<i64>,

            primary key (Z_1ITEMS, Z_3TAGS),
            index Z_1TAGS_Z_3TAGS_INDEX (Z_3TAGS, Z_1ITEMS),
        }

        /// A row of `Z_PRIMARYKEY`.
        table Z_PRIMARYKEY as ZPrimarykey {
            "Z_ENT" as z_ent: i64 primary key,
            "Z_NAME" as z_name: Option<String> as "VARCHAR",
            "Z_SUPER" as z_super: Option<i64>,
            "Z_MAX" as z_max: Option<i64>,
        }

        /// A row of `Z_METADATA`.
        table Z_METADATA as ZMetadata {
            "Z_VERSION" as z_version: i64 primary key,
            "Z_UUID" as z_uuid: Option<String> as "VARCHAR(255)",
            "Z_PLIST" as z_plist: Option<Vec<u8>>,
        }

        /// A row of `Z_MODELCACHE`.
        table Z_MODELCACHE as ZModelcache {
            "Z_CONTENT" as z_content: Option<Vec<u8>>,
        }
    }
}
