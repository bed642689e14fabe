select "id", "title" from "tasks" where "tasks"."title" = $1;
