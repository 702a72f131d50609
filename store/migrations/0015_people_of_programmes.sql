-- People belong to a programme: what one is told of somebody changes nothing in another. Ids stay, because
-- registers and rules hold them; whoever had a part in several programmes is a person of each.
ALTER TABLE programmes DROP CONSTRAINT programmes_started_by_fkey;
ALTER TABLE contributions DROP CONSTRAINT contributions_person_fkey;
ALTER TABLE responses DROP CONSTRAINT responses_person_fkey;
ALTER TABLE point_acts DROP CONSTRAINT point_acts_person_fkey;
ALTER TABLE representatives DROP CONSTRAINT representatives_person_fkey;
-- These three refer to people who may be waiting, or name no programme themselves.
ALTER TABLE texts DROP CONSTRAINT texts_author_fkey;
ALTER TABLE organisation_additions DROP CONSTRAINT organisation_additions_person_fkey;
ALTER TABLE letters DROP CONSTRAINT letters_person_fkey;

ALTER TABLE people RENAME TO people_before;
ALTER TABLE people_before RENAME CONSTRAINT people_pkey TO people_before_pkey;
ALTER TABLE people_before RENAME CONSTRAINT people_subject_key TO people_before_subject_key;

CREATE TABLE people (
    programme text NOT NULL REFERENCES programmes DEFERRABLE INITIALLY DEFERRED,
    id uuid NOT NULL,
    subject text NOT NULL, -- the `sub` of the tokens that name this person
    name text NOT NULL,
    email text,
    erased_at timestamptz,
    PRIMARY KEY (programme, id),
    UNIQUE (programme, subject)
);

-- Everybody whom a programme refers to. Who was only ever named in requests that were refused goes.
INSERT INTO people (programme, id, subject, name, email, erased_at)
SELECT mentioned.programme, p.id, p.subject, p.name, p.email, p.erased_at
FROM (
    SELECT slug AS programme, started_by::text AS id FROM programmes
    UNION SELECT slug, named.id FROM programmes,
        LATERAL (SELECT (regexp_matches(rules::text, '"([0-9a-f-]{36})"', 'g'))[1] AS id) named
    UNION SELECT programme, actor_person FROM entries
    UNION SELECT programme, named.id FROM entries,
        LATERAL (SELECT (regexp_matches(event::text, '"([0-9a-f-]{36})"', 'g'))[1] AS id) named
    UNION SELECT programme, author::text FROM texts WHERE author IS NOT NULL
    UNION SELECT programme, person::text FROM contributions
    UNION SELECT programme, person::text FROM responses
    UNION SELECT programme, person::text FROM point_acts
    UNION SELECT programme, person::text FROM representatives
    UNION SELECT programme, person::text FROM organisation_additions WHERE person IS NOT NULL
    UNION SELECT o.programme, l.person::text FROM letters l JOIN outbox o ON o.id = l.outbox
    -- Whom a blueprint names without a seat is in no rule, and may be written to all the same.
    UNION SELECT g.slug, b.id::text FROM programmes g,
        LATERAL jsonb_array_elements(coalesce(g.blueprint -> 'people', '[]')) named
        JOIN people_before b ON b.subject = named ->> 'subject'
) mentioned
JOIN people_before p ON p.id::text = mentioned.id;
DROP TABLE people_before;

ALTER TABLE programmes ADD FOREIGN KEY (slug, started_by) REFERENCES people (programme, id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE contributions ADD FOREIGN KEY (programme, person) REFERENCES people;
ALTER TABLE responses ADD FOREIGN KEY (programme, person) REFERENCES people;
ALTER TABLE point_acts ADD FOREIGN KEY (programme, person) REFERENCES people;
ALTER TABLE representatives ADD FOREIGN KEY (programme, person) REFERENCES people;

-- Whom a command names, until its entry is in the register: who is refused names nobody. Two that name the
-- same person at once share the id.
CREATE TABLE people_waiting (
    programme text NOT NULL REFERENCES programmes,
    actor text NOT NULL,
    key text NOT NULL,
    body text NOT NULL,
    id uuid NOT NULL,
    subject text NOT NULL,
    name text NOT NULL,
    email text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (programme, actor, key, body, id)
);
CREATE INDEX people_waiting_by_subject ON people_waiting (programme, subject);
