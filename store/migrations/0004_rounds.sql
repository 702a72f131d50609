-- Any number of rounds; how a contribution came, and whether it came too late to count.
ALTER TABLE organisations ADD COLUMN weight integer NOT NULL DEFAULT 1 CHECK (weight > 0);

-- Counted up with the lock that lets a contribution in, so that two at once get two numbers.
ALTER TABLE invitations ADD COLUMN revisions integer NOT NULL DEFAULT 0;
UPDATE invitations i SET revisions = (
    SELECT count(*) FROM contributions c
    WHERE c.programme = i.programme AND c.consultation = i.consultation AND c.organisation = i.organisation
);

ALTER TABLE contributions
    ADD COLUMN source text NOT NULL DEFAULT 'account' CHECK (source IN ('account', 'link', 'paper', 'session')),
    ADD COLUMN late boolean NOT NULL DEFAULT false;
