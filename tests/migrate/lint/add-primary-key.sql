-- :given
create table t (a bigint not null);
create unique index i on t (a);
-- :bad
alter table t add primary key (a); -- here
-- :bad
alter table t add column id bigint primary key; -- here
-- :good
alter table t add constraint t_pkey primary key using index i;
