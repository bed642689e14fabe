update "tasks" set "order" = "order";
