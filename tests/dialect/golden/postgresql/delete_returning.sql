delete from "tasks" where "title" = $1 returning "id";
-- 'a'
