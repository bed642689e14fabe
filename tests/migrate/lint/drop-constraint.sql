-- :given
create table t (a bigint, constraint one unique (a));
-- :bad
alter table t drop constraint one; -- here
-- :good
alter table t add constraint two unique (a);
