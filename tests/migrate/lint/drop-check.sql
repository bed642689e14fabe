-- :given
create table t (a bigint, constraint positive check (a > 0));
-- :bad
alter table t drop constraint positive; -- here
-- :good
alter table t drop constraint positive;
alter table t add constraint positive check (a >= 0) not valid;
