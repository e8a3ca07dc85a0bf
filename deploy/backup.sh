#!/bin/sh
# Every night, on a machine in another building: copies the database of the data centre, puts the copy into a database
# of its own, has it proved, and only then lets the offices know how far it reaches (docs/operations.md, "Backup").
# Nothing is told when any step fails; the exit code says so.
#
#   DATABASE_URL    the data centre's database
#   CHECK_URL       a server on which databases may be made and dropped, such as this machine's own; no database named
#   DIWAN           how the command is called, `npx diwan` where it is not told
#   FOLDER          the data centre's folder, WITNESS its witness
#   COPIES          where the copies lie; KEEP of them are kept, 30 where it is not told
set -eu
: "${DATABASE_URL:?}" "${CHECK_URL:?}" "${FOLDER:?}" "${WITNESS:?}" "${COPIES:?}"
name="diwan-$(date +%Y%m%d-%H%M%S)"
check="diwan_check_$$"
umask 077
mkdir -p "$COPIES"

cleanup() {
  rm -f "$COPIES/$name.partial"
  psql -X -q "$CHECK_URL/postgres" -c "DROP DATABASE IF EXISTS $check" || true
}
trap cleanup EXIT

pg_dump -Fc "$DATABASE_URL" -f "$COPIES/$name.partial"
psql -X -q -v ON_ERROR_STOP=1 "$CHECK_URL/postgres" -c "CREATE DATABASE $check TEMPLATE template0 ENCODING 'UTF8'"
pg_restore -j 4 --no-owner --exit-on-error -d "$CHECK_URL/$check" "$COPIES/$name.partial"
${DIWAN:-npx diwan} datacenter durable --folder "$FOLDER" --witness "$WITNESS" --copy "$CHECK_URL/$check"
sync "$COPIES/$name.partial"
mv "$COPIES/$name.partial" "$COPIES/$name.dump"

# The newest are kept.
ls -1 "$COPIES"/diwan-*.dump | sort -r | tail -n "+$((${KEEP:-30} + 1))" | while read -r old; do rm -f "$old"; done
