create table "things" (
    "id" text not null,
    "name" text not null,
    constraint "things_pkey" primary key ("id")
);
create view "thing_names" as
select name
from things;
insert into things values ('1', 'one'); insert into things values ('2', 'two');
drop view "thing_names";
