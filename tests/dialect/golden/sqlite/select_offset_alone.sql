select "id", "title" from "tasks" limit -1 offset ?1;
-- 5
