update "tasks" set "title" = "new"."title" from (select "id", "title" from "tasks") as "new" where "tasks"."id" = "new"."id";
