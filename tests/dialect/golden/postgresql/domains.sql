create domain "valid_email" as varchar(255)
    constraint "valid_email_check" check (VALUE like '%@%' and value <> 'value')
    constraint "valid_email_lower" check (value = lower(value));
create domain "positive" as integer default 1 not null
    constraint "positive_check" check (value > 0);
create table "users" (
    "id" uuid not null,
    "email" "valid_email" not null,
    "value" "valid_email",
    "count" "positive",
    constraint "users_pkey" primary key ("id")
);
alter table "users" add column "second_email" "valid_email";
alter table "users" drop column "second_email";
drop table "users";
drop domain "positive";
drop domain "valid_email";
