-- Spaced repetition of any content, progress by day, week and month, mnemonics.

alter table srs_cards add column historico_acertos text default '[]'
    constraint srs_cards_historico_acertos_json check (historico_acertos is null or json_valid(historico_acertos));
alter table srs_cards add column dificuldade_percebida integer
    constraint srs_cards_dificuldade_percebida_check check (dificuldade_percebida between 1 and 5);
alter table srs_cards add column contexto_erro text default '[]'
    constraint srs_cards_contexto_erro_json check (contexto_erro is null or json_valid(contexto_erro));
alter table srs_cards add column estado_cognitivo_ultima_revisao text;

create table srs_card_content_map (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    card_id text not null,
    content_type varchar(50) not null
        constraint srs_card_content_map_content_type_length check (length(content_type) <= 50),
    content_id text not null,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint srs_card_content_map_pkey primary key (id),
    constraint srs_card_content_map_card_id_content_type_content_id_key unique (card_id, content_type, content_id),
    constraint srs_card_content_map_card_id_fkey foreign key (card_id) references srs_cards (id) on delete cascade
);
create index idx_srs_card_content_map_card on srs_card_content_map (card_id);

create table srs_user_intervals (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    subtopico varchar(255) not null constraint srs_user_intervals_subtopico_length check (length(subtopico) <= 255),
    interval_multiplier text default '1.0',
    ease_multiplier text default '1.0',
    avg_retention text,
    avg_time_per_review integer,
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint srs_user_intervals_pkey primary key (id),
    constraint srs_user_intervals_user_id_subtopico_key unique (user_id, subtopico),
    constraint srs_user_intervals_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_srs_user_intervals_user on srs_user_intervals (user_id);

create table progress_diario (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    date text not null,
    drops_completados integer default 0,
    questoes_respondidas integer default 0,
    questoes_corretas integer default 0,
    taxa_acerto text,
    tempo_estudado_minutos integer default 0,
    srs_revisoes integer default 0,
    xp_ganho integer default 0,
    nivel integer default 1,
    streak integer default 0,
    avg_nec text,
    avg_nca text,
    avg_humor text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint progress_diario_pkey primary key (id),
    constraint progress_diario_user_id_date_key unique (user_id, date),
    constraint progress_diario_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_progress_diario_user on progress_diario (user_id, date desc);

create table progress_semanal (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    week_start text not null,
    total_drops integer default 0,
    total_questoes integer default 0,
    taxa_acerto text,
    tempo_total_minutos integer default 0,
    dias_estudados integer default 0,
    evolucao_vs_semana_anterior text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint progress_semanal_pkey primary key (id),
    constraint progress_semanal_user_id_week_start_key unique (user_id, week_start),
    constraint progress_semanal_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_progress_semanal_user on progress_semanal (user_id, week_start desc);

create table progress_mensal (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    month text not null,
    total_drops integer default 0,
    total_questoes integer default 0,
    taxa_acerto text,
    tempo_total_minutos integer default 0,
    dias_estudados integer default 0,
    evolucao_vs_mes_anterior text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint progress_mensal_pkey primary key (id),
    constraint progress_mensal_user_id_month_key unique (user_id, month),
    constraint progress_mensal_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_progress_mensal_user on progress_mensal (user_id, month desc);

create table progress_evolucao (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    snapshot_type varchar(50) constraint progress_evolucao_snapshot_type_length check (length(snapshot_type) <= 50),
    total_drops_ate_agora integer default 0,
    total_questoes_ate_agora integer default 0,
    taxa_acerto_geral text,
    mastery_score_medio text,
    nivel integer default 1,
    xp_total integer default 0,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint progress_evolucao_pkey primary key (id),
    constraint progress_evolucao_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_progress_evolucao_user on progress_evolucao (user_id, "timestamp" desc);

create table mastery_subtopicos (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    subtopico varchar(255) not null constraint mastery_subtopicos_subtopico_length check (length(subtopico) <= 255),
    disciplina_id text,
    mastery_score text default '0',
    taxa_acerto text,
    retencao_srs text,
    velocidade_resposta text,
    consistencia text,
    nivel varchar(50) constraint mastery_subtopicos_nivel_length check (length(nivel) <= 50),
    tentativas integer default 0,
    acertos integer default 0,
    ultima_tentativa text,
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint mastery_subtopicos_pkey primary key (id),
    constraint mastery_subtopicos_user_id_subtopico_key unique (user_id, subtopico),
    constraint mastery_subtopicos_disciplina_id_fkey foreign key (disciplina_id)
        references disciplines (id) on delete set null,
    constraint mastery_subtopicos_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_mastery_subtopicos_score on mastery_subtopicos (mastery_score desc);
create index idx_mastery_subtopicos_user on mastery_subtopicos (user_id);

create table mnemonicos (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    tecnica varchar(50) not null constraint mnemonicos_tecnica_length check (length(tecnica) <= 50),
    texto_principal text not null,
    versoes_alternativas text default '[]'
        constraint mnemonicos_versoes_alternativas_json check (versoes_alternativas is null or json_valid(versoes_alternativas)),
    explicacao text,
    disciplina_id text,
    subtopico varchar(255) constraint mnemonicos_subtopico_length check (length(subtopico) <= 255),
    banca varchar(100) constraint mnemonicos_banca_length check (length(banca) <= 100),
    nivel_dificuldade integer,
    estilo_cognitivo varchar(50) constraint mnemonicos_estilo_cognitivo_length check (length(estilo_cognitivo) <= 50),
    emocao_ativada varchar(50) constraint mnemonicos_emocao_ativada_length check (length(emocao_ativada) <= 50),
    forca_memoria text,
    criado_por varchar(50) default 'IA' constraint mnemonicos_criado_por_length check (length(criado_por) <= 50),
    versao varchar(20) default 'v1.0' constraint mnemonicos_versao_length check (length(versao) <= 20),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint mnemonicos_pkey primary key (id),
    constraint mnemonicos_disciplina_id_fkey foreign key (disciplina_id) references disciplines (id) on delete set null,
    constraint mnemonicos_forca_memoria_check check (cast(forca_memoria as real) between 0 and 1),
    constraint mnemonicos_nivel_dificuldade_check check (nivel_dificuldade between 1 and 5)
);
create index idx_mnemonicos_disciplina on mnemonicos (disciplina_id);
create index idx_mnemonicos_subtopico on mnemonicos (subtopico);
create index idx_mnemonicos_tecnica on mnemonicos (tecnica);

create table mnemonicos_versions (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    mnemonico_id text not null,
    versao varchar(20) not null constraint mnemonicos_versions_versao_length check (length(versao) <= 20),
    motivo text,
    alteracoes text default '{}'
        constraint mnemonicos_versions_alteracoes_json check (alteracoes is null or json_valid(alteracoes)),
    ia_model varchar(50) constraint mnemonicos_versions_ia_model_length check (length(ia_model) <= 50),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint mnemonicos_versions_pkey primary key (id),
    constraint mnemonicos_versions_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade
);
create index idx_mnemonicos_versions_mnemonico on mnemonicos_versions (mnemonico_id);

create table mnemonicos_usuario (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    mnemonico_id text not null,
    favorito boolean default false,
    criado_por_usuario boolean default false,
    vezes_usado integer default 0,
    ultima_vez_usado text,
    funciona_bem boolean,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint mnemonicos_usuario_pkey primary key (id),
    constraint mnemonicos_usuario_user_id_mnemonico_id_key unique (user_id, mnemonico_id),
    constraint mnemonicos_usuario_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade,
    constraint mnemonicos_usuario_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_mnemonicos_usuario_favorito on mnemonicos_usuario (user_id, favorito);
create index idx_mnemonicos_usuario_user on mnemonicos_usuario (user_id);

create table mnemonicos_srs_map (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    mnemonico_id text not null,
    srs_card_id text not null,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint mnemonicos_srs_map_pkey primary key (id),
    constraint mnemonicos_srs_map_mnemonico_id_srs_card_id_key unique (mnemonico_id, srs_card_id),
    constraint mnemonicos_srs_map_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade,
    constraint mnemonicos_srs_map_srs_card_id_fkey foreign key (srs_card_id) references srs_cards (id) on delete cascade
);
create index idx_mnemonicos_srs_map_card on mnemonicos_srs_map (srs_card_id);
create index idx_mnemonicos_srs_map_mnemonico on mnemonicos_srs_map (mnemonico_id);

create table mnemonicos_tracking (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    mnemonico_id text not null,
    ajudou_lembrar boolean,
    tempo_para_lembrar integer,
    contexto varchar(255) constraint mnemonicos_tracking_contexto_length check (length(contexto) <= 255),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint mnemonicos_tracking_pkey primary key (id),
    constraint mnemonicos_tracking_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade,
    constraint mnemonicos_tracking_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_mnemonicos_tracking_mnemonico on mnemonicos_tracking (mnemonico_id);
create index idx_mnemonicos_tracking_user on mnemonicos_tracking (user_id);

create table mnemonicos_disciplina (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    mnemonico_id text not null,
    disciplina_id text not null,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
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
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    mnemonico_id text not null,
    banca varchar(100) not null constraint mnemonicos_banca_banca_length check (length(banca) <= 100),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint mnemonicos_banca_pkey primary key (id),
    constraint mnemonicos_banca_mnemonico_id_banca_key unique (mnemonico_id, banca),
    constraint mnemonicos_banca_mnemonico_id_fkey foreign key (mnemonico_id)
        references mnemonicos (id) on delete cascade
);
create index idx_mnemonicos_banca_banca on mnemonicos_banca (banca);
create index idx_mnemonicos_banca_mnemonico on mnemonicos_banca (mnemonico_id);
