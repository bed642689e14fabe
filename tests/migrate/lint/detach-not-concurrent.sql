-- :given
create table t (a bigint) partition by range (a);
-- :bad
alter table t detach partition t_1; -- here
-- :good notx
alter table t detach partition t_1 concurrently;
-- :good 13
alter table t detach partition t_1;
-- :good notx
alter table t detach partition t_1 finalize;
