-- :given
create table t (a bigint);
create table u (a bigint);
-- :bad
alter table t add column b bigint;
create index i on u (a); -- here
-- :bad
alter table t drop column a;
insert into t select * from u; -- here
-- :good
create index i on u (a);
alter table t add column b bigint;
-- :good notx
alter table t add column b bigint;
create index i on u (a);
-- :good
alter table t add column b bigint;
create table n (a bigint);
insert into n select a from t;
-- :bad
alter table t add column b bigint;
select count(*) from u; -- here
-- :good
alter table t add column b bigint;
select setval('t_a_seq', 1);
-- :bad
alter table t add column b bigint, add check (a > 0);
update u set a = 1 where a = 2; -- here
