-- The job queue. A log entry may belong to a job, and outlives it: job_logs.job_id is no foreign key.

create table jobs (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    name varchar(255) not null constraint jobs_name_length check (length(name) <= 255),
    type varchar(100) not null constraint jobs_type_length check (length(type) <= 100),
    status varchar(50) default 'pending' constraint jobs_status_length check (length(status) <= 50),
    priority integer default 5,
    data text default '{}' constraint jobs_data_json check (data is null or json_valid(data)),
    result text constraint jobs_result_json check (result is null or json_valid(result)),
    error text,
    attempts integer default 0,
    max_attempts integer default 3,
    started_at text,
    completed_at text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint jobs_pkey primary key (id),
    constraint jobs_priority_check check (priority between 1 and 10)
);
create index idx_jobs_created on jobs (created_at desc);
create index idx_jobs_priority on jobs (priority desc);
create index idx_jobs_queue on jobs (status, priority desc, created_at) where status = 'pending';
create index idx_jobs_status on jobs (status);
create index idx_jobs_type on jobs (type);

create table job_schedules (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    name varchar(255) not null constraint job_schedules_name_length check (length(name) <= 255),
    type varchar(100) not null constraint job_schedules_type_length check (length(type) <= 100),
    schedule varchar(100) not null constraint job_schedules_schedule_length check (length(schedule) <= 100),
    data text default '{}' constraint job_schedules_data_json check (data is null or json_valid(data)),
    enabled boolean default true,
    last_run text,
    next_run text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint job_schedules_pkey primary key (id),
    constraint job_schedules_name_key unique (name)
);
create index idx_job_schedules_enabled on job_schedules (enabled);
create index idx_job_schedules_next_run on job_schedules (next_run);

-- A table is made anew where `alter table` can add no column: here because the default is no constant.
create table job_logs_new (
    id integer not null constraint job_logs_pkey primary key autoincrement,
    job_name varchar(255) not null constraint job_logs_job_name_length check (length(job_name) <= 255),
    status varchar(50) not null constraint job_logs_status_length check (length(status) <= 50),
    started_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    ended_at text,
    items_processed integer default 0,
    items_failed integer default 0,
    error_message text,
    metadata text constraint job_logs_metadata_json check (metadata is null or json_valid(metadata)),
    job_id text,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    level varchar(20) not null default 'info' constraint job_logs_level_length check (length(level) <= 20),
    message text not null default ''
);
insert into job_logs_new (
    id, job_name, status, started_at, ended_at, items_processed, items_failed, error_message, metadata, "timestamp")
select
    id, job_name, status, started_at, ended_at, items_processed, items_failed, error_message, metadata, started_at
from job_logs;
-- The number of a deleted row is not given again.
delete from sqlite_sequence where name = 'job_logs_new';
insert into sqlite_sequence (name, seq) select 'job_logs_new', seq from sqlite_sequence where name = 'job_logs';
drop table job_logs;
alter table job_logs_new rename to job_logs;
create index idx_job_logs_job on job_logs (job_id, "timestamp" desc);
create index idx_job_logs_job_name on job_logs (job_name);
create index idx_job_logs_level on job_logs (level);
create index idx_job_logs_started_at on job_logs (started_at);
create index idx_job_logs_timestamp on job_logs ("timestamp" desc);
