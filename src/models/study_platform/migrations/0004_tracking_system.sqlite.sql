-- How users work and feel while they study.

create table tracking_events (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    event_type varchar(100) not null constraint tracking_events_event_type_length check (length(event_type) <= 100),
    event_data text not null default '{}'
        constraint tracking_events_event_data_json check (event_data is null or json_valid(event_data)),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    session_id text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint tracking_events_pkey primary key (id),
    constraint tracking_events_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_tracking_events_session on tracking_events (session_id);
create index idx_tracking_events_type on tracking_events (event_type);
create index idx_tracking_events_user on tracking_events (user_id, "timestamp" desc);

create table tracking_cognitive (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    session_id text not null,
    foco integer,
    energia integer,
    velocidade integer,
    tempo_por_drop integer,
    hesitacao boolean default false,
    abandono_drop boolean default false,
    retorno_drop boolean default false,
    nec text,
    nca text,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint tracking_cognitive_pkey primary key (id),
    constraint tracking_cognitive_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint tracking_cognitive_energia_check check (energia between 0 and 100),
    constraint tracking_cognitive_foco_check check (foco between 0 and 100)
);
create index idx_tracking_cognitive_session on tracking_cognitive (session_id);
create index idx_tracking_cognitive_user on tracking_cognitive (user_id, "timestamp" desc);

create table tracking_emotional (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    session_id text not null,
    humor_auto_reportado integer,
    frustracao_inferida boolean default false,
    ansiedade_inferida boolean default false,
    motivacao_inferida boolean default false,
    contexto text,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint tracking_emotional_pkey primary key (id),
    constraint tracking_emotional_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint tracking_emotional_humor_auto_reportado_check check (humor_auto_reportado between 1 and 5)
);
create index idx_tracking_emotional_session on tracking_emotional (session_id);
create index idx_tracking_emotional_user on tracking_emotional (user_id, "timestamp" desc);

create table tracking_behavioral (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    session_id text not null,
    hora_do_dia integer,
    duracao_sessao integer,
    pausas integer default 0,
    ritmo_semanal text,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint tracking_behavioral_pkey primary key (id),
    constraint tracking_behavioral_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint tracking_behavioral_hora_do_dia_check check (hora_do_dia between 0 and 23)
);
create index idx_tracking_behavioral_session on tracking_behavioral (session_id);
create index idx_tracking_behavioral_user on tracking_behavioral (user_id, "timestamp" desc);

create table tracking_sessions (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    started_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    ended_at text,
    duration_minutes integer,
    drops_completed integer default 0,
    questions_answered integer default 0,
    avg_nec text,
    avg_nca text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint tracking_sessions_pkey primary key (id),
    constraint tracking_sessions_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_tracking_sessions_user on tracking_sessions (user_id, started_at desc);

create table cognitive_states (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    date text not null,
    avg_foco text,
    avg_energia text,
    avg_nec text,
    avg_nca text,
    total_sessions integer default 0,
    total_drops integer default 0,
    total_minutes integer default 0,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint cognitive_states_pkey primary key (id),
    constraint cognitive_states_user_id_date_key unique (user_id, date),
    constraint cognitive_states_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_cognitive_states_user on cognitive_states (user_id, date desc);

create table emotional_states (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    date text not null,
    frustracao_count integer default 0,
    ansiedade_count integer default 0,
    motivacao_alta_count integer default 0,
    avg_humor text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint emotional_states_pkey primary key (id),
    constraint emotional_states_user_id_date_key unique (user_id, date),
    constraint emotional_states_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_emotional_states_user on emotional_states (user_id, date desc);
