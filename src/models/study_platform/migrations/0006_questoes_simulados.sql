-- The question bank and mock exams.

create table questoes (
    id uuid not null default gen_random_uuid(),
    enunciado text not null,
    alternativas jsonb not null,
    correta varchar(5) not null,
    explicacao_curta text,
    explicacao_longa text,
    subtopico varchar(255),
    disciplina_id uuid,
    banca varchar(100),
    dificuldade integer default 3,
    nivel_cognitivo varchar(50),
    probabilidade_prova numeric(3,2),
    tempo_estimado integer,
    tags jsonb default '[]',
    contexto_semantico text,
    pegadinhas jsonb default '[]',
    criado_por varchar(50) default 'IA',
    versao varchar(20) default 'v1.0',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint questoes_pkey primary key (id),
    constraint questoes_disciplina_id_fkey foreign key (disciplina_id) references disciplines (id) on delete set null,
    constraint questoes_dificuldade_check check (dificuldade between 1 and 5),
    constraint questoes_probabilidade_prova_check check (probabilidade_prova between 0 and 1)
);
create index idx_questoes_banca on questoes (banca);
create index idx_questoes_dificuldade on questoes (dificuldade);
create index idx_questoes_disciplina on questoes (disciplina_id);
create index idx_questoes_subtopico on questoes (subtopico);
create index idx_questoes_tags_gin on questoes using gin (tags);

create table questoes_tags (
    id uuid not null default gen_random_uuid(),
    questao_id uuid not null,
    topico varchar(255),
    subtopico varchar(255),
    pre_requisito varchar(255),
    habilidade_cognitiva varchar(100),
    recurso_textual varchar(100),
    tipo_pegadinha varchar(100),
    estilo_fcc boolean default false,
    estilo_fgv boolean default false,
    estilo_cebraspe boolean default false,
    estilo_vunesp boolean default false,
    requer_atencao boolean default false,
    requer_memoria boolean default false,
    requer_raciocinio boolean default false,
    requer_velocidade boolean default false,
    potencial_frustrante boolean default false,
    potencial_motivador boolean default false,
    created_at timestamptz not null default now(),
    constraint questoes_tags_pkey primary key (id),
    constraint questoes_tags_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade
);
create index idx_questoes_tags_questao on questoes_tags (questao_id);

create table questoes_versions (
    id uuid not null default gen_random_uuid(),
    questao_id uuid not null,
    versao varchar(20) not null,
    motivo_update text,
    alteracoes jsonb default '{}',
    autor_ia varchar(50),
    autor_humano varchar(255),
    created_at timestamptz not null default now(),
    constraint questoes_versions_pkey primary key (id),
    constraint questoes_versions_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade
);
create index idx_questoes_versions_questao on questoes_versions (questao_id);

create table questoes_estatisticas (
    id uuid not null default gen_random_uuid(),
    questao_id uuid not null,
    taxa_acerto_global numeric(5,2),
    taxa_acerto_por_banca jsonb default '{}',
    taxa_acerto_por_nivel jsonb default '{}',
    taxa_erro_por_subtopico jsonb default '{}',
    tempo_medio integer,
    dificuldade_real numeric(3,1),
    distrator_mais_escolhido varchar(5),
    padrao_erro_comum text,
    total_tentativas integer default 0,
    total_acertos integer default 0,
    total_erros integer default 0,
    updated_at timestamptz not null default now(),
    constraint questoes_estatisticas_pkey primary key (id),
    constraint questoes_estatisticas_questao_id_key unique (questao_id),
    constraint questoes_estatisticas_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade
);
create index idx_questoes_estatisticas_questao on questoes_estatisticas (questao_id);

create table questoes_similares (
    id uuid not null default gen_random_uuid(),
    questao_id uuid not null,
    similar_questao_id uuid not null,
    similaridade_score numeric(3,2),
    created_at timestamptz not null default now(),
    constraint questoes_similares_pkey primary key (id),
    constraint questoes_similares_questao_id_similar_questao_id_key unique (questao_id, similar_questao_id),
    constraint questoes_similares_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade,
    constraint questoes_similares_similar_questao_id_fkey foreign key (similar_questao_id)
        references questoes (id) on delete cascade,
    constraint questoes_similares_similaridade_score_check check (similaridade_score between 0 and 1)
);
create index idx_questoes_similares_questao on questoes_similares (questao_id);

