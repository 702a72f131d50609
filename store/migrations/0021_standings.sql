-- Where each programme stands, for lists: written with the entries that led there, and made of them again by
-- `kwartier standings`. Rows of programmes that began before are made by the worker when it starts.
SET CONSTRAINTS ALL IMMEDIATE;

CREATE TABLE standings (
    programme text PRIMARY KEY REFERENCES programmes,
    seq integer NOT NULL, -- of the entry after which it stands so
    at timestamptz, -- of that entry, by the programme's clock
    title text NOT NULL,
    bodies jsonb NOT NULL, -- what its bodies are called, by their keys
    phase text NOT NULL,
    situation text NOT NULL,
    published boolean NOT NULL,
    version integer NOT NULL,
    principal text NOT NULL,
    kwartiermaker text,
    office text[] NOT NULL,
    turns jsonb NOT NULL,
    roles text[] NOT NULL, -- whose turns these are: roles, and keys of bodies
    waited_for text[] NOT NULL,
    due date, -- the first last day of a turn
    late boolean NOT NULL,
    people text[] NOT NULL, -- those with a part
    changes_on date, -- the first day on which others have one without any entry
    search text NOT NULL, -- title and names, in lower case
    -- One number to sort by: what goes on before what has ended, by day, and what has no day last.
    place integer NOT NULL GENERATED ALWAYS AS (
        CASE WHEN situation IN ('running', 'suspended') THEN 0 ELSE 10000000 END
        + coalesce(due - date '2000-01-01', 9000000)
    ) STORED
);
CREATE INDEX standings_by_place ON standings (place, programme);
-- Whoever asks for their programmes is looked for by their account in all of them.
CREATE INDEX people_by_subject ON people (subject) INCLUDE (programme, id, issuer, by_address);
CREATE INDEX identities_by_account ON identities (issuer, subject) WHERE bound;
