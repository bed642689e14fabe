insert into "counted" ("name") values ($1), ($2), (lower($3)) returning "id", "name";
-- 'a'
-- 'b'
-- 'C'
