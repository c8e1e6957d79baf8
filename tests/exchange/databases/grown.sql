-- What somebody wrote by hand, over many years.
CREATE TABLE config(name TEXT PRIMARY KEY, value "weird type", more [VARCHAR(10)], odd 'it''s', worse [NOT NULL], worst "order", none [], `last` `double  precision`);
create table stuff(
  n integer primary key, -- the number
  what "VARCHAR(40)" not null default "nothing", /* says what */
  amount numeric default false,
  rate NUMERIC(8 , 2) default true not null,
  is_new boolean default 't', is_old BOOL not null default 'no', is_odd boolean not null default 1.0,
  price money default 0.0,
  code char default 0, size int default '', half int default 1.5, big int default 9223372036854775808,
  weight real default '1', label text default 5, other text default -1.50, data blob default 'x', raw blob default 0,
  seen date default current_date, untyped default 'it''s', minus int default -0, flag int default true, sum default (1 + (2)),
  json text default '{"a":[]}' check (json_valid(json)),
  unlike unsigned big int, native character(70), nada text default null, zero int default 0x0);
create index stuff_what on stuff(what, n);
create index if not exists stuff_some on stuff(rate) where is_new='t' and what is not null;
create table log(at int default (strftime('%s','now')), line text, stuff_n references stuff);
create trigger stuff_gone before delete on stuff when old.amount > 0 begin insert into log(line) values('gone ' || old.what); select raise(ignore) where old.rate = 1; end;
create view recent as select * from log order by at desc limit 10;
