#!/bin/sh
# The replica: on an empty volume a copy of the primary, whole or not at all; then a server that follows it and reads.
set -eu
: "${PGDATA:=/var/lib/postgresql/data}"
export PGPASSWORD="$REPLICATION_PASSWORD"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # Broken off in the middle, it begins anew.
  find "$PGDATA" -mindepth 1 -delete
  pg_basebackup --pgdata "$PGDATA" --host primary --username replication --slot replica --wal-method stream \
    --checkpoint fast --write-recovery-conf
  chmod 700 "$PGDATA"
fi
# Long reads here hold back cleaning there, and are not cut off.
exec postgres -D "$PGDATA" -c hot_standby=on -c hot_standby_feedback=on -c max_connections=200 -c random_page_cost=1.1
