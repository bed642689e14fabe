-- :bad
update t set a = 1, b = (select 1), a = 2 where c; -- here
insert into t (a, b, "a") values (1, 2, 3); -- here
-- :good
update t set a = 1, b = 2 where a = 3;
update t set (a, b) = (1, 2) where c;
insert into t (a, b) values (1, 1);
