-- :bad
create table n (a timestamp, b timestamp without time zone); -- here
-- :good
create table n (a timestamptz, b timestamp with time zone, c timestamp(3) with time zone, d date);
