-- :given
create table p (id bigint primary key);
create table t (p_id bigint);
-- :bad
alter table t add constraint k foreign key (p_id) references p (id) on delete cascade; -- here
alter table t add column q_id bigint references p; -- here
-- :good
alter table t add constraint k foreign key (p_id) references p (id) on delete cascade not valid;
-- :good
create table n (p_id bigint references p (id));
alter table n add foreign key (p_id) references p (id);
