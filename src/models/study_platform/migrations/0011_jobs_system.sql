-- The job queue. A log entry may belong to a job, and outlives it: job_logs.job_id is no foreign key.

create table jobs (
    id uuid not null default gen_random_uuid(),
    name varchar(255) not null,
    type varchar(100) not null,
    status varchar(50) default 'pending',
    priority integer default 5,
    data jsonb default '{}',
    result jsonb,
    error text,
    attempts integer default 0,
    max_attempts integer default 3,
    started_at timestamptz,
    completed_at timestamptz,
    created_at timestamptz not null default now(),
    constraint jobs_pkey primary key (id),
    constraint jobs_priority_check check (priority between 1 and 10)
);
create index idx_jobs_created on jobs (created_at desc);
create index idx_jobs_priority on jobs (priority desc);
create index idx_jobs_queue on jobs (status, priority desc, created_at) where status = 'pending';
create index idx_jobs_status on jobs (status);
create index idx_jobs_type on jobs (type);

create table job_schedules (
    id uuid not null default gen_random_uuid(),
    name varchar(255) not null,
    type varchar(100) not null,
    schedule varchar(100) not null,
    data jsonb default '{}',
    enabled boolean default true,
    last_run timestamptz,
    next_run timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint job_schedules_pkey primary key (id),
    constraint job_schedules_name_key unique (name)
);
create index idx_job_schedules_enabled on job_schedules (enabled);
create index idx_job_schedules_next_run on job_schedules (next_run);

alter table job_logs
    add column job_id uuid,
    add column "timestamp" timestamptz not null default now(),
    add column level varchar(20) not null default 'info',
    add column message text not null default '';
update job_logs set "timestamp" = started_at;
create index idx_job_logs_job on job_logs (job_id, "timestamp" desc);
create index idx_job_logs_level on job_logs (level);
create index idx_job_logs_timestamp on job_logs ("timestamp" desc);
