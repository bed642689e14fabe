-- :given
create table t (a bigint);
-- :bad
alter table t add constraint c check (a > 0) not valid;
alter table t validate constraint c; -- here
-- :good notx
alter table t add constraint c check (a > 0) not valid;
alter table t validate constraint c;
-- :bad notx
begin;
alter table t add constraint c check (a > 0) not valid;
alter table t validate constraint c; -- here
commit;
-- :good
alter table t validate constraint c;
