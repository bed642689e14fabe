-- :given
create table t (a bigint primary key);
-- :bad
alter table t drop constraint t_pkey; -- here
-- :good
alter table t drop constraint other;
