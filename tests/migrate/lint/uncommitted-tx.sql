-- :bad file
begin; -- here
create table n (a bigint);
-- :bad file
-- no transaction
begin; -- here
create table n (a bigint);
begin;
create table m (a bigint);
commit;
-- :good file
-- no transaction
start transaction;
create table n (a bigint);
rollback;
