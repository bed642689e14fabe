-- Backups, what was restored from them, and the health of the database.

create table backup_metadata (
    id varchar(100) not null constraint backup_metadata_id_length check (length(id) <= 100),
    filename varchar(255) not null constraint backup_metadata_filename_length check (length(filename) <= 255),
    size_bytes bigint not null,
    tables_count integer not null,
    rows_count bigint not null,
    duration_ms integer not null,
    status varchar(20) not null constraint backup_metadata_status_length check (length(status) <= 20),
    error text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint backup_metadata_pkey primary key (id)
);
create index idx_backup_metadata_created on backup_metadata (created_at desc);
create index idx_backup_metadata_status on backup_metadata (status);

create table backup_schedule (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    name varchar(100) not null constraint backup_schedule_name_length check (length(name) <= 100),
    enabled boolean default true,
    interval_hours integer not null,
    retention_days integer default 30,
    last_run text,
    next_run text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint backup_schedule_pkey primary key (id),
    constraint backup_schedule_name_key unique (name)
);

create table restore_history (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    backup_id varchar(100) constraint restore_history_backup_id_length check (length(backup_id) <= 100),
    filename varchar(255) not null constraint restore_history_filename_length check (length(filename) <= 255),
    status varchar(20) not null constraint restore_history_status_length check (length(status) <= 20),
    error text,
    restored_by varchar(100) constraint restore_history_restored_by_length check (length(restored_by) <= 100),
    duration_ms integer,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint restore_history_pkey primary key (id),
    constraint restore_history_backup_id_fkey foreign key (backup_id) references backup_metadata (id)
);
create index idx_restore_history_backup on restore_history (backup_id);
create index idx_restore_history_created on restore_history (created_at desc);

create table db_health_metrics (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    database_size_mb text,
    total_tables integer,
    total_rows bigint,
    active_connections integer,
    slow_queries integer,
    cache_hit_ratio text,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint db_health_metrics_pkey primary key (id)
);
create index idx_db_health_timestamp on db_health_metrics ("timestamp" desc);

create view recent_backups as
select id, filename, status, error, size_bytes, tables_count, rows_count, duration_ms, created_at
from backup_metadata
where created_at > strftime('%Y-%m-%dT%H:%M:%f000Z', 'now', '-30 days')
order by created_at desc;

-- Of each day (UTC) the worst.
create view db_health_summary as
select
    substr("timestamp", 1, 10) as day,
    count(*) as samples,
    max(cast(database_size_mb as real)) as database_size_mb,
    max(total_tables) as total_tables,
    max(total_rows) as total_rows,
    max(active_connections) as active_connections,
    max(slow_queries) as slow_queries,
    min(cast(cache_hit_ratio as real)) as cache_hit_ratio
from db_health_metrics
group by day
order by day desc;
