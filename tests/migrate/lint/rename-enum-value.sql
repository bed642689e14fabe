-- :given
create type mood as enum ('sad', 'ok');
-- :bad
alter type mood rename value 'ok' to 'fine'; -- here
-- :good
create type n as enum ('a');
alter type n rename value 'a' to 'b';
