-- :bad
create table n (a char(2), b text); -- here
alter table t add column a character (3); -- here
-- :good
create table n (a varchar(2), "char" text);
