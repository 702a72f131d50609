-- People and what they typed: the only tables with personal data. Everything else refers to them by id.
CREATE TABLE people (
    id uuid PRIMARY KEY,
    subject text NOT NULL UNIQUE, -- the `sub` of the tokens that name this person
    name text NOT NULL,
    email text,
    erased_at timestamptz
);

-- A programme's blueprint as it was frozen when the programme started; rules and agreement are derived from it
-- once, so that newer code reads them, not makes them.
CREATE TABLE programmes (
    slug text PRIMARY KEY,
    title text NOT NULL,
    blueprint jsonb NOT NULL,
    blueprint_hash text NOT NULL,
    rules jsonb NOT NULL,
    agreement jsonb NOT NULL,
    started_by uuid NOT NULL REFERENCES people,
    start_key text NOT NULL UNIQUE,
    start_body text NOT NULL,
    head_seq integer NOT NULL DEFAULT 0,
    head_hash text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE texts (
    id uuid PRIMARY KEY,
    programme text NOT NULL,
    salt bytea NOT NULL,
    hash text NOT NULL, -- hex SHA-256 over salt and body; stays when the body is erased
    body text NOT NULL,
    author uuid REFERENCES people,
    created_at timestamptz NOT NULL DEFAULT now(),
    erased_at timestamptz
);

-- The register. `at` is the programme's clock, `recorded_at` this database's.
CREATE TABLE entries (
    programme text NOT NULL REFERENCES programmes,
    seq integer NOT NULL,
    at timestamptz NOT NULL,
    actor_person text NOT NULL,
    actor_role text NOT NULL,
    key text NOT NULL,
    body text NOT NULL,
    event jsonb NOT NULL,
    prev text NOT NULL,
    hash text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (programme, seq)
);
CREATE INDEX entries_by_key ON entries (programme, key);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the register is append-only: % on % is refused', TG_OP, TG_TABLE_NAME;
END
$$;
CREATE TRIGGER entries_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
