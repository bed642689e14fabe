-- What was there before there were migrations.
-- On SQLite UUIDs, times and exact decimals are text. The long default is a random UUID: a file is also written to by
-- programs that know no function for it.

create table users (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    name text not null,
    email text not null,
    password_hash text not null,
    plan text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint users_pkey primary key (id),
    constraint users_email_key unique (email)
);

create table disciplines (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    name text not null,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint disciplines_pkey primary key (id),
    constraint disciplines_name_key unique (name)
);

create table drops (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    discipline_id text not null,
    title text not null,
    content text not null,
    difficulty integer not null default 1,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint drops_pkey primary key (id),
    constraint drops_discipline_id_fkey foreign key (discipline_id) references disciplines (id) on delete cascade
);

create table user_drops (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    drop_id text not null,
    status text not null default 'pending',
    last_opened_at text,
    completed_at text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint user_drops_pkey primary key (id),
    constraint user_drops_user_id_drop_id_key unique (user_id, drop_id),
    constraint user_drops_drop_id_fkey foreign key (drop_id) references drops (id) on delete cascade,
    constraint user_drops_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);

create table srs_cards (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    drop_id text not null,
    status text not null default 'learning',
    interval_days integer not null default 1,
    ease_factor double precision not null default 2.5,
    repetition integer not null default 0,
    next_review_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint srs_cards_pkey primary key (id),
    constraint srs_cards_user_id_drop_id_key unique (user_id, drop_id),
    constraint srs_cards_drop_id_fkey foreign key (drop_id) references drops (id) on delete cascade,
    constraint srs_cards_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);

create table srs_reviews (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    card_id text not null,
    user_id text not null,
    grade integer not null,
    reviewed_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint srs_reviews_pkey primary key (id),
    constraint srs_reviews_card_id_fkey foreign key (card_id) references srs_cards (id) on delete cascade,
    constraint srs_reviews_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);

create table rag_blocks (
    id integer not null constraint rag_blocks_pkey primary key autoincrement,
    disciplina text not null,
    topic_code text not null,
    banca text,
    source_url text not null,
    summary text not null,
    embedding text
        constraint rag_blocks_embedding_array check (case when json_valid(embedding) then json_type(embedding) = 'array' else embedding is null end),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'))
);
create index idx_rag_blocks_disciplina_topic on rag_blocks (disciplina, topic_code);

create table drop_cache (
    id integer not null constraint drop_cache_pkey primary key autoincrement,
    cache_key text not null,
    blueprint_id integer not null,
    topic_code text not null,
    payload text not null constraint drop_cache_payload_json check (payload is null or json_valid(payload)),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint drop_cache_cache_key_key unique (cache_key)
);
