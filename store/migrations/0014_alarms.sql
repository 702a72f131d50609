-- What an operator must look into: a step that does not follow from the register, or that fails again and again.
CREATE TABLE alarms (
    programme text NOT NULL REFERENCES programmes,
    what text NOT NULL,
    activity text NOT NULL,
    times integer NOT NULL DEFAULT 1, -- how often it was refused, or at which attempt it is
    first_at timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now(),
    told_at timestamptz, -- when the operators' letter was sent
    PRIMARY KEY (programme, what, activity)
);
