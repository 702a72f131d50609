-- Heads of registers that were signed: beside the chain, so that whoever can rewrite it cannot do so unseen.
CREATE TABLE register_keys (
    id text PRIMARY KEY, -- RFC 7638 thumbprint
    public text NOT NULL -- the public half as a JSON Web Key
);

CREATE TABLE heads (
    programme text NOT NULL,
    seq integer NOT NULL,
    hash text NOT NULL,
    key text NOT NULL REFERENCES register_keys,
    signature text NOT NULL, -- Ed25519, base64url without padding
    signed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (programme, seq, key),
    FOREIGN KEY (programme, seq) REFERENCES entries
);
CREATE TRIGGER heads_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER register_keys_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_keys
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Published documents that are no text, such as PDF. They are public: their hash has no salt.
CREATE TABLE documents (
    id uuid PRIMARY KEY,
    programme text NOT NULL REFERENCES programmes,
    name text NOT NULL,
    media_type text NOT NULL,
    hash text NOT NULL, -- hex SHA-256 of the content
    content bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER documents_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON documents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
