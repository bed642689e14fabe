select "candidate"."c0" from (select "title" as "c0", "done" as "o0", "order" as "o1", row_number() over (partition by "done" order by "done", "order" desc nulls last) as "n0" from "tasks") as "candidate" where "candidate"."n0" = 1 order by "candidate"."o0", "candidate"."o1" desc nulls last limit ?1;
-- 3
