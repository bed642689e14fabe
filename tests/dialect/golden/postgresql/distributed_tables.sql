create table "tenants" (
    "id" uuid not null,
    constraint "tenants_pkey" primary key ("id")
);
do $rowan$ begin
    if exists (select from pg_catalog.pg_extension where extname = 'citus') then
        perform pg_catalog.set_config('citus.multi_shard_modify_mode', 'sequential', true);
        perform create_distributed_table('"tenants"', 'id');
    end if;
end $rowan$;
create table "some countries" (
    "id" uuid not null,
    constraint "some countries_pkey" primary key ("id")
);
do $rowan$ begin
    if exists (select from pg_catalog.pg_extension where extname = 'citus') then
        perform pg_catalog.set_config('citus.multi_shard_modify_mode', 'sequential', true);
        perform create_reference_table('"some countries"');
    end if;
end $rowan$;
create table "tasks" (
    "id" uuid not null,
    "tenant" uuid not null,
    constraint "tasks_pkey" primary key ("tenant", "id")
);
do $rowan$ begin
    if exists (select from pg_catalog.pg_extension where extname = 'citus') then
        perform pg_catalog.set_config('citus.multi_shard_modify_mode', 'sequential', true);
        perform create_distributed_table('"tasks"', 'tenant', colocate_with => '"tenants"');
    end if;
end $rowan$;
do $rowan$ begin
    if exists (select from pg_catalog.pg_extension where extname = 'citus') then
        perform pg_catalog.set_config('citus.multi_shard_modify_mode', 'sequential', true);
        perform undistribute_table('"tasks"');
    end if;
end $rowan$;
do $rowan$ begin
    if exists (select from pg_catalog.pg_extension where extname = 'citus') then
        perform pg_catalog.set_config('citus.multi_shard_modify_mode', 'sequential', true);
        perform create_reference_table('"tasks"');
    end if;
end $rowan$;
do $rowan$ begin
    if exists (select from pg_catalog.pg_extension where extname = 'citus') then
        perform pg_catalog.set_config('citus.multi_shard_modify_mode', 'sequential', true);
        perform undistribute_table('"tasks"');
    end if;
end $rowan$;
drop table "tasks";
