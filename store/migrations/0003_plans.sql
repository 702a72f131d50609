-- A version never changes once submitted; a newer save is a newer version.
CREATE TABLE plan_versions (
    programme text NOT NULL REFERENCES programmes,
    number integer NOT NULL,
    hash text NOT NULL,
    sections jsonb NOT NULL, -- section key to text reference
    author text NOT NULL, -- a person's id, empty for what Kwartier assembled
    saved_at timestamptz NOT NULL,
    submitted_at timestamptz,
    PRIMARY KEY (programme, number)
);

-- Where a passage of an assembled draft came from: one row per contribution and section.
CREATE TABLE plan_origins (
    programme text NOT NULL,
    version integer NOT NULL,
    section text NOT NULL,
    organisation text NOT NULL,
    receipt text NOT NULL,
    PRIMARY KEY (programme, version, section, organisation),
    -- The version's own row follows from the register entry at the end of the transaction.
    FOREIGN KEY (programme, version) REFERENCES plan_versions DEFERRABLE INITIALLY DEFERRED
);
