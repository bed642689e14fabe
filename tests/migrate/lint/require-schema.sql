-- :bad
create table n (a bigint); -- here
alter table t add column b bigint; -- here
-- :good
create table public.n (a bigint);
create temporary table m (a bigint);
alter table shop.t add column b bigint;
