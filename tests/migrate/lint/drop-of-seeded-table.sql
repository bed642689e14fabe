-- :seed
insert into kinds (a) values (1);
-- :bad
drop table kinds; -- here
-- :good
drop table other;
