-- Triggers of every kind.
CREATE TABLE account (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, cents INTEGER NOT NULL DEFAULT 0);
CREATE TABLE entry (at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, account_id INTEGER, what TEXT, cents INTEGER);
CREATE VIEW rich AS SELECT id, owner FROM account WHERE cents > 100000;
CREATE TRIGGER opened AFTER INSERT ON account BEGIN INSERT INTO entry (account_id, what, cents) VALUES (new.id, 'opened', new.cents); END;
CREATE TRIGGER no_overdraft BEFORE UPDATE OF cents ON account FOR EACH ROW WHEN new.cents < 0 BEGIN
  SELECT RAISE(ABORT, 'no "credit" here');
END;
CREATE TRIGGER moved UPDATE OF cents, owner ON account WHEN old.cents IS NOT new.cents OR old.owner <> new.owner BEGIN
  INSERT INTO entry (account_id, what, cents)
    SELECT new.id, CASE WHEN new.cents > old.cents THEN 'in' ELSE 'out' END, abs(new.cents - old.cents);
  DELETE FROM entry WHERE cents = 0;
END;
CREATE TRIGGER closed BEFORE DELETE ON account BEGIN DELETE FROM entry WHERE account_id = old.id; END;
CREATE TRIGGER rich_renamed INSTEAD OF UPDATE ON rich BEGIN UPDATE account SET owner = new.owner WHERE id = old.id; END;
