-- The question bank and mock exams.

create table questoes (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    enunciado text not null,
    alternativas text not null
        constraint questoes_alternativas_json check (alternativas is null or json_valid(alternativas)),
    correta varchar(5) not null constraint questoes_correta_length check (length(correta) <= 5),
    explicacao_curta text,
    explicacao_longa text,
    subtopico varchar(255) constraint questoes_subtopico_length check (length(subtopico) <= 255),
    disciplina_id text,
    banca varchar(100) constraint questoes_banca_length check (length(banca) <= 100),
    dificuldade integer default 3,
    nivel_cognitivo varchar(50) constraint questoes_nivel_cognitivo_length check (length(nivel_cognitivo) <= 50),
    probabilidade_prova text,
    tempo_estimado integer,
    tags text default '[]' constraint questoes_tags_json check (tags is null or json_valid(tags)),
    contexto_semantico text,
    pegadinhas text default '[]'
        constraint questoes_pegadinhas_json check (pegadinhas is null or json_valid(pegadinhas)),
    criado_por varchar(50) default 'IA' constraint questoes_criado_por_length check (length(criado_por) <= 50),
    versao varchar(20) default 'v1.0' constraint questoes_versao_length check (length(versao) <= 20),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint questoes_pkey primary key (id),
    constraint questoes_disciplina_id_fkey foreign key (disciplina_id) references disciplines (id) on delete set null,
    constraint questoes_dificuldade_check check (dificuldade between 1 and 5),
    constraint questoes_probabilidade_prova_check check (cast(probabilidade_prova as real) between 0 and 1)
);
create index idx_questoes_banca on questoes (banca);
create index idx_questoes_dificuldade on questoes (dificuldade);
create index idx_questoes_disciplina on questoes (disciplina_id);
create index idx_questoes_subtopico on questoes (subtopico);
create index idx_questoes_tags_gin on questoes (tags);

create table questoes_tags (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    questao_id text not null,
    topico varchar(255) constraint questoes_tags_topico_length check (length(topico) <= 255),
    subtopico varchar(255) constraint questoes_tags_subtopico_length check (length(subtopico) <= 255),
    pre_requisito varchar(255) constraint questoes_tags_pre_requisito_length check (length(pre_requisito) <= 255),
    habilidade_cognitiva varchar(100)
        constraint questoes_tags_habilidade_cognitiva_length check (length(habilidade_cognitiva) <= 100),
    recurso_textual varchar(100) constraint questoes_tags_recurso_textual_length check (length(recurso_textual) <= 100),
    tipo_pegadinha varchar(100) constraint questoes_tags_tipo_pegadinha_length check (length(tipo_pegadinha) <= 100),
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
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint questoes_tags_pkey primary key (id),
    constraint questoes_tags_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade
);
create index idx_questoes_tags_questao on questoes_tags (questao_id);

create table questoes_versions (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    questao_id text not null,
    versao varchar(20) not null constraint questoes_versions_versao_length check (length(versao) <= 20),
    motivo_update text,
    alteracoes text default '{}'
        constraint questoes_versions_alteracoes_json check (alteracoes is null or json_valid(alteracoes)),
    autor_ia varchar(50) constraint questoes_versions_autor_ia_length check (length(autor_ia) <= 50),
    autor_humano varchar(255) constraint questoes_versions_autor_humano_length check (length(autor_humano) <= 255),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint questoes_versions_pkey primary key (id),
    constraint questoes_versions_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade
);
create index idx_questoes_versions_questao on questoes_versions (questao_id);

