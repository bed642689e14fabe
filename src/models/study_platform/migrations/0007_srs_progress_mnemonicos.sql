-- Spaced repetition of any content, progress by day, week and month, mnemonics.

alter table srs_cards
    add column historico_acertos jsonb default '[]',
    add column dificuldade_percebida integer,
    add column contexto_erro jsonb default '[]',
    add column estado_cognitivo_ultima_revisao numeric(5,2),
    add constraint srs_cards_dificuldade_percebida_check check (dificuldade_percebida between 1 and 5);

create table srs_card_content_map (
    id uuid not null default gen_random_uuid(),
    card_id uuid not null,
    content_type varchar(50) not null,
    content_id uuid not null,
    created_at timestamptz not null default now(),
    constraint srs_card_content_map_pkey primary key (id),
    constraint srs_card_content_map_card_id_content_type_content_id_key unique (card_id, content_type, content_id),
    constraint srs_card_content_map_card_id_fkey foreign key (card_id) references srs_cards (id) on delete cascade
);
create index idx_srs_card_content_map_card on srs_card_content_map (card_id);

create table srs_user_intervals (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    subtopico varchar(255) not null,
    interval_multiplier numeric(3,2) default 1.0,
    ease_multiplier numeric(3,2) default 1.0,
    avg_retention numeric(5,2),
    avg_time_per_review integer,
    updated_at timestamptz not null default now(),
    constraint srs_user_intervals_pkey primary key (id),
    constraint srs_user_intervals_user_id_subtopico_key unique (user_id, subtopico),
    constraint srs_user_intervals_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_srs_user_intervals_user on srs_user_intervals (user_id);

create table progress_diario (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    date date not null,
    drops_completados integer default 0,
    questoes_respondidas integer default 0,
    questoes_corretas integer default 0,
    taxa_acerto numeric(5,2),
    tempo_estudado_minutos integer default 0,
    srs_revisoes integer default 0,
    xp_ganho integer default 0,
    nivel integer default 1,
    streak integer default 0,
    avg_nec numeric(5,2),
    avg_nca numeric(5,2),
    avg_humor numeric(3,1),
    created_at timestamptz not null default now(),
    constraint progress_diario_pkey primary key (id),
    constraint progress_diario_user_id_date_key unique (user_id, date),
    constraint progress_diario_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_progress_diario_user on progress_diario (user_id, date desc);

create table progress_semanal (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    week_start date not null,
    total_drops integer default 0,
    total_questoes integer default 0,
    taxa_acerto numeric(5,2),
    tempo_total_minutos integer default 0,
    dias_estudados integer default 0,
    evolucao_vs_semana_anterior numeric(5,2),
    created_at timestamptz not null default now(),
    constraint progress_semanal_pkey primary key (id),
    constraint progress_semanal_user_id_week_start_key unique (user_id, week_start),
    constraint progress_semanal_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_progress_semanal_user on progress_semanal (user_id, week_start desc);

create table progress_mensal (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    month date not null,
    total_drops integer default 0,
    total_questoes integer default 0,
    taxa_acerto numeric(5,2),
    tempo_total_minutos integer default 0,
    dias_estudados integer default 0,
    evolucao_vs_mes_anterior numeric(5,2),
    created_at timestamptz not null default now(),
    constraint progress_mensal_pkey primary key (id),
    constraint progress_mensal_user_id_month_key unique (user_id, month),
    constraint progress_mensal_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_progress_mensal_user on progress_mensal (user_id, month desc);

create table progress_evolucao (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    snapshot_type varchar(50),
    total_drops_ate_agora integer default 0,
    total_questoes_ate_agora integer default 0,
    taxa_acerto_geral numeric(5,2),
    mastery_score_medio numeric(5,2),
    nivel integer default 1,
    xp_total integer default 0,
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint progress_evolucao_pkey primary key (id),
    constraint progress_evolucao_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_progress_evolucao_user on progress_evolucao (user_id, "timestamp" desc);

create table mastery_subtopicos (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    subtopico varchar(255) not null,
    disciplina_id uuid,
    mastery_score numeric(5,2) default 0,
    taxa_acerto numeric(5,2),
    retencao_srs numeric(5,2),
    velocidade_resposta numeric(5,2),
    consistencia numeric(5,2),
    nivel varchar(50),
    tentativas integer default 0,
    acertos integer default 0,
    ultima_tentativa timestamptz,
    updated_at timestamptz not null default now(),
    constraint mastery_subtopicos_pkey primary key (id),
    constraint mastery_subtopicos_user_id_subtopico_key unique (user_id, subtopico),
    constraint mastery_subtopicos_disciplina_id_fkey foreign key (disciplina_id)
        references disciplines (id) on delete set null,
    constraint mastery_subtopicos_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_mastery_subtopicos_score on mastery_subtopicos (mastery_score desc);
create index idx_mastery_subtopicos_user on mastery_subtopicos (user_id);

create table mnemonicos (
    id uuid not null default gen_random_uuid(),
    tecnica varchar(50) not null,
    texto_principal text not null,
    versoes_alternativas jsonb default '[]',
    explicacao text,
    disciplina_id uuid,
    subtopico varchar(255),
    banca varchar(100),
    nivel_dificuldade integer,
    estilo_cognitivo varchar(50),
    emocao_ativada varchar(50),
    forca_memoria numeric(3,2),
    criado_por varchar(50) default 'IA',
    versao varchar(20) default 'v1.0',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint mnemonicos_pkey primary key (id),
    constraint mnemonicos_disciplina_id_fkey foreign key (disciplina_id) references disciplines (id) on delete set null,
    constraint mnemonicos_forca_memoria_check check (forca_memoria between 0 and 1),
    constraint mnemonicos_nivel_dificuldade_check check (nivel_dificuldade between 1 and 5)
);
create index idx_mnemonicos_disciplina on mnemonicos (disciplina_id);
create index idx_mnemonicos_subtopico on mnemonicos (subtopico);
create index idx_mnemonicos_tecnica on mnemonicos (tecnica);

create table mnemonicos_versions (
    id uuid not null default gen_random_uuid(),
    mnemonico_id uuid not null,
    versao varchar(20) not null,
    motivo text,
    alteracoes jsonb default '{}',
    ia_model varchar(50),
    created_at timestamptz not null default now(),
    constraint mnemonicos_versions_pkey primary key (id),
    constraint mnemonicos_versions_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade
);
create index idx_mnemonicos_versions_mnemonico on mnemonicos_versions (mnemonico_id);

create table mnemonicos_usuario (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    mnemonico_id uuid not null,
    favorito boolean default false,
    criado_por_usuario boolean default false,
    vezes_usado integer default 0,
    ultima_vez_usado timestamptz,
    funciona_bem boolean,
    created_at timestamptz not null default now(),
    constraint mnemonicos_usuario_pkey primary key (id),
    constraint mnemonicos_usuario_user_id_mnemonico_id_key unique (user_id, mnemonico_id),
    constraint mnemonicos_usuario_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade,
    constraint mnemonicos_usuario_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_mnemonicos_usuario_favorito on mnemonicos_usuario (user_id, favorito);
create index idx_mnemonicos_usuario_user on mnemonicos_usuario (user_id);

create table mnemonicos_srs_map (
    id uuid not null default gen_random_uuid(),
    mnemonico_id uuid not null,
    srs_card_id uuid not null,
    created_at timestamptz not null default now(),
    constraint mnemonicos_srs_map_pkey primary key (id),
    constraint mnemonicos_srs_map_mnemonico_id_srs_card_id_key unique (mnemonico_id, srs_card_id),
    constraint mnemonicos_srs_map_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade,
    constraint mnemonicos_srs_map_srs_card_id_fkey foreign key (srs_card_id) references srs_cards (id) on delete cascade
);
create index idx_mnemonicos_srs_map_card on mnemonicos_srs_map (srs_card_id);
create index idx_mnemonicos_srs_map_mnemonico on mnemonicos_srs_map (mnemonico_id);

create table mnemonicos_tracking (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    mnemonico_id uuid not null,
    ajudou_lembrar boolean,
    tempo_para_lembrar integer,
    contexto varchar(255),
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint mnemonicos_tracking_pkey primary key (id),
    constraint mnemonicos_tracking_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade,
    constraint mnemonicos_tracking_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_mnemonicos_tracking_mnemonico on mnemonicos_tracking (mnemonico_id);
create index idx_mnemonicos_tracking_user on mnemonicos_tracking (user_id);

create table mnemonicos_disciplina (
    id uuid not null default gen_random_uuid(),
    mnemonico_id uuid not null,
    disciplina_id uuid not null,
    created_at timestamptz not null default now(),
    constraint mnemonicos_disciplina_pkey primary key (id),
    constraint mnemonicos_disciplina_mnemonico_id_disciplina_id_key unique (mnemonico_id, disciplina_id),
    constraint mnemonicos_disciplina_disciplina_id_fkey foreign key (disciplina_id)
        references disciplines (id) on delete cascade,
    constraint mnemonicos_disciplina_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade
);
create index idx_mnemonicos_disciplina_disciplina on mnemonicos_disciplina (disciplina_id);
create index idx_mnemonicos_disciplina_mnemonico on mnemonicos_disciplina (mnemonico_id);

create table mnemonicos_banca (
    id uuid not null default gen_random_uuid(),
    mnemonico_id uuid not null,
    banca varchar(100) not null,
    created_at timestamptz not null default now(),
    constraint mnemonicos_banca_pkey primary key (id),
    constraint mnemonicos_banca_mnemonico_id_banca_key unique (mnemonico_id, banca),
    constraint mnemonicos_banca_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade
);
create index idx_mnemonicos_banca_banca on mnemonicos_banca (banca);
create index idx_mnemonicos_banca_mnemonico on mnemonicos_banca (mnemonico_id);
