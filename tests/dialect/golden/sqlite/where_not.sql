select "id", "title" from "tasks" where not (("title" = ?1) or ("order" > ?2));
-- 'a'
-- 1
