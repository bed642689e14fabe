drop index idx_jobs_scheduled;
alter table jobs drop column scheduled_for;
