create type "mood" as enum ('sad', 'it''s');
create table "people" (
    "id" uuid not null,
    "mood" "mood" default 'sad' not null,
    "moods" "mood"[],
    constraint "people_pkey" primary key ("id")
);
alter type "mood" rename value 'it''s' to 'glad';
alter type "mood" add value 'first' before 'sad';
alter type "mood" add value 'so-so' after 'sad';
alter type "mood" add value 'last' after 'glad';
alter type "mood" rename to "mood_old";
create type "mood" as enum ('glad', 'sad');
alter table "people"
    alter column "mood" drop default,
    alter column "mood" type "mood" using (case "mood"::text when 'first' then 'sad' when 'so-so' then 'sad' else "mood"::text end)::"mood",
    alter column "mood" set default 'sad';
alter table "people"
    alter column "moods" type "mood"[] using array_replace(array_replace("moods"::text[], 'first', 'sad'), 'so-so', 'sad')::"mood"[];
drop type "mood_old";
