CREATE TABLE organisations (
    programme text NOT NULL REFERENCES programmes,
    code text NOT NULL,
    "group" text NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (programme, code)
);

-- The gate of a round: a contribution counts when its transaction found this row open.
CREATE TABLE consultations (
    programme text NOT NULL REFERENCES programmes,
    number integer NOT NULL,
    version integer NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'suspended', 'closed')),
    due date NOT NULL,
    PRIMARY KEY (programme, number)
);

CREATE TABLE invitations (
    programme text NOT NULL,
    consultation integer NOT NULL,
    organisation text NOT NULL,
    answered boolean NOT NULL DEFAULT false,
    PRIMARY KEY (programme, consultation, organisation),
    FOREIGN KEY (programme, consultation) REFERENCES consultations,
    FOREIGN KEY (programme, organisation) REFERENCES organisations
);
CREATE INDEX invitations_silent ON invitations (programme, consultation) WHERE NOT answered;

-- Every revision is kept; the last one of an organisation counts.
CREATE TABLE contributions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme text NOT NULL,
    consultation integer NOT NULL,
    organisation text NOT NULL,
    revision integer NOT NULL,
    person uuid NOT NULL REFERENCES people,
    can text NOT NULL,
    will text NOT NULL,
    sections jsonb NOT NULL, -- section key to text reference
    receipt text NOT NULL,
    key text NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (programme, consultation, organisation, revision),
    UNIQUE (programme, key),
    FOREIGN KEY (programme, consultation, organisation) REFERENCES invitations
);

-- What must reach somebody outside; sent at least once.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    programme text NOT NULL REFERENCES programmes,
    kind text NOT NULL,
    role text NOT NULL,
    recipient text NOT NULL, -- a person's id or an organisation's code; empty for whoever has the role
    about text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    sent_at timestamptz
);
CREATE INDEX outbox_unsent ON outbox (kind, id) WHERE sent_at IS NULL;
