-- :given
create table p (id bigint primary key);
create table t (a bigint, constraint points foreign key (a) references p (id));
-- :bad
alter table t drop constraint points; -- here
alter table u drop constraint u_p_id_fkey; -- here
-- :good
alter table t drop constraint points, add constraint points foreign key (a) references p (id) on delete cascade not valid;