create table questoes_estatisticas (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    questao_id text not null,
    taxa_acerto_global text,
    taxa_acerto_por_banca text default '{}'
        constraint questoes_estatisticas_taxa_acerto_por_banca_json check (taxa_acerto_por_banca is null or json_valid(taxa_acerto_por_banca)),
    taxa_acerto_por_nivel text default '{}'
        constraint questoes_estatisticas_taxa_acerto_por_nivel_json check (taxa_acerto_por_nivel is null or json_valid(taxa_acerto_por_nivel)),
    taxa_erro_por_subtopico text default '{}'
        constraint questoes_estatisticas_taxa_erro_por_subtopico_json check (taxa_erro_por_subtopico is null or json_valid(taxa_erro_por_subtopico)),
    tempo_medio integer,
    dificuldade_real text,
    distrator_mais_escolhido varchar(5)
        constraint questoes_estatisticas_distrator_mais_escolhido_length check (length(distrator_mais_escolhido) <= 5),
    padrao_erro_comum text,
    total_tentativas integer default 0,
    total_acertos integer default 0,
    total_erros integer default 0,
    updated_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint questoes_estatisticas_pkey primary key (id),
    constraint questoes_estatisticas_questao_id_key unique (questao_id),
    constraint questoes_estatisticas_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade
);
create index idx_questoes_estatisticas_questao on questoes_estatisticas (questao_id);

create table questoes_similares (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    questao_id text not null,
    similar_questao_id text not null,
    similaridade_score text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint questoes_similares_pkey primary key (id),
    constraint questoes_similares_questao_id_similar_questao_id_key unique (questao_id, similar_questao_id),
    constraint questoes_similares_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade,
    constraint questoes_similares_similar_questao_id_fkey foreign key (similar_questao_id)
        references questoes (id) on delete cascade,
    constraint questoes_similares_similaridade_score_check check (cast(similaridade_score as real) between 0 and 1)
);
create index idx_questoes_similares_questao on questoes_similares (questao_id);