create table questoes_erro_map (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    questao_id uuid not null,
    resposta_escolhida varchar(5),
    tempo_gasto integer,
    hesitou boolean default false,
    nec numeric(5,2),
    nca numeric(5,2),
    ansiedade boolean default false,
    "timestamp" timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint questoes_erro_map_pkey primary key (id),
    constraint questoes_erro_map_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade,
    constraint questoes_erro_map_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_questoes_erro_map_questao on questoes_erro_map (questao_id);
create index idx_questoes_erro_map_user on questoes_erro_map (user_id);

create table simulados (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    tipo varchar(50) not null,
    total_questoes integer not null,
    banca varchar(100),
    disciplinas jsonb default '[]',
    dificuldade_inicial integer,
    adaptativo boolean default false,
    modo_timer varchar(50) default 'padrao',
    tempo_total_segundos integer,
    status varchar(50) default 'iniciado',
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    created_at timestamptz not null default now(),
    constraint simulados_pkey primary key (id),
    constraint simulados_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint simulados_dificuldade_inicial_check check (dificuldade_inicial between 1 and 5)
);
create index idx_simulados_status on simulados (status);
create index idx_simulados_user on simulados (user_id, created_at desc);

create table simulados_questoes (
    id uuid not null default gen_random_uuid(),
    simulado_id uuid not null,
    questao_id uuid not null,
    ordem integer not null,
    dificuldade_no_momento integer,
    created_at timestamptz not null default now(),
    constraint simulados_questoes_pkey primary key (id),
    constraint simulados_questoes_simulado_id_ordem_key unique (simulado_id, ordem),
    constraint simulados_questoes_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade,
    constraint simulados_questoes_simulado_id_fkey foreign key (simulado_id) references simulados (id) on delete cascade
);
create index idx_simulados_questoes_simulado on simulados_questoes (simulado_id, ordem);

create table simulados_execucao (
    id uuid not null default gen_random_uuid(),
    simulado_id uuid not null,
    questao_id uuid not null,
    resposta_escolhida varchar(5),
    correta boolean not null,
    tempo_gasto integer,
    hesitou boolean default false,
    pulou boolean default false,
    foco integer,
    energia integer,
    nec numeric(5,2),
    ansiedade boolean default false,
    answered_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    constraint simulados_execucao_pkey primary key (id),
    constraint simulados_execucao_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade,
    constraint simulados_execucao_simulado_id_fkey foreign key (simulado_id) references simulados (id) on delete cascade
);
create index idx_simulados_execucao_questao on simulados_execucao (questao_id);
create index idx_simulados_execucao_simulado on simulados_execucao (simulado_id);

create table simulados_resultados (
    id uuid not null default gen_random_uuid(),
    simulado_id uuid not null,
    total_acertos integer default 0,
    total_erros integer default 0,
    taxa_acerto numeric(5,2),
    acerto_por_disciplina jsonb default '{}',
    acerto_por_subtopico jsonb default '{}',
    acerto_por_nivel_cognitivo jsonb default '{}',
    acerto_por_estilo_banca jsonb default '{}',
    tempo_total_segundos integer,
    tempo_medio_por_questao integer,
    questoes_lentas jsonb default '[]',
    questoes_rapidas jsonb default '[]',
    created_at timestamptz not null default now(),
    constraint simulados_resultados_pkey primary key (id),
    constraint simulados_resultados_simulado_id_key unique (simulado_id),
    constraint simulados_resultados_simulado_id_fkey foreign key (simulado_id)
        references simulados (id) on delete cascade
);
create index idx_simulados_resultados_simulado on simulados_resultados (simulado_id);

create table simulados_mapas (
    id uuid not null default gen_random_uuid(),
    simulado_id uuid not null,
    tipo_mapa varchar(50) not null,
    dados jsonb not null default '{}',
    created_at timestamptz not null default now(),
    constraint simulados_mapas_pkey primary key (id),
    constraint simulados_mapas_simulado_id_fkey foreign key (simulado_id) references simulados (id) on delete cascade
);
create index idx_simulados_mapas_simulado on simulados_mapas (simulado_id);
create index idx_simulados_mapas_tipo on simulados_mapas (tipo_mapa);

create table simulados_recomendacoes (
    id uuid not null default gen_random_uuid(),
    simulado_id uuid not null,
    user_id uuid not null,
    drops_reforco jsonb default '[]',
    mnemonicos jsonb default '[]',
    questoes_fixacao jsonb default '[]',
    ajustes_srs jsonb default '{}',
    trilha_reorganizada boolean default false,
    created_at timestamptz not null default now(),
    constraint simulados_recomendacoes_pkey primary key (id),
    constraint simulados_recomendacoes_simulado_id_fkey foreign key (simulado_id)
        references simulados (id) on delete cascade,
    constraint simulados_recomendacoes_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_simulados_recomendacoes_simulado on simulados_recomendacoes (simulado_id);
create index idx_simulados_recomendacoes_user on simulados_recomendacoes (user_id);
