insert into "tasks" ("id", "title", "order") values ($1, $2, $3) on conflict ("id") where not "done" do update set "title" = "excluded"."title", "order" = "tasks"."order" + $4 where "tasks"."title" is not null;
-- 1
