-- :given
create table t (a bigint, b bigint);
-- :bad
alter table t add column c bigint;
create index concurrently i on t (a); -- here
-- :bad notx
begin;
create index concurrently i on t (a); -- here
commit;
-- :bad file
begin;
alter table t add column c bigint;
drop index concurrently i; -- here
commit;
-- :good
create index concurrently i on t (a);
-- :good notx
create index concurrently i on t (a);
create index concurrently j on t (b);
-- :good file
-- no transaction
create index concurrently i on t (a);
create index concurrently j on t (b);
-- :good
alter table t add column c bigint;
alter table t detach partition t_1 finalize;
