-- :bad
create type mood as enum ('sad', 'glad'); -- here
-- :good
create type pair as (a int, b int);
