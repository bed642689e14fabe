-- :given
create table t (a bigint);
-- :bad
alter table t add column b bigint;
alter table t add column c bigint; -- here
-- :good
alter table t add column b bigint, add column c bigint;
-- :good
alter table t add constraint c check (a > 0) not valid;
alter table t validate constraint c;
-- :good
alter table t add column b bigint;
alter table u add column b bigint;
