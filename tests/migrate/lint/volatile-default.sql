-- :given
create table t (a bigint);
-- :bad
alter table t add column b uuid default gen_random_uuid(); -- here
alter table t add column c timestamptz default clock_timestamp(); -- here
alter table t add column d double precision not null default (1 + random()); -- here
-- :good
alter table t add column b timestamptz not null default now();
alter table t add column c text default 'x'::varchar(20);
alter table t add column d jsonb default '{}';
alter table t add column e timestamptz default current_timestamp;
-- :bad 10
alter table t add column b bigint default 1; -- here
-- :good
alter table t alter column a set default random();
