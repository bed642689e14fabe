-- Harvested exams, their blueprints, and what users got right and wrong.

create table harvest_items (
    id integer not null constraint harvest_items_pkey primary key autoincrement,
    source text not null,
    url text not null,
    raw_html text,
    status text not null default 'PENDING',
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    processed_at text
);
create index idx_harvest_items_status on harvest_items (status);

create table exam_blueprints (
    id integer not null constraint exam_blueprints_pkey primary key autoincrement,
    harvest_item_id integer,
    exam_code text,
    banca text,
    cargo text,
    disciplina text,
    blueprint text not null
        constraint exam_blueprints_blueprint_json check (blueprint is null or json_valid(blueprint)),
    priorities text constraint exam_blueprints_priorities_json check (priorities is null or json_valid(priorities)),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint exam_blueprints_harvest_item_id_fkey foreign key (harvest_item_id) references harvest_items (id)
);
create index idx_exam_blueprints_disciplina on exam_blueprints (disciplina);

create table qa_reviews (
    id integer not null constraint qa_reviews_pkey primary key autoincrement,
    drop_id integer,
    status text not null,
    notes text,
    cost_input_tokens integer,
    cost_output_tokens integer,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'))
);

create table metrics_daily (
    id integer not null constraint metrics_daily_pkey primary key autoincrement,
    date text not null,
    metric_name text not null,
    metric_value text not null,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint metrics_daily_date_metric_name_key unique (date, metric_name)
);

create table user_stats (
    id integer not null constraint user_stats_pkey primary key autoincrement,
    user_id text not null,
    topic_code text not null,
    correct_count integer not null default 0,
    wrong_count integer not null default 0,
    streak integer not null default 0,
    last_seen_at text,
    next_due_at text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint user_stats_user_id_topic_code_key unique (user_id, topic_code)
);
create index idx_user_stats_user_topic on user_stats (user_id, topic_code);

create table topic_prereqs (
    id integer not null constraint topic_prereqs_pkey primary key autoincrement,
    topic_code text not null,
    prereq_topic_code text not null
);

create table exam_logs (
    id integer not null constraint exam_logs_pkey primary key autoincrement,
    user_id text not null,
    drop_id integer,
    was_correct boolean,
    answered_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now'))
);
create index idx_exam_logs_user on exam_logs (user_id, answered_at);
