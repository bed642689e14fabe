-- :given
create table t (a bigint);
-- :bad notx
alter table t set unlogged; -- here
alter table t set access method heap; -- here
vacuum full t; -- here
vacuum (full, verbose) t; -- here
cluster t using i; -- here
-- :good notx
vacuum t;
vacuum (analyze) t;
alter table t set (fillfactor = 70);
-- :good notx
vacuum (full false, verbose) t;
vacuum (full off) t;
-- :bad notx
vacuum (full true, verbose) t; -- here
