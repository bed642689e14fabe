select distinct "title" from "tasks";
