select "id", "title" from "tasks" offset $1;
-- 5
