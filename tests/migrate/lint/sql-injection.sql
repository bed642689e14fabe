-- :bad
create function f(t text) returns void language plpgsql as $$ begin execute 'drop table ' || t; end $$; -- here
do $x$ begin execute 'select * from ' || current_setting('a') using 1; end $x$; -- here
-- :good
create function f(t text) returns void language plpgsql as $$ begin execute format('drop table %I', t); end $$;
create function g(t text) returns text language sql as $$ select 'a' || t $$;
create function h(t text) returns void language plpgsql as $$ begin execute 'drop table ' || quote_ident(t); end $$;
