update "tasks" set "title" = ?1, "order" = "order" + ?2, "done" = ?3 where "id" = ?4 returning "title";
-- 'a'
-- 1
