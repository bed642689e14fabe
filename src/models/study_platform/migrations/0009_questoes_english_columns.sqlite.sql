-- English names beside the Portuguese ones, filled from them. Both are kept, as programs still read the old ones.

alter table questoes add column question_text text;
alter table questoes add column question_type varchar(50) default 'multiple_choice'
    constraint questoes_question_type_length check (length(question_type) <= 50)
    constraint check_question_type_values check (question_type in ('multiple_choice', 'true_false'));
alter table questoes add column alternatives text
    constraint questoes_alternatives_json check (alternatives is null or json_valid(alternatives));
alter table questoes add column correct_answer varchar(5)
    constraint questoes_correct_answer_length check (length(correct_answer) <= 5);
alter table questoes add column explanation text;
alter table questoes add column concepts text default '[]'
    constraint questoes_concepts_json check (concepts is null or json_valid(concepts));
alter table questoes add column cognitive_level varchar(50)
    constraint questoes_cognitive_level_length check (length(cognitive_level) <= 50);
alter table questoes add column estimated_time_seconds integer;
alter table questoes add column quality_score text
    constraint check_quality_score_range check (quality_score is null or cast(quality_score as real) between 0 and 10);
alter table questoes add column ai_generated boolean default false;
alter table questoes add column status varchar(20) default 'draft'
    constraint questoes_status_length check (length(status) <= 20)
    constraint check_status_values check (status in ('draft', 'active', 'archived'));
alter table questoes add column discipline varchar(100)
    constraint questoes_discipline_length check (length(discipline) <= 100);
alter table questoes add column topic varchar(255) constraint questoes_topic_length check (length(topic) <= 255);
alter table questoes add column exam_board varchar(100)
    constraint questoes_exam_board_length check (length(exam_board) <= 100);
alter table questoes add column difficulty integer
    constraint check_difficulty_range check (difficulty is null or difficulty between 1 and 5);

update questoes set
    question_text = enunciado,
    alternatives = alternativas,
    correct_answer = correta,
    explanation = coalesce(explicacao_longa, explicacao_curta),
    cognitive_level = nivel_cognitivo,
    estimated_time_seconds = tempo_estimado,
    ai_generated = coalesce(criado_por = 'IA', false),
    discipline = (select substr(name, 1, 100) from disciplines where disciplines.id = questoes.disciplina_id),
    topic = subtopico,
    exam_board = banca,
    difficulty = dificuldade;

create index idx_questoes_ai_generated on questoes (ai_generated);
create index idx_questoes_concepts_gin on questoes (concepts);
create index idx_questoes_difficulty_new on questoes (difficulty);
create index idx_questoes_discipline on questoes (discipline);
create index idx_questoes_exam_board_new on questoes (exam_board);
create index idx_questoes_question_type on questoes (question_type);
create index idx_questoes_status on questoes (status);
create index idx_questoes_topic on questoes (topic);

-- A table is made anew where `alter table` can add no column: here because the default is no constant.
create table questoes_estatisticas_new (
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
    total_attempts integer default 0,
    correct_attempts integer default 0,
    wrong_attempts integer default 0,
    average_time_seconds integer,
    difficulty_real text,
    last_updated text default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')),
    constraint questoes_estatisticas_pkey primary key (id),
    constraint questoes_estatisticas_questao_id_key unique (questao_id),
    constraint questoes_estatisticas_questao_id_fkey foreign key (questao_id) references questoes (id) on delete cascade
);
insert into questoes_estatisticas_new (
    id, questao_id, taxa_acerto_global, taxa_acerto_por_banca, taxa_acerto_por_nivel, taxa_erro_por_subtopico,
    tempo_medio, dificuldade_real, distrator_mais_escolhido, padrao_erro_comum, total_tentativas, total_acertos,
    total_erros, updated_at, total_attempts, correct_attempts, wrong_attempts, average_time_seconds,
    difficulty_real, last_updated)
select
    id, questao_id, taxa_acerto_global, taxa_acerto_por_banca, taxa_acerto_por_nivel, taxa_erro_por_subtopico,
    tempo_medio, dificuldade_real, distrator_mais_escolhido, padrao_erro_comum, total_tentativas, total_acertos,
    total_erros, updated_at, total_tentativas, total_acertos, total_erros, tempo_medio, dificuldade_real, updated_at
from questoes_estatisticas;
drop table questoes_estatisticas;
alter table questoes_estatisticas_new rename to questoes_estatisticas;
create index idx_questoes_estatisticas_questao on questoes_estatisticas (questao_id);
