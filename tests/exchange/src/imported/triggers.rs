rusqlite_schema::schema! {
    /// The database `triggers.db`.
    pub schema triggers in "triggers.db" {
        history {
            /// The files that carry no version number, as one was found.
            version 1;
        }

        /// A row of `account`.
        table account as Account {
            id: i64 primary key,
            owner: String,
            cents: i64 = 0,
        }

        /// A row of `entry`.
        table entry as Entry {
            at: String = sql("CURRENT_TIMESTAMP"),
            account_id: Option<i64>,
            what: Option<String>,
            cents: Option<i64>,
        }

        view rich "SELECT id, owner FROM account WHERE cents > 100000";

        trigger opened after insert on account
            "INSERT INTO entry (account_id, what, cents) VALUES (new.id, 'opened', new.cents);";
        trigger no_overdraft before update of cents on account when "new.cents < 0"
            r#"SELECT RAISE(ABORT, 'no "credit" here');"#;
        trigger moved before update of cents, owner on account when "old.cents IS NOT new.cents OR old.owner <> new.owner"
            "INSERT INTO entry (account_id, what, cents)
              SELECT new.id, CASE WHEN new.cents > old.cents THEN 'in' ELSE 'out' END, abs(new.cents - old.cents);
            DELETE FROM entry WHERE cents = 0;";
        trigger closed before delete on account
            "DELETE FROM entry WHERE account_id = old.id;";
        trigger rich_renamed instead of update on rich
            "UPDATE account SET owner = new.owner WHERE id = old.id;";
    }
}
