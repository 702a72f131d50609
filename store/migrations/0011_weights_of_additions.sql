-- What an organisation that is about to be added weighs, where the blueprint weighs its group.
ALTER TABLE organisation_additions ADD COLUMN weight integer NOT NULL DEFAULT 1 CHECK (weight > 0);
