select "title" from "tasks" for update skip locked;
