-- :given
create table t (a bigint);
-- :bad file
alter table t add column b bigint; -- here
alter table t add column c bigint;
-- :bad file
set lock_timeout = 0;
alter table t add column b bigint; -- here
-- :good file
set lock_timeout = '2s';
alter table t add column b bigint;
-- :good file
select set_config('lock_timeout', '2s', true);
alter table t add column b bigint;
-- :good file
create table n (a bigint);
alter table n add column b bigint;
-- :good
alter table t add column b bigint;
-- :bad
set local lock_timeout = 0;
alter table t add column b bigint; -- here
