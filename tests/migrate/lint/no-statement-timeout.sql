-- :given
create table t (a bigint);
-- :bad
create index i on t (a); -- here
alter table t add check (a > 0);
-- :good
set local statement_timeout = '30s';
create index i on t (a);
-- :good
alter table t add column b bigint;
-- :good
create index concurrently i on t (a);
-- :good
alter table t validate constraint c;
