select "id", "title" from "tasks" where "title" = $1 limit $2 offset $3;
-- 'a'
-- 20
-- 40
