-- The recommendation engine: from what it knows of a user to what it proposes.

create table recco_inputs (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    acertos integer default 0,
    erros integer default 0,
    taxa_acerto text,
    dificuldade_percebida text,
    tempo_por_drop integer,
    retencao_srs text,
    cards_pending integer default 0,
    cards_overdue integer default 0,
    desempenho_por_banca text default '{}'
        constraint recco_inputs_desempenho_por_banca_json check (desempenho_por_banca is null or json_valid(desempenho_por_banca)),
    estilo_banca varchar(50) constraint recco_inputs_estilo_banca_length check (length(estilo_banca) <= 50),
    tempo_ate_prova integer,
    topicos_cobertos integer default 0,
    topicos_faltantes integer default 0,
    humor integer,
    energia integer,
    foco integer,
    distracao boolean default false,
    saturacao boolean default false,
    velocidade_cognitiva integer,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_inputs_pkey primary key (id),
    constraint recco_inputs_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_inputs_user on recco_inputs (user_id, "timestamp" desc);

create table recco_states (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    estado_cognitivo varchar(50) constraint recco_states_estado_cognitivo_length check (length(estado_cognitivo) <= 50),
    estado_emocional varchar(50) constraint recco_states_estado_emocional_length check (length(estado_emocional) <= 50),
    estado_pedagogico varchar(50)
        constraint recco_states_estado_pedagogico_length check (length(estado_pedagogico) <= 50),
    prob_acerto text,
    prob_retencao text,
    prob_saturacao text,
    tempo_otimo_estudo integer,
    conteudo_ideal varchar(255) constraint recco_states_conteudo_ideal_length check (length(conteudo_ideal) <= 255),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_states_pkey primary key (id),
    constraint recco_states_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_states_user on recco_states (user_id, "timestamp" desc);

create table recco_prioridades (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    urgencia_edital integer,
    peso_banca integer,
    proximidade_prova integer,
    fraquezas_criticas integer,
    temas_alta_probabilidade integer,
    lacunas_memoria integer,
    lista_priorizada text default '[]'
        constraint recco_prioridades_lista_priorizada_json check (lista_priorizada is null or json_valid(lista_priorizada)),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_prioridades_pkey primary key (id),
    constraint recco_prioridades_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint recco_prioridades_fraquezas_criticas_check check (fraquezas_criticas between 1 and 10),
    constraint recco_prioridades_lacunas_memoria_check check (lacunas_memoria between 1 and 10),
    constraint recco_prioridades_peso_banca_check check (peso_banca between 1 and 10),
    constraint recco_prioridades_proximidade_prova_check check (proximidade_prova between 1 and 10),
    constraint recco_prioridades_temas_alta_probabilidade_check check (temas_alta_probabilidade between 1 and 10),
    constraint recco_prioridades_urgencia_edital_check check (urgencia_edital between 1 and 10)
);
create index idx_recco_prioridades_user on recco_prioridades (user_id, "timestamp" desc);

create table recco_selecao (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    drops_selecionados text default '[]'
        constraint recco_selecao_drops_selecionados_json check (drops_selecionados is null or json_valid(drops_selecionados)),
    blocos_selecionados text default '[]'
        constraint recco_selecao_blocos_selecionados_json check (blocos_selecionados is null or json_valid(blocos_selecionados)),
    questoes_selecionadas text default '[]'
        constraint recco_selecao_questoes_selecionadas_json check (questoes_selecionadas is null or json_valid(questoes_selecionadas)),
    revisoes_srs text default '[]'
        constraint recco_selecao_revisoes_srs_json check (revisoes_srs is null or json_valid(revisoes_srs)),
    simulados text default '[]'
        constraint recco_selecao_simulados_json check (simulados is null or json_valid(simulados)),
    mnemonicos text default '[]'
        constraint recco_selecao_mnemonicos_json check (mnemonicos is null or json_valid(mnemonicos)),
    trilha_do_dia text default '{}'
        constraint recco_selecao_trilha_do_dia_json check (trilha_do_dia is null or json_valid(trilha_do_dia)),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_selecao_pkey primary key (id),
    constraint recco_selecao_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_selecao_user on recco_selecao (user_id, "timestamp" desc);

create table recco_sequencia (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    sequencia text default '[]'
        constraint recco_sequencia_sequencia_json check (sequencia is null or json_valid(sequencia)),
    curva_dificuldade varchar(50)
        constraint recco_sequencia_curva_dificuldade_length check (length(curva_dificuldade) <= 50),
    curva_cognitiva varchar(50) constraint recco_sequencia_curva_cognitiva_length check (length(curva_cognitiva) <= 50),
    curva_emocional varchar(50) constraint recco_sequencia_curva_emocional_length check (length(curva_emocional) <= 50),
    curva_foco varchar(50) constraint recco_sequencia_curva_foco_length check (length(curva_foco) <= 50),
    curva_energia varchar(50) constraint recco_sequencia_curva_energia_length check (length(curva_energia) <= 50),
    curva_pedagogica varchar(50)
        constraint recco_sequencia_curva_pedagogica_length check (length(curva_pedagogica) <= 50),
    curva_banca varchar(50) constraint recco_sequencia_curva_banca_length check (length(curva_banca) <= 50),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_sequencia_pkey primary key (id),
    constraint recco_sequencia_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_sequencia_user on recco_sequencia (user_id, "timestamp" desc);

create table recco_reforco (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    subtopico_id text,
    drops_reforco text default '[]'
        constraint recco_reforco_drops_reforco_json check (drops_reforco is null or json_valid(drops_reforco)),
    mnemonicos_reforco text default '[]'
        constraint recco_reforco_mnemonicos_reforco_json check (mnemonicos_reforco is null or json_valid(mnemonicos_reforco)),
    questoes_fixacao text default '[]'
        constraint recco_reforco_questoes_fixacao_json check (questoes_fixacao is null or json_valid(questoes_fixacao)),
    ajustes_srs text default '{}'
        constraint recco_reforco_ajustes_srs_json check (ajustes_srs is null or json_valid(ajustes_srs)),
    trilhas_alternativas text default '[]'
        constraint recco_reforco_trilhas_alternativas_json check (trilhas_alternativas is null or json_valid(trilhas_alternativas)),
    motivo varchar(255) constraint recco_reforco_motivo_length check (length(motivo) <= 255),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_reforco_pkey primary key (id),
    constraint recco_reforco_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_reforco_subtopico on recco_reforco (subtopico_id);
create index idx_recco_reforco_user on recco_reforco (user_id);

create table recco_feedback (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    recco_id text,
    aluno_completou boolean default false,
    aluno_acertou boolean,
    aluno_satisfeito boolean,
    tempo_real integer,
    tempo_previsto integer,
    ajuste_sugerido text,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_feedback_pkey primary key (id),
    constraint recco_feedback_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_feedback_user on recco_feedback (user_id, "timestamp" desc);

create table recco_predictions (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    prob_aprovacao text,
    prob_desistencia text,
    dias_ate_pronto integer,
    topicos_fracos_previstos text default '[]'
        constraint recco_predictions_topicos_fracos_previstos_json check (topicos_fracos_previstos is null or json_valid(topicos_fracos_previstos)),
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_predictions_pkey primary key (id),
    constraint recco_predictions_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_predictions_user on recco_predictions (user_id, "timestamp" desc);

create table recco_cognitive_flags (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    foco_baixo boolean default false,
    energia_baixa boolean default false,
    saturacao boolean default false,
    velocidade_lenta boolean default false,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_cognitive_flags_pkey primary key (id),
    constraint recco_cognitive_flags_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_cognitive_flags_user on recco_cognitive_flags (user_id, "timestamp" desc);

create table recco_emotional_flags (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    ansiedade boolean default false,
    frustracao boolean default false,
    desmotivacao boolean default false,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_emotional_flags_pkey primary key (id),
    constraint recco_emotional_flags_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_emotional_flags_user on recco_emotional_flags (user_id, "timestamp" desc);

create table recco_versions (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    version varchar(50) not null constraint recco_versions_version_length check (length(version) <= 50),
    active boolean default false,
    config text default '{}' constraint recco_versions_config_json check (config is null or json_valid(config)),
    weights text default '{}' constraint recco_versions_weights_json check (weights is null or json_valid(weights)),
    avg_satisfaction text,
    avg_completion_rate text,
    total_uses integer default 0,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint recco_versions_pkey primary key (id),
    constraint recco_versions_version_key unique (version)
);
