-- :bad notx
drop database shop; -- here
-- :good
select 1;
