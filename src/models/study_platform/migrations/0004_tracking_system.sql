-- How users work and feel while they study.

create table tracking_events (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    event_type varchar(100) not null,
    event_data jsonb not null default '{}',
    "timestamp" timestamptz not null default now(),
    session_id uuid,
    created_at timestamptz not null default now(),
    constraint tracking_events_pkey primary key (id),
    constraint tracking_events_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_tracking_events_session on tracking_events (session_id);
create index idx_tracking_events_type on tracking_events (event_type);
create index idx_tracking_events_user on tracking_events (user_id, "timestamp" desc);

create table tracking_cognitive (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    session_id uuid not null,
    foco integer,
    energia integer,
    velocidade integer,
    tempo_por_drop integer,
    hesitacao boolean default false,
    abandono_drop boolean default false,
    retorno_drop boolean default false,
    nec numeric(5,2),
    nca numeric(5,2),
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint tracking_cognitive_pkey primary key (id),
    constraint tracking_cognitive_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint tracking_cognitive_energia_check check (energia between 0 and 100),
    constraint tracking_cognitive_foco_check check (foco between 0 and 100)
);
create index idx_tracking_cognitive_session on tracking_cognitive (session_id);
create index idx_tracking_cognitive_user on tracking_cognitive (user_id, "timestamp" desc);

create table tracking_emotional (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    session_id uuid not null,
    humor_auto_reportado integer,
    frustracao_inferida boolean default false,
    ansiedade_inferida boolean default false,
    motivacao_inferida boolean default false,
    contexto text,
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint tracking_emotional_pkey primary key (id),
    constraint tracking_emotional_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint tracking_emotional_humor_auto_reportado_check check (humor_auto_reportado between 1 and 5)
);
create index idx_tracking_emotional_session on tracking_emotional (session_id);
create index idx_tracking_emotional_user on tracking_emotional (user_id, "timestamp" desc);

create table tracking_behavioral (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    session_id uuid not null,
    hora_do_dia integer,
    duracao_sessao integer,
    pausas integer default 0,
    ritmo_semanal numeric(3,1),
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint tracking_behavioral_pkey primary key (id),
    constraint tracking_behavioral_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint tracking_behavioral_hora_do_dia_check check (hora_do_dia between 0 and 23)
);
create index idx_tracking_behavioral_session on tracking_behavioral (session_id);
create index idx_tracking_behavioral_user on tracking_behavioral (user_id, "timestamp" desc);

create table tracking_sessions (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    duration_minutes integer,
    drops_completed integer default 0,
    questions_answered integer default 0,
    avg_nec numeric(5,2),
    avg_nca numeric(5,2),
    created_at timestamptz not null default now(),
    constraint tracking_sessions_pkey primary key (id),
    constraint tracking_sessions_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_tracking_sessions_user on tracking_sessions (user_id, started_at desc);

create table cognitive_states (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    date date not null,
    avg_foco numeric(5,2),
    avg_energia numeric(5,2),
    avg_nec numeric(5,2),
    avg_nca numeric(5,2),
    total_sessions integer default 0,
    total_drops integer default 0,
    total_minutes integer default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint cognitive_states_pkey primary key (id),
    constraint cognitive_states_user_id_date_key unique (user_id, date),
    constraint cognitive_states_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_cognitive_states_user on cognitive_states (user_id, date desc);

create table emotional_states (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    date date not null,
    frustracao_count integer default 0,
    ansiedade_count integer default 0,
    motivacao_alta_count integer default 0,
    avg_humor numeric(3,1),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint emotional_states_pkey primary key (id),
    constraint emotional_states_user_id_date_key unique (user_id, date),
    constraint emotional_states_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_emotional_states_user on emotional_states (user_id, date desc);
