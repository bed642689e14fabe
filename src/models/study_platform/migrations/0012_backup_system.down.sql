drop view db_health_summary;
drop view recent_backups;
drop table db_health_metrics;
drop table restore_history;
drop table backup_schedule;
drop table backup_metadata;
