create table "facts" (
    "id" uuid default gen_random_uuid() not null,
    "created_at" timestamptz default now() not null,
    "key" uuid default gen_random_uuid() not null,
    "count" integer default 0 not null,
    "sign" integer default -1.5 not null,
    "name" text default 'it''s' not null,
    "active" boolean default true not null,
    "nothing" text default NULL,
    "computed" text default lower('A') || 'b' not null,
    "enclosed" integer default (1 + 2) not null,
    "twice_enclosed" integer default (1) + (2) not null,
    "width" integer generated always as (length(name)) stored not null,
    "note" text not null,
    constraint "facts_pkey" primary key ("id")
);
comment on table "facts" is 'facts';
comment on column "facts"."note" is E'what the customer''s eye sees, with a \\ in it';
create table "sorted" (
    "id" uuid not null,
    "code" text not null,
    constraint "sorted_pkey" primary key ("id")
);
