-- :bad
create table n (id bigserial primary key); -- here
-- :good
create table n (id bigint generated always as identity primary key);
