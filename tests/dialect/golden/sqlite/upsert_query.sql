insert into "counted" ("id", "name") select * from (select "order", "title" from "tasks") as given where true on conflict do nothing;
