-- What a letter is about, by the names of its fields. Rows that 0.1.0 wrote have one text, `about`, instead.
ALTER TABLE outbox ADD COLUMN fields jsonb;
ALTER TABLE outbox ALTER COLUMN about DROP NOT NULL;
ALTER TABLE outbox ADD CONSTRAINT outbox_is_about_something CHECK (fields IS NOT NULL OR about IS NOT NULL);
