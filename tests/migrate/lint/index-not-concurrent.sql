-- :given
create table t (id bigint primary key, a bigint);
-- :bad
create index i on t (a); -- here
create unique index if not exists j on public.t using btree (a); -- here
-- :bad
create index i on somewhere_else (a); -- here
-- :good
create index concurrently i on t (a);
-- :good
create table n (a bigint);
create index i on n (a);
-- :good sqlite
create index i on t (a);
