select count(*), max("order"), $1 from "tasks";
-- 7
