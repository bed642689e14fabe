-- :given
create table t (a bigint not null);
-- :bad
alter table t alter column a drop not null; -- here
-- :good
alter table t alter column a drop default;
