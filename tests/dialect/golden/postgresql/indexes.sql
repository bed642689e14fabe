create table "things" (
    "id" uuid not null,
    "name" text not null,
    "rank" integer not null,
    "tags" text[],
    constraint "things_pkey" primary key ("id")
);
create index "ix_things_name" on "things" ("name");
create index "ix_things_tags" on "things" using "gin" ("tags") with ("fastupdate" = 'off', "gin_pending_list_limit" = '128');
create unique index "ix_things_rank" on "things" ("rank" desc, "name") where rank > 0;
create index "ix_things_lower_name" on "things" ((lower(name)));
create index "ix_things_btree" on "things" ("rank");
create index "ix_things_special" on "things" ("name" "text_pattern_ops" nulls first, "rank" desc nulls last) include ("id", "tags");
drop index "ix_things_special";
drop index "ix_things_btree";
