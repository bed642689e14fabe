-- :given
create table t (a bigint, b bigint, c bigint, d bigint);
alter table t add constraint a_there check (a is not null);
alter table t add constraint b_there check ("b" IS NOT NULL) not valid;
alter table t add constraint d_there check ((d is not null) or (a > 0));
-- :bad
alter table t alter column b set not null; -- here
alter table t alter c set not null; -- here
alter table t alter d set not null; -- here
-- :good
alter table t alter column a set not null;
-- :bad 11
alter table t alter column a set not null; -- here
-- :bad 18
alter table t add constraint n not null c; -- here
-- :good 18
alter table t add constraint n not null c not valid;
-- :good
create table n (a bigint);
alter table n alter column a set not null;
-- :given
create table t (a bigint, b bigint not null);
create unique index i on t (a);
create unique index j on t (b);
-- :bad
alter table t add constraint k primary key using index i; -- here
-- :good
alter table t add constraint k primary key using index j;
-- :good
alter table t add constraint c check (a is not null) not valid;
alter table t validate constraint c;
alter table t alter column a set not null;
-- :good file
alter table unseen validate constraint unseen_a_not_null;
alter table unseen alter column a set not null;
alter table unseen drop constraint unseen_a_not_null;
-- :bad file
alter table unseen validate constraint unseen_b_not_null;
alter table unseen alter column a set not null; -- here
