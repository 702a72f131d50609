-- What somebody has written on a section of the plan and not saved as a version yet: theirs alone, until they do.
CREATE TABLE section_drafts (
    programme text NOT NULL,
    person uuid NOT NULL,
    section text NOT NULL,
    version integer NOT NULL, -- that they began from
    body text NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (programme, person, section),
    FOREIGN KEY (programme, person) REFERENCES people ON DELETE CASCADE
);
