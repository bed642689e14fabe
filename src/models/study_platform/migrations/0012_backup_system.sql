-- Backups, what was restored from them, and the health of the database.

create table backup_metadata (
    id varchar(100) not null,
    filename varchar(255) not null,
    size_bytes bigint not null,
    tables_count integer not null,
    rows_count bigint not null,
    duration_ms integer not null,
    status varchar(20) not null,
    error text,
    created_at timestamptz not null default now(),
    constraint backup_metadata_pkey primary key (id)
);
create index idx_backup_metadata_created on backup_metadata (created_at desc);
create index idx_backup_metadata_status on backup_metadata (status);

create table backup_schedule (
    id uuid not null default gen_random_uuid(),
    name varchar(100) not null,
    enabled boolean default true,
    interval_hours integer not null,
    retention_days integer default 30,
    last_run timestamptz,
    next_run timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint backup_schedule_pkey primary key (id),
    constraint backup_schedule_name_key unique (name)
);

create table restore_history (
    id uuid not null default gen_random_uuid(),
    backup_id varchar(100),
    filename varchar(255) not null,
    status varchar(20) not null,
    error text,
    restored_by varchar(100),
    duration_ms integer,
    created_at timestamptz not null default now(),
    constraint restore_history_pkey primary key (id),
    constraint restore_history_backup_id_fkey foreign key (backup_id) references backup_metadata (id)
);
create index idx_restore_history_backup on restore_history (backup_id);
create index idx_restore_history_created on restore_history (created_at desc);

create table db_health_metrics (
    id uuid not null default gen_random_uuid(),
    database_size_mb numeric(10,2),
    total_tables integer,
    total_rows bigint,
    active_connections integer,
    slow_queries integer,
    cache_hit_ratio numeric(5,2),
    "timestamp" timestamptz not null default now(),
    constraint db_health_metrics_pkey primary key (id)
);
create index idx_db_health_timestamp on db_health_metrics ("timestamp" desc);

create view recent_backups as
select id, filename, status, error, size_bytes, tables_count, rows_count, duration_ms, created_at
from backup_metadata
where created_at > now() - interval '30 days'
order by created_at desc;

-- Of each day (UTC) the worst.
create view db_health_summary as
select
    cast("timestamp" at time zone 'UTC' as date) as day,
    count(*) as samples,
    max(database_size_mb) as database_size_mb,
    max(total_tables) as total_tables,
    max(total_rows) as total_rows,
    max(active_connections) as active_connections,
    max(slow_queries) as slow_queries,
    min(cache_hit_ratio) as cache_hit_ratio
from db_health_metrics
group by day
order by day desc;
