-- :bad
create table n (a boolean, b bigint, c boolean, d bigint); -- here
-- :good
create table n (b bigint, d bigint, a boolean, c boolean);
