select "id", "title" from "tasks";
