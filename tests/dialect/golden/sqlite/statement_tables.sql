create table "tasks" (
    "id" text not null,
    "title" text not null,
    "order" integer not null,
    "project_id" text,
    "done" boolean default false not null,
    constraint "tasks_pkey" primary key ("id")
);
create table "counted" (
    "id" integer not null constraint "counted_pkey" primary key autoincrement,
    "name" text default 'none' not null
);
