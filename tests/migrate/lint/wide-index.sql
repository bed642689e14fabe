-- :bad
create index concurrently i on t (a, b, lower(c), d); -- here
-- :good
create index concurrently i on t (a, b, c) include (d, e);
