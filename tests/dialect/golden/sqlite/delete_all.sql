delete from "tasks";
