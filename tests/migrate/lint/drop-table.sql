-- :given
create table t (a bigint);
-- :bad
drop table t; -- here
drop table if exists a, public.b cascade; -- here here
-- :bad sqlite
drop table t; -- here
-- :good
create table n (a bigint);
drop table n;
-- :good sqlite
create table t_new (a text);
insert into t_new select a from t;
drop table t;
alter table t_new rename to t;
