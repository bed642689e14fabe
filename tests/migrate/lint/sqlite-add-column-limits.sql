-- :given sqlite
create table t (a text);
-- :bad sqlite
alter table t add column b text default (datetime('now')); -- here
alter table t add column c text default current_timestamp; -- here
alter table t add column d text unique; -- here
alter table t add column e integer primary key; -- here
alter table t add column f integer default 1 references t (a); -- here
alter table t add column g text generated always as (a || 'x') stored; -- here
-- :good sqlite
alter table t add column b text default 'x';
alter table t add column c integer not null default (1);
alter table t add column d integer references t (a);
alter table t add column g text as (a || 'x') virtual;
