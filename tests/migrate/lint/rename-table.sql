-- :given
create table t (a bigint);
-- :bad
alter table t rename to u; -- here
-- :good
create table n (a bigint);
alter table n rename to m;
-- :good sqlite
create table t_new (a text);
drop table t;
alter table t_new rename to t;
-- :good
alter index i rename to j;
