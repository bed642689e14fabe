-- :given
create table t (i int, v varchar(20), n numeric(8, 2), x text, ts timestamp, ip cidr);
-- :bad
alter table t alter column i type bigint; -- here
alter table t alter column v set data type varchar(10); -- here
alter table t alter column n type numeric(10, 3); -- here
alter table t alter column x type jsonb using x::jsonb; -- here
alter table t alter column x type varchar(30); -- here
alter table t alter v type text using lower(v); -- here
alter table elsewhere alter column a type text; -- here
-- :good
alter table t alter column v type varchar(50);
alter table t alter column v type text;
alter table t alter column n type numeric(12, 2);
alter table t alter column n type numeric;
alter table t alter column ip type inet;
alter table t alter column x type varchar using x::varchar;
-- :good
alter table t alter column i type integer;
