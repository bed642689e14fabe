-- Scheduled jobs and their log; drops and cached drops are found by blueprint and topic.

create table job_logs (
    id integer not null constraint job_logs_pkey primary key autoincrement,
    job_name varchar(255) not null constraint job_logs_job_name_length check (length(job_name) <= 255),
    status varchar(50) not null constraint job_logs_status_length check (length(status) <= 50),
    started_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    ended_at text,
    items_processed integer default 0,
    items_failed integer default 0,
    error_message text,
    metadata text constraint job_logs_metadata_json check (metadata is null or json_valid(metadata))
);
create index idx_job_logs_job_name on job_logs (job_name);
create index idx_job_logs_started_at on job_logs (started_at);

create table job_schedule (
    id integer not null constraint job_schedule_pkey primary key autoincrement,
    job_name varchar(255) not null constraint job_schedule_job_name_length check (length(job_name) <= 255),
    cron_expression varchar(255) not null
        constraint job_schedule_cron_expression_length check (length(cron_expression) <= 255),
    is_active boolean default true,
    last_run_at text,
    next_run_at text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint job_schedule_job_name_key unique (job_name)
);
create index idx_job_schedule_job_name on job_schedule (job_name);

alter table drops add column blueprint_id integer
    constraint drops_blueprint_id_fkey references exam_blueprints (id) on delete set null;
alter table drops add column topic_code varchar(255)
    constraint drops_topic_code_length check (length(topic_code) <= 255);
alter table drops add column drop_type varchar(50) constraint drops_drop_type_length check (length(drop_type) <= 50);
alter table drops add column drop_text text;
create index idx_drops_blueprint on drops (blueprint_id);
create index idx_drops_topic_code on drops (topic_code);

-- The key became a hash of what it was made of.
alter table drop_cache rename column cache_key to hash;
create index idx_drop_cache_blueprint on drop_cache (blueprint_id);
create index idx_drop_cache_blueprint_topic on drop_cache (blueprint_id, topic_code);
create index idx_drop_cache_hash on drop_cache (hash);
