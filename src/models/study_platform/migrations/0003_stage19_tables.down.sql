drop index idx_drop_cache_blueprint;
drop index idx_drop_cache_blueprint_topic;
drop index idx_drop_cache_hash;
alter table drop_cache rename column hash to cache_key;

drop index idx_drops_blueprint;
drop index idx_drops_topic_code;
alter table drops drop column drop_text;
alter table drops drop column drop_type;
alter table drops drop column topic_code;
alter table drops drop column blueprint_id;

drop table job_schedule;
drop table job_logs;
