select "title" from "tasks" union all select * from (select "title" from "tasks" limit $1) as operand;
-- 1
