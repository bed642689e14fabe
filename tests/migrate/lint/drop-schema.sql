-- :bad
drop schema s cascade; -- here
-- :good
create schema s;
