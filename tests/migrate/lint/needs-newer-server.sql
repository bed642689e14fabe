-- :given
create table t (a bigint);
-- :bad 14
create unique index i on t (a) nulls not distinct; -- here
-- :good 15
create unique index i on t (a) nulls not distinct;
-- :bad 11 notx
reindex table concurrently t; -- here
-- :bad 13 notx
alter table t detach partition p concurrently; -- here
-- :bad 17
alter table t add constraint n not null a not valid; -- here
-- :bad 15
alter table t add column b bigint generated always as (a * 2) virtual; -- here
-- :bad sqlite 3.34
alter table t drop column a; -- here
-- :good sqlite 3.40
alter table t drop column a;
-- :bad sqlite 3.36
create table n (a integer) strict; -- here
