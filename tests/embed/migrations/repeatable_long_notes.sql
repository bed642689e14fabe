create view long_notes as select * from notes where length(text) > 20
