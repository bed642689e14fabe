create table "kinds" (
    "code" text not null,
    "name" text,
    constraint "kinds_pkey" primary key ("code")
);
insert into "kinds" ("code", "name") values
    ('m', 'it''s'),
    ('n', null);
insert into "kinds" ("code", "name") values
    ('m', 'it''s'),
    ('n', null)
on conflict ("code") do nothing;
insert into "kinds" ("code", "name") values
    ('m', 'it''s'),
    ('n', null)
on conflict ("code") do update set "name" = excluded."name";
delete from "kinds" where "code" = 'n';
delete from "kinds" where "code" = 'm';
