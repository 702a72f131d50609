-- The command behind entries, signed by the service that had checked who asks. Beside the chain, whose entries stay as
-- they were.
CREATE TABLE command_keys (
    id text PRIMARY KEY, -- RFC 7638 thumbprint
    public text NOT NULL -- the public half as a JSON Web Key
);
CREATE TABLE signed_commands (
    programme text NOT NULL,
    seq integer NOT NULL, -- of the first entry that it caused
    update text NOT NULL,
    fields jsonb NOT NULL, -- with the signature
    key text NOT NULL REFERENCES command_keys,
    PRIMARY KEY (programme, seq)
);
CREATE TRIGGER signed_commands_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON signed_commands
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER command_keys_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON command_keys
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
