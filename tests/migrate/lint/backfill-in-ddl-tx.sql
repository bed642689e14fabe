-- :given
create table t (a bigint);
create table u (a bigint);
-- :bad
alter table t add column b bigint;
update t set b = a where b is null; -- here
-- :bad
delete from u where a = 1; -- here
alter table t drop column a;
-- :good
update t set a = 1 where a is null;
-- :good notx
alter table t add column b bigint;
update t set b = a where b is null;
-- :good
create table n (a bigint);
insert into n select a from t;
