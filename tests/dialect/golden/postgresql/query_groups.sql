select "done", count(*) from "tasks" group by "done" having count(*) > $1;
-- 3
