rusqlite_schema::schema! {
    /// The database `django.db`.
    pub schema django in "django.db" {
        history {
            /// Files that Django has looked after.
            legacy {
                drop table django_migrations;
            }
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `django_content_type`.
        table django_content_type as DjangoContentType {
            id: i64 primary key autoincrement,
            app_label: String as "varchar(100)",
            model: String as "varchar(100)",

            unique index django_content_type_app_label_model_76bd3d3b_uniq (app_label, model),
        }

        /// A row of `auth_permission`.
        table auth_permission as AuthPermission {
            id: i64 primary key autoincrement,
            content_type_id: i64 references django_content_type(id) deferrable initially deferred,
            codename: String as "varchar(100)",
            name: String as "varchar(255)",

            unique index auth_permission_content_type_id_codename_01ab375a_uniq (content_type_id, codename),
        }

        /// A row of `auth_group`.
        table auth_group as AuthGroup {
            id: i64 primary key autoincrement,
            name: String as "varchar(150)" unique,
        }

        /// A row of `auth_group_permissions`.
        table auth_group_permissions as AuthGroupPermissions {
            id: i64 primary key autoincrement,
            group_id: i64 references auth_group(id) deferrable initially deferred,
            permission_id: i64 references auth_permission(id) deferrable initially deferred,

            unique index auth_group_permissions_group_id_permission_id_0cd325b0_uniq (group_id, permission_id),
            index auth_group_permissions_group_id_b120cbf9 (group_id),
        }

        /// A row of `auth_user`.
        table auth_user as AuthUser {
            id: i64 primary key autoincrement,
            password: String as "varchar(128)",
            last_login: Option<rusqlite_schema::rusqlite::types::Value> as "datetime",
            is_superuser: bool as "bool",
            username: String as "varchar(150)" unique,
            date_joined: rusqlite_schema::rusqlite::types::Value as "datetime",
        }

        /// A row of `django_session`.
        table django_session as DjangoSession {
            session_key: String as "varchar(40)" primary key,
            session_data: String,
            expire_date: rusqlite_schema::rusqlite::types::Value as "datetime",

            index django_session_expire_date_a5c62663 (expire_date),
        }

        /// A row of `shop_item`.
        table shop_item as ShopItem {
            id: String as "char(32)" primary key,
            price: rusqlite_schema::rusqlite::types::Value as "decimal",
            stock: i64 as "integer unsigned" check r#""stock" >= 0"#,
            tags: String check r#"(JSON_VALID("tags") OR "tags" IS NULL)"#,
            weight: Option<f64>,
            photo: Option<Vec<u8>>,
            took: Option<i64> as "bigint",
            owner_id: Option<i64> references auth_user(id) deferrable initially deferred,

            index shop_item_open (owner_id) where r#""stock" > 0"#,
        }
    }
}
