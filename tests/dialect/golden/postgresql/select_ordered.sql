select "id", "title" from "tasks" order by "order" desc nulls last, "title", length("title") nulls first, "order" + $1 desc;
-- 1
