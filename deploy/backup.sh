#!/bin/sh
# Every night, on a server of the data centre: copies its database to a disk in another building, puts the copy into a
# database of its own, and has it proved; only then are the offices told how far it reaches (docs/operations.md,
# "Backup"). What fails before that tells no office anything; the exit code says so. A copy that is not proved is kept
# under a name of its own until the next run.
#
#   DATABASE_URL    the data centre's database
#   CHECK_URL       a server on which a database may be made and dropped, without a database's name: never the one
#                   above in production
#   PGPASSFILE      the passwords of both (mode 0600): in an address they would be seen by whoever lists the processes
#   FOLDER          the data centre's folder, WITNESS its witness
#   COPIES          where the copies lie; KEEP of them are kept, 30 where it is not told
#   DIWAN           how the command is called, `npx diwan` where it is not told
set -eu
: "${DATABASE_URL:?}" "${CHECK_URL:?}" "${FOLDER:?}" "${WITNESS:?}" "${COPIES:?}"
keep="${KEEP:-30}"
[ "$keep" -ge 1 ] || { echo 'KEEP: at least one copy is kept.' >&2; exit 2; }
umask 077
mkdir -p "$COPIES"
exec 9>"$COPIES/lock"
flock -n 9 || { echo 'Another backup is running.' >&2; exit 3; }

check=diwan_check
copy="$COPIES/diwan-$(date +%Y%m%d-%H%M%S)"

drop_check() {
  PGOPTIONS='-c client_min_messages=warning' psql -X -q "$CHECK_URL/postgres" -c "DROP DATABASE IF EXISTS $check" >&2
}
cleanup() {
  rm -f "$copy.partial"
  drop_check || true
}
# A signal alone would end this shell without its trap.
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
trap cleanup EXIT

# What an earlier run left when its machine went down.
rm -f "$COPIES"/*.partial "$COPIES"/*.unproved
drop_check

pg_dump -Fc "$DATABASE_URL" -f "$copy.partial"
psql -X -q -v ON_ERROR_STOP=1 "$CHECK_URL/postgres" -c "CREATE DATABASE $check TEMPLATE template0 ENCODING 'UTF8'"
pg_restore -j 4 --no-owner --exit-on-error -d "$CHECK_URL/$check" "$copy.partial"

# On the disk and under its name before anybody relies on it.
sync "$copy.partial"
mv "$copy.partial" "$copy.unproved"
sync "$COPIES"
${DIWAN:-npx diwan} datacenter durable --folder "$FOLDER" --witness "$WITNESS" --copy "$CHECK_URL/$check"
mv "$copy.unproved" "$copy.dump"
sync "$COPIES"

# The newest are kept.
find "$COPIES" -maxdepth 1 -name 'diwan-*.dump' | sort -r | tail -n "+$((keep + 1))" | while read -r old; do rm -f "$old"; done
