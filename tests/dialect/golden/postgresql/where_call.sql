select "id", "title" from "tasks" where lower("title") like $1;
-- 'a%'
