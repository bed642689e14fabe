-- :bad
create table n (a json, b json[]); -- here
-- :good
create table n (a jsonb, json text);
