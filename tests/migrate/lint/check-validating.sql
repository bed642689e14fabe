-- :given
create table t (a bigint);
-- :bad
alter table t add constraint c check (a > 0); -- here
alter table t add check ((a > 0) or (a < -9)), alter a set default 1; -- here
-- :good
alter table t add constraint c check (a > 0) not valid;
-- :good
alter table t validate constraint c;
