select "title" from "tasks" where exists (select "title" from "tasks");
