-- Holding a row takes the right to change some column of it. The API holds these two, so that nothing is let in after
-- they were closed, and must not be able to close them: it has the right to this column, which nobody reads.
ALTER TABLE consultations ADD COLUMN held boolean;
ALTER TABLE answerings ADD COLUMN held boolean;
