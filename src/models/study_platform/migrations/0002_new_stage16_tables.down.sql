drop table exam_logs;
drop table topic_prereqs;
drop table user_stats;
drop table metrics_daily;
drop table qa_reviews;
drop table exam_blueprints;
drop table harvest_items;
