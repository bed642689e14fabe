-- :given
create table t (a bigint);
-- :bad
alter table t add column id serial; -- here
alter table t add column id8 bigserial primary key; -- here
-- :good
alter table t add column id bigint;
