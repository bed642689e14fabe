-- :bad
create domain positive as bigint check (value > 0); -- here
alter domain positive add constraint small check (value < 9); -- here
-- :good
create domain amount as bigint;
alter domain amount set default 1;
alter domain amount add constraint small check (value < 9) not valid;
