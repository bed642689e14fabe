insert into "counted" default values returning "id";
