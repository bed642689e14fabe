-- :given
create table t (a bigint);
-- :bad
create trigger g after insert on t for each row execute function f(); -- here
create constraint trigger g2 after insert or update of a on t deferrable for each row execute function f(); -- here
-- :good
create table n (a bigint);
create trigger g after insert on n for each row execute function f();
