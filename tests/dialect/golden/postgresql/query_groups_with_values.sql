select "order" + $1, count(*) from "tasks" where "order" > $2 group by "order" + $1 order by "order" + $1;
-- 1
-- 7
