-- The end of a register as the worker sealed it, with the register's key: what it appended it need not derive again,
-- and what somebody else wrote after it shows.
ALTER TABLE programmes ADD COLUMN sealed_seq integer;
ALTER TABLE programmes ADD COLUMN seal text; -- Ed25519 over the head after that entry, base64url without padding
