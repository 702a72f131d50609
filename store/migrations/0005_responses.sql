-- The gate of a closed round's responses: one is let in when its transaction found this row open.
CREATE TABLE answerings (
    programme text NOT NULL,
    consultation integer NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'suspended', 'settled', 'ended')),
    PRIMARY KEY (programme, consultation),
    FOREIGN KEY (programme, consultation) REFERENCES consultations
);

-- What is answered. A point that was split or merged is answered by what it became.
CREATE TABLE points (
    programme text NOT NULL,
    consultation integer NOT NULL,
    number integer NOT NULL,
    section text NOT NULL,
    status text NOT NULL DEFAULT 'stands' CHECK (status IN ('stands', 'split', 'merged')),
    became integer[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (programme, consultation, number),
    FOREIGN KEY (programme, consultation) REFERENCES answerings
);

-- Who made a point, in which contribution, in what words; a merged point keeps all its origins.
CREATE TABLE point_origins (
    programme text NOT NULL,
    consultation integer NOT NULL,
    point integer NOT NULL,
    place integer NOT NULL,
    organisation text NOT NULL,
    receipt text NOT NULL,
    said jsonb NOT NULL, -- text reference
    PRIMARY KEY (programme, consultation, point, place),
    FOREIGN KEY (programme, consultation, point) REFERENCES points,
    FOREIGN KEY (programme, organisation) REFERENCES organisations
);
CREATE INDEX point_origins_by_organisation ON point_origins (programme, organisation, consultation);

-- Every revision is kept; the last one of a point counts.
CREATE TABLE responses (
    programme text NOT NULL,
    consultation integer NOT NULL,
    point integer NOT NULL,
    revision integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('taken_over', 'partly', 'not_taken_over')),
    section text,
    version integer,
    reason jsonb NOT NULL, -- text reference
    person uuid NOT NULL REFERENCES people,
    receipt text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (programme, consultation, point, revision),
    FOREIGN KEY (programme, consultation, point) REFERENCES points,
    FOREIGN KEY (programme, version) REFERENCES plan_versions,
    CHECK ((kind = 'not_taken_over') = (section IS NULL) AND (section IS NULL) = (version IS NULL))
);

-- What was asked under which idempotency key, and what was answered.
CREATE TABLE point_acts (
    programme text NOT NULL,
    key text NOT NULL,
    body text NOT NULL,
    answer jsonb NOT NULL,
    person uuid NOT NULL REFERENCES people,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (programme, key)
);

-- Rounds that closed before contributions were answered get their points now.
INSERT INTO answerings (programme, consultation, status)
SELECT c.programme, c.number, CASE
    WHEN EXISTS (SELECT FROM entries e WHERE e.programme = c.programme
        AND e.event ->> 'kind' = 'programme.withdrawn') THEN 'ended'
    WHEN (SELECT e.event ->> 'kind' FROM entries e WHERE e.programme = c.programme
        AND e.event ->> 'kind' IN ('programme.suspended', 'programme.resumed')
        ORDER BY e.seq DESC LIMIT 1) = 'programme.suspended' THEN 'suspended'
    ELSE 'open' END
FROM consultations c WHERE c.status = 'closed';

CREATE TEMPORARY TABLE made ON COMMIT DROP AS
SELECT c.programme, c.consultation, c.organisation, c.receipt, s.key AS section, s.value AS said,
    row_number() OVER (PARTITION BY c.programme, c.consultation ORDER BY c.created_at, c.organisation, s.key)
        AS number
FROM (
    SELECT DISTINCT ON (programme, consultation, organisation) * FROM contributions
    ORDER BY programme, consultation, organisation, revision DESC
) AS c
JOIN answerings a ON a.programme = c.programme AND a.consultation = c.consultation,
    jsonb_each(c.sections) AS s
WHERE (s.value ->> 'length')::integer > 0;

INSERT INTO points (programme, consultation, number, section)
SELECT programme, consultation, number, section FROM made;
INSERT INTO point_origins (programme, consultation, point, place, organisation, receipt, said)
SELECT programme, consultation, number, 1, organisation, receipt, said FROM made;
