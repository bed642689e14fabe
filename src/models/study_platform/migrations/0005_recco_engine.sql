-- The recommendation engine: from what it knows of a user to what it proposes.

create table recco_inputs (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    acertos integer default 0,
    erros integer default 0,
    taxa_acerto numeric(5,2),
    dificuldade_percebida numeric(3,1),
    tempo_por_drop integer,
    retencao_srs numeric(5,2),
    cards_pending integer default 0,
    cards_overdue integer default 0,
    desempenho_por_banca jsonb default '{}',
    estilo_banca varchar(50),
    tempo_ate_prova integer,
    topicos_cobertos integer default 0,
    topicos_faltantes integer default 0,
    humor integer,
    energia integer,
    foco integer,
    distracao boolean default false,
    saturacao boolean default false,
    velocidade_cognitiva integer,
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint recco_inputs_pkey primary key (id),
    constraint recco_inputs_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_inputs_user on recco_inputs (user_id, "timestamp" desc);

create table recco_states (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    estado_cognitivo varchar(50),
    estado_emocional varchar(50),
    estado_pedagogico varchar(50),
    prob_acerto numeric(5,2),
    prob_retencao numeric(5,2),
    prob_saturacao numeric(5,2),
    tempo_otimo_estudo integer,
    conteudo_ideal varchar(255),
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint recco_states_pkey primary key (id),
    constraint recco_states_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_states_user on recco_states (user_id, "timestamp" desc);

create table recco_prioridades (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    urgencia_edital integer,
    peso_banca integer,
    proximidade_prova integer,
    fraquezas_criticas integer,
    temas_alta_probabilidade integer,
    lacunas_memoria integer,
    lista_priorizada jsonb default '[]',
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
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
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    drops_selecionados jsonb default '[]',
    blocos_selecionados jsonb default '[]',
    questoes_selecionadas jsonb default '[]',
    revisoes_srs jsonb default '[]',
    simulados jsonb default '[]',
    mnemonicos jsonb default '[]',
    trilha_do_dia jsonb default '{}',
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint recco_selecao_pkey primary key (id),
    constraint recco_selecao_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_selecao_user on recco_selecao (user_id, "timestamp" desc);

create table recco_sequencia (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    sequencia jsonb default '[]',
    curva_dificuldade varchar(50),
    curva_cognitiva varchar(50),
    curva_emocional varchar(50),
    curva_foco varchar(50),
    curva_energia varchar(50),
    curva_pedagogica varchar(50),
    curva_banca varchar(50),
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint recco_sequencia_pkey primary key (id),
    constraint recco_sequencia_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_sequencia_user on recco_sequencia (user_id, "timestamp" desc);

create table recco_reforco (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    subtopico_id uuid,
    drops_reforco jsonb default '[]',
    mnemonicos_reforco jsonb default '[]',
    questoes_fixacao jsonb default '[]',
    ajustes_srs jsonb default '{}',
    trilhas_alternativas jsonb default '[]',
    motivo varchar(255),
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint recco_reforco_pkey primary key (id),
    constraint recco_reforco_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_reforco_subtopico on recco_reforco (subtopico_id);
create index idx_recco_reforco_user on recco_reforco (user_id);

create table recco_feedback (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    recco_id uuid,
    aluno_completou boolean default false,
    aluno_acertou boolean,
    aluno_satisfeito boolean,
    tempo_real integer,
    tempo_previsto integer,
    ajuste_sugerido text,
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint recco_feedback_pkey primary key (id),
    constraint recco_feedback_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_feedback_user on recco_feedback (user_id, "timestamp" desc);

create table recco_predictions (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    prob_aprovacao numeric(5,2),
    prob_desistencia numeric(5,2),
    dias_ate_pronto integer,
    topicos_fracos_previstos jsonb default '[]',
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint recco_predictions_pkey primary key (id),
    constraint recco_predictions_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_predictions_user on recco_predictions (user_id, "timestamp" desc);

create table recco_cognitive_flags (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    foco_baixo boolean default false,
    energia_baixa boolean default false,
    saturacao boolean default false,
    velocidade_lenta boolean default false,
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint recco_cognitive_flags_pkey primary key (id),
    constraint recco_cognitive_flags_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_cognitive_flags_user on recco_cognitive_flags (user_id, "timestamp" desc);

create table recco_emotional_flags (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    ansiedade boolean default false,
    frustracao boolean default false,
    desmotivacao boolean default false,
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint recco_emotional_flags_pkey primary key (id),
    constraint recco_emotional_flags_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_recco_emotional_flags_user on recco_emotional_flags (user_id, "timestamp" desc);

create table recco_versions (
    id uuid not null default gen_random_uuid(),
    version varchar(50) not null,
    active boolean default false,
    config jsonb default '{}',
    weights jsonb default '{}',
    avg_satisfaction numeric(3,1),
    avg_completion_rate numeric(5,2),
    total_uses integer default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint recco_versions_pkey primary key (id),
    constraint recco_versions_version_key unique (version)
);
