-- :given sqlite
create table p (id integer primary key);
create table c (p_id integer references p (id) on delete cascade);
create table q (id integer primary key);
create table d (q_id integer references q (id));
-- :bad sqlite
create table p_new (id integer primary key, a text);
insert into p_new (id) select id from p;
drop table p; -- here
alter table p_new rename to p;
-- :good sqlite
drop table q;
-- :good
drop table p;
