-- What SQLAlchemy's `create_all` and Alembic make.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES ('ae1027a6acf');

CREATE TABLE user_account (
	id INTEGER NOT NULL, 
	name VARCHAR(30) NOT NULL, 
	fullname VARCHAR, 
	is_active BOOLEAN DEFAULT 'true' NOT NULL, 
	is_admin BOOLEAN DEFAULT (0) NOT NULL, 
	balance NUMERIC(10, 2) DEFAULT false, 
	score FLOAT DEFAULT '1.5', 
	kind VARCHAR(6) DEFAULT 'plain' NOT NULL, 
	created_at DATETIME DEFAULT (CURRENT_TIMESTAMP) NOT NULL, 
	birthday DATE, 
	settings JSON, 
	PRIMARY KEY (id), 
	CHECK (kind IN ('plain', 'loud')), 
	UNIQUE (name)
);
CREATE INDEX ix_user_account_fullname ON user_account (fullname);

CREATE TABLE address (
	id INTEGER NOT NULL, 
	email_address VARCHAR NOT NULL, 
	user_id INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(user_id) REFERENCES user_account (id) ON DELETE CASCADE
);

CREATE TABLE membership (
	user_id INTEGER NOT NULL, 
	address_id INTEGER NOT NULL, 
	PRIMARY KEY (user_id, address_id), 
	FOREIGN KEY(user_id) REFERENCES user_account (id), 
	FOREIGN KEY(address_id) REFERENCES address (id)
);
