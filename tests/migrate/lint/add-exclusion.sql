-- :given
create table t (room bigint, during tstzrange);
-- :bad
alter table t add constraint e exclude using gist (room with =, during with &&); -- here
-- :good
create table n (room bigint, during tstzrange, exclude using gist (room with =, during with &&));
