-- The worker asks for jobs that are due: 0011 forgot the column.

alter table jobs add column scheduled_for timestamptz;
create index idx_jobs_scheduled on jobs (scheduled_for);
