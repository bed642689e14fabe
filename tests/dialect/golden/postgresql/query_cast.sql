select "id", "title" from "tasks" where "order" = cast($1 as integer);
-- '3'
