-- Keys of several columns, which SQLite lets hold NULL.
CREATE TABLE country (code CHAR(2) PRIMARY KEY, name VARCHAR(40) NOT NULL UNIQUE);
CREATE TABLE city (country CHAR(2) REFERENCES country, name TEXT, people INT DEFAULT 0, PRIMARY KEY (country, name));
CREATE TABLE street (
  country CHAR(2), city TEXT, name TEXT NOT NULL, postcode TEXT,
  PRIMARY KEY (country, city, name),
  UNIQUE (country, postcode),
  FOREIGN KEY (country, city) REFERENCES city (country, name) ON UPDATE CASCADE
);
CREATE TABLE neighbours (one CHAR(2) NOT NULL, other CHAR(2) NOT NULL, PRIMARY KEY (one, other), CHECK (one < other),
  FOREIGN KEY (one) REFERENCES country (code), FOREIGN KEY (other) REFERENCES country (code));
