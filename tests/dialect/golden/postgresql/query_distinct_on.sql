select distinct on ("done") "title" from "tasks" order by "done", "order" desc nulls last limit $1;
-- 3
