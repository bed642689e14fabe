create table "things" (
    "id" text not null,
    "name" text not null,
    "rank" integer not null,
    "tags" text constraint "things_tags_array" check (case when json_valid("tags") then json_type("tags") = 'array' else "tags" is null end),
    constraint "things_pkey" primary key ("id")
);
create index "ix_things_name" on "things" ("name");
create unique index "ix_things_rank" on "things" ("rank" desc, "name") where rank > 0;
create index "ix_things_lower_name" on "things" ((lower(name)));
create index "ix_things_btree" on "things" ("rank");
drop index "ix_things_btree";
