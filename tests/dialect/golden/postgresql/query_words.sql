select "id", "title" from "tasks" where "title" ~ $1;
-- 'a'
