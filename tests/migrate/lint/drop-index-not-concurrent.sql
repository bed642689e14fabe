-- :given
create table t (a bigint);
create index i on t (a);
-- :bad
drop index i; -- here
drop index if exists public.i, unknown; -- here here
-- :good
drop index concurrently i;
-- :good
create table n (a bigint);
create index ni on n (a);
drop index ni;
