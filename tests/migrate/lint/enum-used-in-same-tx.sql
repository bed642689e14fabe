-- :given
create type mood as enum ('sad');
create table t (m mood);
-- :bad notx
begin;
alter type mood add value 'glad';
insert into t values ('glad'); -- here
commit;
-- :bad file
alter type mood add value 'glad';
begin;
update t set m = 'glad' where m = 'sad';
commit;
begin;
alter type mood add value 'so';
alter table t alter m set default 'so'; -- here
commit;
-- :good
alter type mood add value 'glad';
insert into t values ('glad');
-- :good notx
alter type mood add value 'glad';
insert into t values ('glad');
-- :bad notx
begin;
create type n as enum ('a');
alter type n add value 'b';
select 'b'::n; -- here
commit;
-- :good 17 notx
begin;
create type n as enum ('a');
alter type n add value 'b';
select 'b'::n;
commit;
