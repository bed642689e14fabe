-- :given sqlite
create table t (a text);
-- :bad sqlite
alter table t alter column a set not null; -- here
-- :good sqlite 3.53
alter table t alter column a set not null;
-- :good
alter table t alter column a set not null;
