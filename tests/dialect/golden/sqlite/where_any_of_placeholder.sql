select "id", "title" from "tasks" where ("id" in (select value from json_each(?1))) and (not ("project_id" is null));
