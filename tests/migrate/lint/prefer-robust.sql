-- :bad file
-- no transaction
create table n (a bigint); -- here
alter table t drop column a; -- here
-- :good file
-- no transaction
create table if not exists n (a bigint);
alter table t drop column if exists a;
-- :good file
create table n (a bigint);
-- :good notx
create table n (a bigint);
