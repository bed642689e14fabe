-- Passwords that are reset, addresses that are verified, sessions that are refreshed, attempts that are counted.

alter table users add column email_verified boolean default false;
create index idx_users_email_verified on users (email_verified);

create table password_reset_tokens (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    token varchar(255) not null,
    expires_at timestamptz not null,
    used boolean default false,
    created_at timestamptz not null default now(),
    constraint password_reset_tokens_pkey primary key (id),
    constraint password_reset_tokens_token_key unique (token),
    constraint password_reset_tokens_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_password_reset_tokens_expires on password_reset_tokens (expires_at);
create index idx_password_reset_tokens_token on password_reset_tokens (token);
create index idx_password_reset_tokens_user on password_reset_tokens (user_id);

create table email_verifications (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    token varchar(255) not null,
    verified boolean default false,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    constraint email_verifications_pkey primary key (id),
    constraint email_verifications_token_key unique (token),
    constraint email_verifications_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_email_verifications_expires on email_verifications (expires_at);
create index idx_email_verifications_token on email_verifications (token);
create index idx_email_verifications_user on email_verifications (user_id);

create table refresh_tokens (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    token varchar(255) not null,
    expires_at timestamptz not null,
    revoked boolean default false,
    created_at timestamptz not null default now(),
    constraint refresh_tokens_pkey primary key (id),
    constraint refresh_tokens_token_key unique (token),
    constraint refresh_tokens_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_refresh_tokens_expires on refresh_tokens (expires_at);
create index idx_refresh_tokens_token on refresh_tokens (token);
create index idx_refresh_tokens_user on refresh_tokens (user_id);

create table rate_limits (
    id uuid not null default gen_random_uuid(),
    identifier varchar(255) not null,
    action varchar(50) not null,
    attempts integer default 0,
    window_start timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint rate_limits_pkey primary key (id),
    constraint rate_limits_identifier_action_key unique (identifier, action)
);
create index idx_rate_limits_identifier on rate_limits (identifier, action);
create index idx_rate_limits_window on rate_limits (window_start);

create table login_attempts (
    id uuid not null default gen_random_uuid(),
    email varchar(255) not null,
    ip_address varchar(50),
    user_agent text,
    success boolean default false,
    failure_reason varchar(255),
    created_at timestamptz not null default now(),
    constraint login_attempts_pkey primary key (id)
);
create index idx_login_attempts_created on login_attempts (created_at desc);
create index idx_login_attempts_email on login_attempts (email);
create index idx_login_attempts_ip on login_attempts (ip_address);

create table user_sessions (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    refresh_token_id uuid,
    ip_address varchar(50),
    user_agent text,
    last_activity timestamptz not null default now(),
    expires_at timestamptz not null,
    active boolean default true,
    created_at timestamptz not null default now(),
    constraint user_sessions_pkey primary key (id),
    constraint user_sessions_refresh_token_id_fkey foreign key (refresh_token_id)
        references refresh_tokens (id) on delete cascade,
    constraint user_sessions_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_user_sessions_active on user_sessions (active, last_activity);
create index idx_user_sessions_expires on user_sessions (expires_at);
create index idx_user_sessions_user on user_sessions (user_id);
