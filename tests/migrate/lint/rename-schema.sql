-- :bad
alter schema s rename to r; -- here
-- :good
alter schema s owner to o;
