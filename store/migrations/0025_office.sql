-- The days of each programme, for agendas and calendar files: written with where it stands.
SET CONSTRAINTS ALL IMMEDIATE;

ALTER TABLE standings ADD COLUMN days jsonb NOT NULL DEFAULT '[]';
-- Rows of before know no days: each is folded again when it is read, until the worker has written it anew.
UPDATE standings SET changes_on = date '2000-01-01' WHERE situation IN ('running', 'suspended');

-- What somebody asks for again and again, by a name of their own.
CREATE TABLE selections (
    id uuid PRIMARY KEY,
    issuer text NOT NULL,
    subject text NOT NULL,
    name text NOT NULL,
    asked text NOT NULL, -- as the address of the list has it
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX selections_of ON selections (issuer, subject, lower(name));
