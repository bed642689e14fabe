select "id", "title" from "tasks" where "order" = any($1);
-- [1, 2]
