-- :bad
alter table t owner to app; -- here
alter function f() owner to app; -- here
-- :good
alter table t add column owner text;
