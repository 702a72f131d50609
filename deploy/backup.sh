#!/bin/sh
# Dumps Kwartier's database and, where it has its own here, Temporal's into BACKUPS, and lets old dumps go.
set -eu

secrets=${SECRETS:-/run/secrets}
folder=${BACKUPS:-/backups}
at=$(date -u +%Y-%m-%dT%H-%M-%SZ)
umask 077

# A dump that was broken off never looks like one that is whole.
kwartier=$folder/kwartier-$at.dump
pg_dump --format=custom --file="$kwartier.partial" --dbname="$(cat "$secrets/kwartier_migrations_database")"
pg_restore --list "$kwartier.partial" >/dev/null
mv "$kwartier.partial" "$kwartier"
echo "wrote $kwartier"

if [ -e "$secrets/temporal_database_password" ]; then
    PGPASSWORD=$(cat "$secrets/temporal_database_password")
    export PGPASSWORD
    temporal=$folder/temporal-$at.sql
    pg_dumpall --host=temporal-database --username=temporal --file="$temporal.partial"
    mv "$temporal.partial" "$temporal"
    echo "wrote $temporal"
fi

find "$folder" -maxdepth 1 -type f \( -name 'kwartier-*.dump' -o -name 'temporal-*.sql' \) \
    -mtime +"${BACKUP_DAYS:-30}" -delete
