-- :bad
create table "Orders" (id bigint); -- here
create table n ("unit price" bigint); -- here
alter table t rename column a to "B"; -- here
-- :good
create table "orders" (Id bigint, unit_price2 bigint);
