-- What a time-stamping authority answered about signed heads (RFC 3161), so that a register that is written anew shows
-- by when its heads came to be.
CREATE TABLE timestamps (
    programme text NOT NULL REFERENCES programmes,
    seq integer NOT NULL,
    hash text NOT NULL, -- of the entry, which is what was stamped
    response bytea NOT NULL, -- DER, with the authority's certificate
    PRIMARY KEY (programme, seq, hash)
);
CREATE TRIGGER timestamps_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON timestamps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
