-- :bad
create index concurrently if not exists i on t (a); -- here
-- :good notx
drop index concurrently if exists i;
create index concurrently i on t (a);
