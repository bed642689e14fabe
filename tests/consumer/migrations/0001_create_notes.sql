create table notes (text varchar(20) not null);
insert into notes values ('embedded');
