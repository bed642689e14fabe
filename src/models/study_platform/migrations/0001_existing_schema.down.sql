drop table drop_cache;
drop table rag_blocks;
drop table srs_reviews;
drop table srs_cards;
drop table user_drops;
drop table drops;
drop table disciplines;
drop table users;
