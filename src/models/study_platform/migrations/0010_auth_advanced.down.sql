drop table user_sessions;
drop table login_attempts;
drop table rate_limits;
drop table refresh_tokens;
drop table email_verifications;
drop table password_reset_tokens;

drop index idx_users_email_verified;
alter table users drop column email_verified;
