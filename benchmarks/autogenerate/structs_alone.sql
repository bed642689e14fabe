-- Columns of a type that no struct's member has.
alter table logs_api drop column ip_address;
alter table ops_auditoria drop column ip_address;
