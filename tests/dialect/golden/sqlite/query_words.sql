select "id", "title" from "tasks" where rowan_like("title", ?1);
-- 'a'
