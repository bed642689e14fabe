create table "users" (
    "id" text not null,
    "email" varchar(255) not null constraint "users_email_length" check (length("email") <= 255) constraint "valid_email_check" check ("email" like '%@%' and "email" <> 'value') constraint "valid_email_lower" check ("email" = lower("email")),
    "value" varchar(255) constraint "users_value_length" check (length("value") <= 255) constraint "valid_email_check" check ("value" like '%@%' and "value" <> 'value') constraint "valid_email_lower" check ("value" = lower("value")),
    "count" integer default 1 constraint "positive_not_null" check ("count" is not null) constraint "positive_check" check ("count" > 0),
    constraint "users_pkey" primary key ("id")
);
alter table "users" add column "second_email" varchar(255) constraint "users_second_email_length" check (length("second_email") <= 255) constraint "valid_email_check" check ("second_email" like '%@%' and "second_email" <> 'value') constraint "valid_email_lower" check ("second_email" = lower("second_email"));
alter table "users" drop column "second_email";
drop table "users";