create table questoes_erro_map (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    questao_id text not null,
    resposta_escolhida varchar(5)
        constraint questoes_erro_map_resposta_escolhida_length check (length(resposta_escolhida) <= 5),
    tempo_gasto integer,
    hesitou boolean default false,
    nec text,
    nca text,
    ansiedade boolean default false,
    "timestamp" text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint questoes_erro_map_pkey primary key (id),
    constraint questoes_erro_map_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade,
    constraint questoes_erro_map_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_questoes_erro_map_questao on questoes_erro_map (questao_id);
create index idx_questoes_erro_map_user on questoes_erro_map (user_id);

create table simulados (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    user_id text not null,
    tipo varchar(50) not null constraint simulados_tipo_length check (length(tipo) <= 50),
    total_questoes integer not null,
    banca varchar(100) constraint simulados_banca_length check (length(banca) <= 100),
    disciplinas text default '[]'
        constraint simulados_disciplinas_json check (disciplinas is null or json_valid(disciplinas)),
    dificuldade_inicial integer,
    adaptativo boolean default false,
    modo_timer varchar(50) default 'padrao' constraint simulados_modo_timer_length check (length(modo_timer) <= 50),
    tempo_total_segundos integer,
    status varchar(50) default 'iniciado' constraint simulados_status_length check (length(status) <= 50),
    started_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    ended_at text,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint simulados_pkey primary key (id),
    constraint simulados_user_id_fkey foreign key (user_id) references users (id) on delete cascade,
    constraint simulados_dificuldade_inicial_check check (dificuldade_inicial between 1 and 5)
);
create index idx_simulados_status on simulados (status);
create index idx_simulados_user on simulados (user_id, created_at desc);

create table simulados_questoes (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    simulado_id text not null,
    questao_id text not null,
    ordem integer not null,
    dificuldade_no_momento integer,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint simulados_questoes_pkey primary key (id),
    constraint simulados_questoes_simulado_id_ordem_key unique (simulado_id, ordem),
    constraint simulados_questoes_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade,
    constraint simulados_questoes_simulado_id_fkey foreign key (simulado_id) references simulados (id) on delete cascade
);
create index idx_simulados_questoes_simulado on simulados_questoes (simulado_id, ordem);

create table simulados_execucao (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    simulado_id text not null,
    questao_id text not null,
    resposta_escolhida varchar(5)
        constraint simulados_execucao_resposta_escolhida_length check (length(resposta_escolhida) <= 5),
    correta boolean not null,
    tempo_gasto integer,
    hesitou boolean default false,
    pulou boolean default false,
    foco integer,
    energia integer,
    nec text,
    ansiedade boolean default false,
    answered_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint simulados_execucao_pkey primary key (id),
    constraint simulados_execucao_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade,
    constraint simulados_execucao_simulado_id_fkey foreign key (simulado_id) references simulados (id) on delete cascade
);
create index idx_simulados_execucao_questao on simulados_execucao (questao_id);
create index idx_simulados_execucao_simulado on simulados_execucao (simulado_id);

create table simulados_resultados (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    simulado_id text not null,
    total_acertos integer default 0,
    total_erros integer default 0,
    taxa_acerto text,
    acerto_por_disciplina text default '{}'
        constraint simulados_resultados_acerto_por_disciplina_json check (acerto_por_disciplina is null or json_valid(acerto_por_disciplina)),
    acerto_por_subtopico text default '{}'
        constraint simulados_resultados_acerto_por_subtopico_json check (acerto_por_subtopico is null or json_valid(acerto_por_subtopico)),
    acerto_por_nivel_cognitivo text default '{}'
        constraint simulados_resultados_acerto_por_nivel_cognitivo_json check (acerto_por_nivel_cognitivo is null or json_valid(acerto_por_nivel_cognitivo)),
    acerto_por_estilo_banca text default '{}'
        constraint simulados_resultados_acerto_por_estilo_banca_json check (acerto_por_estilo_banca is null or json_valid(acerto_por_estilo_banca)),
    tempo_total_segundos integer,
    tempo_medio_por_questao integer,
    questoes_lentas text default '[]'
        constraint simulados_resultados_questoes_lentas_json check (questoes_lentas is null or json_valid(questoes_lentas)),
    questoes_rapidas text default '[]'
        constraint simulados_resultados_questoes_rapidas_json check (questoes_rapidas is null or json_valid(questoes_rapidas)),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint simulados_resultados_pkey primary key (id),
    constraint simulados_resultados_simulado_id_key unique (simulado_id),
    constraint simulados_resultados_simulado_id_fkey foreign key (simulado_id)
        references simulados (id) on delete cascade
);
create index idx_simulados_resultados_simulado on simulados_resultados (simulado_id);

create table simulados_mapas (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    simulado_id text not null,
    tipo_mapa varchar(50) not null constraint simulados_mapas_tipo_mapa_length check (length(tipo_mapa) <= 50),
    dados text not null default '{}' constraint simulados_mapas_dados_json check (dados is null or json_valid(dados)),
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint simulados_mapas_pkey primary key (id),
    constraint simulados_mapas_simulado_id_fkey foreign key (simulado_id) references simulados (id) on delete cascade
);
create index idx_simulados_mapas_simulado on simulados_mapas (simulado_id);
create index idx_simulados_mapas_tipo on simulados_mapas (tipo_mapa);

create table simulados_recomendacoes (
    id text not null default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))),
    simulado_id text not null,
    user_id text not null,
    drops_reforco text default '[]'
        constraint simulados_recomendacoes_drops_reforco_json check (drops_reforco is null or json_valid(drops_reforco)),
    mnemonicos text default '[]'
        constraint simulados_recomendacoes_mnemonicos_json check (mnemonicos is null or json_valid(mnemonicos)),
    questoes_fixacao text default '[]'
        constraint simulados_recomendacoes_questoes_fixacao_json check (questoes_fixacao is null or json_valid(questoes_fixacao)),
    ajustes_srs text default '{}'
        constraint simulados_recomendacoes_ajustes_srs_json check (ajustes_srs is null or json_valid(ajustes_srs)),
    trilha_reorganizada boolean default false,
    created_at text not null default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint simulados_recomendacoes_pkey primary key (id),
    constraint simulados_recomendacoes_simulado_id_fkey foreign key (simulado_id)
        references simulados (id) on delete cascade,
    constraint simulados_recomendacoes_user_id_fkey foreign key (user_id) references users (id) on delete cascade
);
create index idx_simulados_recomendacoes_simulado on simulados_recomendacoes (simulado_id);
create index idx_simulados_recomendacoes_user on simulados_recomendacoes (user_id);
