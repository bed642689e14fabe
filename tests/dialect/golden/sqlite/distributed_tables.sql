create table "tenants" (
    "id" text not null,
    constraint "tenants_pkey" primary key ("id")
);
create table "some countries" (
    "id" text not null,
    constraint "some countries_pkey" primary key ("id")
);
create table "tasks" (
    "id" text not null,
    "tenant" text not null,
    constraint "tasks_pkey" primary key ("tenant", "id")
);
drop table "tasks";
