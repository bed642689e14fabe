select * from (select "title" from "tasks" union all select * from (select "title" from "tasks" limit ?1) as operand) as operand except select "title" from "tasks" order by "title";
-- 1
