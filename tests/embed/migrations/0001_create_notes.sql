-- up
create table notes (id integer primary key, text varchar(40) not null default 'say "hello"\n??/');

-- down
drop table notes;
