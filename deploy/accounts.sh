#!/bin/sh
# Makes the accounts of migrations, worker and API in Kwartier's database, with the passwords that make-secrets made.
set -eu

secrets=${SECRETS:-/run/secrets}
administrator=${ADMINISTRATOR:-host=database user=kwartier dbname=kwartier sslmode=verify-full sslrootcert=$secrets/authority}
PGPASSWORD=$(cat "$secrets/database_password")
export PGPASSWORD secrets

# From the files, in psql itself: a password in a command line is for all of the machine to read.
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname "$administrator" --file "${ROLES:-/deploy/roles.sql}" --file - <<'END'
\set owner `cat "$secrets/database_owner_password"`
\set worker `cat "$secrets/database_worker_password"`
\set api `cat "$secrets/database_api_password"`
ALTER ROLE kwartier_owner LOGIN PASSWORD :'owner';
ALTER ROLE kwartier_worker LOGIN PASSWORD :'worker';
ALTER ROLE kwartier_api LOGIN PASSWORD :'api';
END
echo "the accounts are there"
