create table "facts" (
    "id" text default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) not null,
    "created_at" text default (strftime('%Y-%m-%dT%H:%M:%f000Z', 'now')) not null,
    "key" text default (lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))) not null,
    "count" integer default 0 not null,
    "sign" integer default -1.5 not null,
    "name" text default 'it''s' not null,
    "active" boolean default true not null,
    "nothing" text default NULL,
    "computed" text default (lower('A') || 'b') not null,
    "enclosed" integer default (1 + 2) not null,
    "twice_enclosed" integer default ((1) + (2)) not null,
    "width" integer generated always as (length(name)) stored not null,
    "note" text not null,
    constraint "facts_pkey" primary key ("id")
);
create table "sorted" (
    "id" text not null,
    "code" text not null,
    constraint "sorted_pkey" primary key ("id")
);
