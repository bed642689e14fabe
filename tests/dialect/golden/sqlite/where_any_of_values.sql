select "id", "title" from "tasks" where "order" in (select value from json_each(?1));
-- [1, 2]
