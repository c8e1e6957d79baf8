-- What sqlx leaves behind after three scripts, and one that failed.
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
VALUES (20240101, 'books', 1, x'00', 0), (20240102, 'pages', 1, x'00', 0), (20240103, 'name', 1, x'00', 0), (20240104, 'more', 0, x'00', 0);
CREATE TABLE book (id INTEGER PRIMARY KEY, name TEXT NOT NULL, pages INTEGER NOT NULL DEFAULT 0);
CREATE INDEX book_name ON book (name);
INSERT INTO book VALUES (1, 'Emma', 474);
