#!/bin/sh
# Run once by the postgres image on an empty volume: an account that may only replicate, and a slot for the replica.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$REPLICATION_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE replication LOGIN REPLICATION PASSWORD :'password';
SELECT pg_create_physical_replication_slot('replica');
SQL
echo "host replication replication all scram-sha-256" >>"$PGDATA/pg_hba.conf"
