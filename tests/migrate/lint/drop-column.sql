-- :given
create table t (a bigint, b bigint);
-- :bad
alter table t drop column a; -- here
alter table if exists t drop if exists b cascade; -- here
-- :bad sqlite
alter table t drop column a; -- here
-- :good
alter table t add column c bigint;
-- :good
create table n (a bigint, b bigint);
alter table n drop column b;
