-- :given
create table t (a bigint, b bigint);
create unique index i on t (a);
-- :bad
alter table t add constraint u unique (a); -- here
alter table only t add unique (a, b); -- here
alter table t add column c bigint unique; -- here
-- :good
alter table t add constraint u unique using index i;
-- :good
create table n (a bigint);
alter table n add constraint u unique (a);
-- :good sqlite
create unique index u on t (a);
