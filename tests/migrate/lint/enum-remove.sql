-- :given
create type mood as enum ('sad');
-- :bad
drop type mood; -- here
-- :bad
delete from pg_catalog.pg_enum where enumlabel = 'sad'; -- here
-- :good
create type n as enum ('a');
drop type n;
