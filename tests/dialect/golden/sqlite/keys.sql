create table "people" (
    "id" text not null,
    "name" text not null,
    "born" text not null,
    constraint "people_pkey" primary key ("id"),
    constraint "people_name_born_key" unique ("name", "born"),
    constraint "people_name_check" check (name <> ''),
    constraint "people_born_check" check (born >= '1900-01-01')
);
create table "numbered" (
    "id" integer not null constraint "numbered_pkey" primary key autoincrement,
    "name" text not null
);
create table "strict" (
    "id" integer not null constraint "strict_pkey" primary key autoincrement
);
create table "members" (
    "person" text not null,
    "number" bigint not null,
    "leader" text,
    "leader_number" bigint,
    "friend" text,
    constraint "members_pkey" primary key ("person", "number"),
    constraint "members_person_fkey" foreign key ("person") references "people" ("id") on delete cascade on update cascade,
    constraint "members_number_fkey" foreign key ("number") references "numbered" ("id") on delete restrict,
    constraint "members_friend_fkey" foreign key ("friend") references "people" ("id") on delete set null on update set default,
    constraint "members_leader_fkey" foreign key ("leader", "leader_number") references "members" ("person", "number") deferrable,
    constraint "members_leader_later_fkey" foreign key ("leader", "leader_number") references "members" ("person", "number") deferrable initially deferred
);
