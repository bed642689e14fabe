select "id", "title" from "tasks" where (1 + 1) = ?1;
-- 2
