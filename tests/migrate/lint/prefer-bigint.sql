-- :bad
create table n (id int primary key, a smallint, b bigint); -- here
alter table t add column a integer; -- here
-- :good
create table n (id bigint primary key, a numeric(4));
-- :good sqlite
create table n (id integer primary key);
