-- :given
create table t (a bigint);
-- :bad
alter table t add column b bigint generated always as (a * 2) stored; -- here
-- :good 18
alter table t add column b bigint generated always as (a * 2) virtual;
-- :good
create table n (a bigint, b bigint generated always as (a * 2) stored);
