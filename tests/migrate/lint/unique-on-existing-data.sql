-- :given
create table t (a bigint);
-- :bad
create unique index concurrently i on t (a); -- here
alter table t add constraint u unique (a); -- here
-- :bad sqlite
create unique index i on t (a); -- here
-- :good
create index i on t (a);
-- :good
create table n (a bigint);
create unique index i on n (a);
