-- :given
create table t (a bigint);
-- :bad
truncate t; -- here
truncate table only t, u cascade; -- here here
-- :good
create table n (a bigint);
truncate n;
