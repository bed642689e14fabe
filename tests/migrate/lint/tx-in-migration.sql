-- :bad file
begin; -- here
create table n (a bigint);
commit; -- here
-- :bad sqlite file
begin immediate; -- here
create table n (a bigint);
end; -- here
-- :good file
-- no transaction
begin;
create table n (a bigint);
commit;
-- :good file
savepoint a;
rollback to a;
