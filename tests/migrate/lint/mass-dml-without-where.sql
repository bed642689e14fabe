-- :given
create table t (a bigint);
-- :bad
update t set a = 1; -- here
delete from only t; -- here
with x as (select 1) update t set a = (select * from x where true); -- here
-- :bad sqlite
update t set a = 1; -- here
-- :good
update t set a = 1 where a is null;
delete from t where a = 1;
insert into t values (1);
-- :good
create table n (a bigint);
update n set a = 1;
