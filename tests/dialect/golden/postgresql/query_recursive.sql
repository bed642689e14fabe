with recursive "numbers" ("n") as (select $1 from "counted" union all select "n" from "numbers") select "n" from "numbers";
-- 1
