create index ix_notes_text on notes (text);
-- ä
