-- What pages keep of whoever uses them: that they are signed in, and what they typed and have not sent.
CREATE TABLE sessions (
    token_hash bytea PRIMARY KEY, -- the browser alone knows the token
    issuer text NOT NULL,
    subject text NOT NULL,
    is_address boolean NOT NULL,
    name text NOT NULL,
    email text,
    claims text[] NOT NULL, -- what they are in every programme
    starts boolean NOT NULL,
    acts_for text, -- an organisation, as the provider says
    provider_session text, -- the provider's own name for it (sid)
    id_token text, -- what the provider wants to see when they sign out
    begun_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sessions_of ON sessions (issuer, subject);
CREATE INDEX sessions_seen ON sessions (seen_at);

CREATE TABLE link_drafts (
    link uuid PRIMARY KEY REFERENCES invitation_links ON DELETE CASCADE,
    fields text NOT NULL, -- as the form has them, in JSON
    saved_at timestamptz NOT NULL DEFAULT now()
);
