create table "rooms" (
    "id" uuid not null,
    constraint "rooms_pkey" primary key ("id")
);
create table "bookings" (
    "id" uuid not null,
    "room" uuid not null,
    "floor" integer not null,
    "guests" integer not null,
    "stay" tstzrange not null,
    constraint "bookings_pkey" primary key ("id")
);
alter table "bookings"
    add constraint "bookings_floor_room_key" unique ("floor", "room"),
    add constraint "bookings_room_fkey" foreign key ("room") references "rooms" ("id") on delete cascade deferrable,
    add constraint "bookings_other_fkey" foreign key ("room") references "rooms" ("id") on delete cascade deferrable not valid,
    add constraint "bookings_guests_check" check (guests > 0) not valid,
    add constraint "bookings_overlap" exclude using "gist" ("stay" with &&) where (guests > 0) deferrable;
alter table "bookings"
    validate constraint "bookings_guests_check",
    validate constraint "bookings_other_fkey";
alter table "bookings" rename constraint "bookings_room_fkey" to "bookings to rooms";
alter table "bookings"
    drop constraint "bookings_overlap",
    drop constraint "bookings_guests_check",
    drop constraint "bookings_pkey";
alter table "bookings" add constraint "bookings_pkey" primary key ("id", "room");
