//! A step goes on compiling, and doing what it did, whatever later versions declare.

use crate::support::{Folder, number};

/// The step, in two programs: of the release that brought it, and of a later one.
macro_rules! hide_secrets {
    () => {
        fn hide_secrets(step: &mut safe::V1ToV2<'_>) -> rusqlite_schema::Result<()> {
            step.copy(|it: safe::v1::Account| safe::v2::Secret {
                account: it.name.clone(),
                length: i64::try_from(it.secret.len()).unwrap(),
            })?;
            step.change(|it: safe::v1::Account| safe::v2::AccountChanges {
                attempts: it.attempts.parse().unwrap_or(0),
            })
        }
    };
}

mod at_2 {
    rusqlite_schema::schema! {
        /// Secrets.
        pub schema safe in "safe.db" {
            history {
                /// Accounts.
                version 1 sealed "2:c512e5120a410114";
                /// Secrets are a table.
                version 2 {
                    rename account.mail => address;
                    run hide_secrets;
                }
            }

            table account {
                name: String primary key,
                address: String,
                secret: String,
                attempts: String until 2,
                attempts: i64 since 2,
            }

            table secret since 2 {
                account: String primary key references account(name),
                length: i64,
            }
        }
    }

    hide_secrets!();
}

mod at_5 {
    rusqlite_schema::schema! {
        /// Secrets.
        pub schema safe in "safe.db" {
            history {
                /// Accounts.
                version 1 sealed "2:c512e5120a410114";
                /// Secrets are a table.
                version 2 sealed "2:5b168c43dcd7c55d" {
                    rename account.mail => address;
                    run hide_secrets;
                }
                /// Accounts are called users.
                version 3 sealed "2:62849ea1d1001fbe" {
                    rename account => user;
                    rename user.name => login;
                }
                /// Attempts can be unknown, and secrets are forgotten.
                version 4 sealed "2:52828b3b298a491f";
                /// Lengths are gone.
                version 5 { run forget; }
            }

            table user {
                login: String primary key,
                address: String,
                secret: String until 4,
                attempts: String until 2,
                attempts: i64 since 2 until 4,
                attempts: Option<i64> since 4 from "nullif(attempts, 0)",
            }

            table secret since 2 until 5 {
                account: String primary key references user(login),
                length: i64,
            }

            table trace since 5 {
                account: String,
            }
        }
    }

    hide_secrets!();

    fn forget(step: &mut safe::V4ToV5<'_>) -> rusqlite_schema::Result<()> {
        step.copy(|it: safe::v4::Secret| safe::v5::Trace {
            account: it.account,
        })
    }
}

fn old() -> Folder {
    let folder = Folder::new();
    let connection = folder.connect();
    at_2::safe::create_at(&connection, 1).unwrap();
    connection
        .execute_batch(
            "INSERT INTO account VALUES ('ann', 'a@b', 'xyz', '4'), ('bob', 'b@b', '', 'x')",
        )
        .unwrap();
    folder
}

#[test]
fn the_release_that_brought_it() {
    let folder = old();
    let connection = folder.connect();
    at_2::safe::migrate(&connection).unwrap();
    let ann = "SELECT count(*) FROM account JOIN secret ON account = name
               WHERE name = 'ann' AND address = 'a@b' AND attempts = 4 AND length = 3";
    assert_eq!(number(&connection, ann), 1);
}

#[test]
fn a_later_release() {
    let folder = old();
    let connection = folder.connect();
    at_5::safe::migrate(&connection).unwrap();
    let ann = "SELECT count(*) FROM user JOIN trace ON account = login
               WHERE login = 'ann' AND address = 'a@b' AND attempts = 4";
    assert_eq!(number(&connection, ann), 1);
    assert_eq!(
        number(
            &connection,
            "SELECT count(*) FROM user WHERE attempts IS NULL"
        ),
        1
    );
}

#[test]
fn a_file_that_the_first_release_has_upgraded() {
    let folder = old();
    let connection = folder.connect();
    at_2::safe::migrate(&connection).unwrap();
    at_5::safe::migrate(&connection).unwrap();
    assert_eq!(number(&connection, "SELECT count(*) FROM trace"), 2);
}
