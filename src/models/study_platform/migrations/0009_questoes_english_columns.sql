-- English names beside the Portuguese ones, filled from them. Both are kept, as programs still read the old ones.

alter table questoes
    add column question_text text,
    add column question_type varchar(50) default 'multiple_choice',
    add column alternatives jsonb,
    add column correct_answer varchar(5),
    add column explanation text,
    add column concepts jsonb default '[]',
    add column cognitive_level varchar(50),
    add column estimated_time_seconds integer,
    add column quality_score numeric(4,2),
    add column ai_generated boolean default false,
    add column status varchar(20) default 'draft',
    add column discipline varchar(100),
    add column topic varchar(255),
    add column exam_board varchar(100),
    add column difficulty integer,
    add constraint check_difficulty_range check (difficulty is null or difficulty between 1 and 5),
    add constraint check_quality_score_range check (quality_score is null or quality_score between 0 and 10),
    add constraint check_question_type_values check (question_type in ('multiple_choice', 'true_false')),
    add constraint check_status_values check (status in ('draft', 'active', 'archived'));

update questoes set
    question_text = enunciado,
    alternatives = alternativas,
    correct_answer = correta,
    explanation = coalesce(explicacao_longa, explicacao_curta),
    cognitive_level = nivel_cognitivo,
    estimated_time_seconds = tempo_estimado,
    ai_generated = coalesce(criado_por = 'IA', false),
    discipline = (select left(name, 100) from disciplines where disciplines.id = questoes.disciplina_id),
    topic = subtopico,
    exam_board = banca,
    difficulty = dificuldade;

create index idx_questoes_ai_generated on questoes (ai_generated);
create index idx_questoes_concepts_gin on questoes using gin (concepts);
create index idx_questoes_difficulty_new on questoes (difficulty);
create index idx_questoes_discipline on questoes (discipline);
create index idx_questoes_exam_board_new on questoes (exam_board);
create index idx_questoes_question_type on questoes (question_type);
create index idx_questoes_status on questoes (status);
create index idx_questoes_topic on questoes (topic);

alter table questoes_estatisticas
    add column total_attempts integer default 0,
    add column correct_attempts integer default 0,
    add column wrong_attempts integer default 0,
    add column average_time_seconds integer,
    add column difficulty_real numeric(3,1),
    add column last_updated timestamptz default now();

update questoes_estatisticas set
    total_attempts = total_tentativas,
    correct_attempts = total_acertos,
    wrong_attempts = total_erros,
    average_time_seconds = tempo_medio,
    difficulty_real = dificuldade_real,
    last_updated = updated_at;
