-- With it the hash of a command is keyed: who reads a history or an export cannot guess what somebody typed.
ALTER TABLE programmes ADD COLUMN secret bytea NOT NULL
    DEFAULT (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
