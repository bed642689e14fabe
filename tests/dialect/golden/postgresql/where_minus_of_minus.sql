select "id", "title" from "tasks" where "order" = ("order" - ("order" - $1));
-- 1
