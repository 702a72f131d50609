-- Who is whom: a part is given to an address, and whoever signs in by the link in a letter to it is that person from then
-- on. Everybody from before was named by a subject, and is known by it as before.
-- All migrations may be one transaction: what 0015 put off must be done before its table is changed once more.
SET CONSTRAINTS ALL IMMEDIATE;

ALTER TABLE people ADD COLUMN by_address boolean NOT NULL DEFAULT false; -- named by an address, which is nobody's account
ALTER TABLE people ADD COLUMN issuer text; -- whose `sub` the subject is; null: that of whoever is trusted
ALTER TABLE people_waiting ADD COLUMN by_address boolean NOT NULL DEFAULT false;
ALTER TABLE people_waiting ADD COLUMN issuer text;

CREATE TABLE identities (
    programme text NOT NULL,
    person uuid NOT NULL,
    identity text NOT NULL, -- as the register has it: a hash, with the programme's secret
    issuer text NOT NULL,
    subject text NOT NULL,
    address text, -- where the link was sent
    bound boolean NOT NULL DEFAULT false, -- once the register has it
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (programme, person, identity),
    FOREIGN KEY (programme, person) REFERENCES people
);
CREATE INDEX identities_of ON identities (programme, issuer, subject) WHERE bound;

CREATE TABLE sign_in_links (
    token_hash bytea PRIMARY KEY,
    programme text NOT NULL,
    person uuid NOT NULL,
    address text NOT NULL, -- where it was sent
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz, -- used, or replaced by a newer one
    FOREIGN KEY (programme, person) REFERENCES people
);
CREATE INDEX sign_in_links_of ON sign_in_links (programme, person);
