insert into "tasks" ("id", "title", "order") values ($1, $2, $3) on conflict do nothing;
