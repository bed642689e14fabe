-- :given
create table p (id bigint primary key);
create table t (a bigint, b bigint);
create index i on t (b, a);
create index j on t (a) where a > 1;
-- :bad
create table n (id bigint primary key, p_id bigint references p (id)); -- here
alter table t add foreign key (a) references p (id); -- here
-- :bad sqlite
create table n (id integer primary key, p_id integer references p (id)); -- here
-- :good
create table n (id bigint primary key, p_id bigint references p (id));
create index ni on n (p_id, id);
alter table t add foreign key (b) references p (id) not valid;
-- :good
create table n (p_id bigint primary key references p (id));
-- :good
create table n (a bigint, p_id bigint, foreign key (p_id) references p (id), unique (p_id, a));
-- :bad
create table n (id bigint primary key, p_id bigint references p (id), q_id bigint references p (id)); -- here
create index ni on n (p_id);
