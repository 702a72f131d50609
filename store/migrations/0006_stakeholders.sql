-- An organisation that was withdrawn keeps its row: what it said before refers to it.
ALTER TABLE organisations ADD COLUMN active boolean NOT NULL DEFAULT true;

-- A withdrawn invitation is nobody's silence, and what was said under it does not count.
ALTER TABLE invitations ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;

-- Who speaks for an organisation; what they are called stands in people. `key` and `body` are the idempotency
-- key and the hash of what was asked, for those that came one at a time.
CREATE TABLE representatives (
    id uuid PRIMARY KEY,
    programme text NOT NULL,
    organisation text NOT NULL,
    person uuid NOT NULL REFERENCES people,
    language text NOT NULL CHECK (language IN ('nl', 'en')),
    key text,
    body text,
    created_at timestamptz NOT NULL DEFAULT now(),
    withdrawn_at timestamptz,
    UNIQUE (programme, key),
    FOREIGN KEY (programme, organisation) REFERENCES organisations
);
CREATE UNIQUE INDEX representatives_once ON representatives (programme, organisation, person)
    WHERE withdrawn_at IS NULL;

-- Organisations that are about to be added, one row for each representative: names must not pass through the
-- process. They take effect with the register entry of that `key` and `body`.
CREATE TABLE organisation_additions (
    programme text NOT NULL REFERENCES programmes,
    key text NOT NULL,
    body text NOT NULL,
    place integer NOT NULL,
    code text NOT NULL,
    "group" text NOT NULL,
    name text NOT NULL,
    person uuid REFERENCES people,
    language text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (programme, key, body, place)
);

-- Personal links: only the hash (SHA-256) of each is known here.
CREATE TABLE invitation_links (
    id uuid PRIMARY KEY,
    programme text NOT NULL,
    consultation integer NOT NULL,
    organisation text NOT NULL,
    representative uuid NOT NULL REFERENCES representatives,
    token_hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    opened_at timestamptz,
    revoked_at timestamptz,
    FOREIGN KEY (programme, consultation, organisation) REFERENCES invitations
);
CREATE INDEX invitation_links_of ON invitation_links (programme, consultation, representative);

-- Who each message of the outbox goes to is settled once; then there is a letter for each of them.
ALTER TABLE outbox ADD COLUMN addressed_at timestamptz;
-- What lay there before mail was sent is too old to be sent now.
UPDATE outbox SET addressed_at = now();
CREATE INDEX outbox_unaddressed ON outbox (id) WHERE addressed_at IS NULL;

CREATE TABLE letters (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    outbox bigint NOT NULL REFERENCES outbox,
    person uuid NOT NULL REFERENCES people,
    representative uuid REFERENCES representatives,
    consultation integer, -- the round that it is about, if it is about one
    attempts integer NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz,
    bounced_at timestamptz,
    answer text, -- what the server last said when it did not take it
    UNIQUE NULLS NOT DISTINCT (outbox, person, representative)
);
CREATE INDEX letters_to_send ON letters (next_try_at) WHERE sent_at IS NULL AND bounced_at IS NULL;
CREATE INDEX letters_of ON letters (representative, consultation);
CREATE INDEX letters_bounced ON letters (outbox) WHERE bounced_at IS NOT NULL;
