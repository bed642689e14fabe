-- :given
create table t (a bigint);
-- :bad
alter table t add column b bigint not null; -- here
alter table t add b2 text not null, add column c text; -- here
-- :bad sqlite
alter table t add column b bigint not null; -- here
-- :good
alter table t add column b bigint not null default 1;
alter table t add column c bigint;
alter table t add column d bigint generated always as (a + 1) stored not null;
alter table t add column e bigserial not null;
-- :good
create table n (a bigint not null);
alter table n add column b bigint not null;
