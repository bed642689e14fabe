drop table mnemonicos_banca;
drop table mnemonicos_disciplina;
drop table mnemonicos_tracking;
drop table mnemonicos_srs_map;
drop table mnemonicos_usuario;
drop table mnemonicos_versions;
drop table mnemonicos;
drop table mastery_subtopicos;
drop table progress_evolucao;
drop table progress_mensal;
drop table progress_semanal;
drop table progress_diario;
drop table srs_user_intervals;
drop table srs_card_content_map;

alter table srs_cards drop column estado_cognitivo_ultima_revisao;
alter table srs_cards drop column contexto_erro;
alter table srs_cards drop column dificuldade_percebida;
alter table srs_cards drop column historico_acertos;
