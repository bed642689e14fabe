-- Takes a database twenty changes away from its models. Nothing here lets a rename be suspected.

-- added: three columns, two tables, two indexes, a foreign key, a unique constraint
alter table user_drops drop column last_opened_at;
alter table logs_ia drop column latency_ms;
alter table ops_workers drop column max_concurrency;
drop table rate_limits;
drop table mnemonicos_banca;
drop index idx_job_logs_started_at;
drop index idx_drop_cache_blueprint;
alter table drops drop constraint drops_blueprint_id_fkey;
alter table srs_cards drop constraint srs_cards_user_id_drop_id_key;

-- dropped: two columns, two indexes
alter table users add column nickname text;
alter table disciplines add column abbreviation varchar(10);
create index idx_login_attempts_failure on login_attempts (failure_reason);
create index idx_backup_metadata_filename on backup_metadata (filename);

-- changed: three types, two that may be null, two defaults
alter table jobs alter column name type varchar(100);
alter table logs_api alter column status_code type smallint;
alter table metrics_daily alter column metric_value type numeric(12, 4);
alter table exam_logs alter column drop_id set not null;
alter table login_attempts alter column user_agent set not null;
alter table harvest_items alter column status set default 'new';
alter table users alter column email_verified drop default;
