-- :bad
create table n (a character varying(20)); -- here
alter table t add column a varchar(5); -- here
-- :good
create table n (a text, b varchar);
