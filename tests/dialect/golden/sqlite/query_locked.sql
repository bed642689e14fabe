select "title" from "tasks";
