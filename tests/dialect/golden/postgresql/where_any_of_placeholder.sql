select "id", "title" from "tasks" where ("id" = any($1)) and (not ("project_id" is null));
