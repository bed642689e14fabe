select "id", "title" from "tasks" limit ?1;
-- 9223372036854775807
