-- Working sessions beside the written rounds. They follow the register; what was confirmed does not go through it.
CREATE TABLE working_sessions (
    programme text NOT NULL REFERENCES programmes,
    number integer NOT NULL,
    day date NOT NULL,
    title jsonb NOT NULL, -- text reference
    status text NOT NULL CHECK (status IN ('planned', 'held', 'cancelled', 'lapsed')),
    outcome jsonb NOT NULL DEFAULT '{}', -- section key to text reference
    reason jsonb, -- text reference: why it was cancelled
    PRIMARY KEY (programme, number)
);

CREATE TABLE session_organisations (
    programme text NOT NULL,
    session integer NOT NULL,
    organisation text NOT NULL,
    present boolean NOT NULL DEFAULT false,
    PRIMARY KEY (programme, session, organisation),
    FOREIGN KEY (programme, session) REFERENCES working_sessions,
    FOREIGN KEY (programme, organisation) REFERENCES organisations
);

-- What a contribution that came of a confirmation was made from, so that the next one is made anew, not on top.
CREATE TABLE session_confirmations (
    programme text NOT NULL,
    consultation integer NOT NULL,
    organisation text NOT NULL,
    revision integer NOT NULL,
    session integer NOT NULL,
    corrected boolean NOT NULL,
    own jsonb NOT NULL, -- what the organisation said itself: section key to text reference
    outcomes jsonb NOT NULL, -- session number to section key to text reference
    PRIMARY KEY (programme, consultation, organisation, revision),
    FOREIGN KEY (programme, consultation, organisation, revision)
        REFERENCES contributions (programme, consultation, organisation, revision),
    FOREIGN KEY (programme, session, organisation) REFERENCES session_organisations
);

-- The projects that already run, and their place in the plan; every revision of a place is kept.
CREATE TABLE projects (
    programme text NOT NULL REFERENCES programmes,
    number integer NOT NULL,
    title jsonb NOT NULL, -- text references, as are the others
    organisation text, -- the owner, where it is an organisation of the programme
    owner jsonb,
    description jsonb NOT NULL,
    PRIMARY KEY (programme, number),
    FOREIGN KEY (programme, organisation) REFERENCES organisations,
    CHECK ((organisation IS NULL) <> (owner IS NULL))
);

CREATE TABLE project_places (
    programme text NOT NULL,
    project integer NOT NULL,
    revision integer NOT NULL,
    place text NOT NULL CHECK (place IN ('continues', 'changes', 'stops')),
    reason jsonb NOT NULL,
    sections text[] NOT NULL,
    placed_at timestamptz NOT NULL,
    PRIMARY KEY (programme, project, revision),
    FOREIGN KEY (programme, project) REFERENCES projects
);
