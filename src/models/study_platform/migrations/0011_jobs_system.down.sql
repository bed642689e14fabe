drop index idx_job_logs_job;
drop index idx_job_logs_level;
drop index idx_job_logs_timestamp;
alter table job_logs drop column message;
alter table job_logs drop column level;
alter table job_logs drop column "timestamp";
alter table job_logs drop column job_id;

drop table job_schedules;
drop table jobs;
