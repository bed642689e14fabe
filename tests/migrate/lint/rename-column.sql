-- :given
create table t (a bigint);
-- :bad
alter table t rename column a to b; -- here
alter table t rename b to c; -- here
-- :bad sqlite
alter table t rename column a to b; -- here
-- :good
alter table t rename constraint a to b;
