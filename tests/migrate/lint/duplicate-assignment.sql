-- :bad
update t set a = 1, b = (select 1), a = 2 where c; -- here
insert into t (a, b, "a") values (1, 2, 3); -- here
-- :good
update t set a = 1, b = 2 where a = 3;
update t set (a, b) = (1, 2) where c;
insert into t (a, b) values (1, 1);
-- :bad
create table n (a bigint, b text, a text); -- here
insert into t (a) values (1) on conflict (a) do update set b = 1, b = 2; -- here
-- :good
update t set a[1] = 1, a[2] = 2 where c;
update t set a.x = 1, a.y = 2 where c;
update t set "A" = 1, A = 2 where c;
insert into t (a) values (1) on conflict (a) do update set a = 1, b = 2 where t.c;
