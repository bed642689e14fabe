insert into "counted" ("id", "name") select "order", "title" from "tasks";
