select "id", "title" from "tasks" where ("title" = $1) and ("order" > $2) and ("project_id" is null);
-- 'a'
-- 1
