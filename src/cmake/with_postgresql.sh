#!/bin/sh
# Runs a command with ROWAN_TEST_POSTGRESQL set to a PostgreSQL that lives as long as the command:
#   sh src/cmake/with_postgresql.sh build/tests/test_session
# With ROWAN_TEST_POSTGRESQL set already, that server is used. Needs Debian's postgresql and postgresql-common.
set -eu

[ -z "${ROWAN_TEST_POSTGRESQL:-}" ] || exec "$@"

command -v pg_virtualenv >/dev/null || {
    echo "with_postgresql: no pg_virtualenv here: install postgresql and postgresql-common," \
         "or set ROWAN_TEST_POSTGRESQL=postgresql://user:password@host:port/database" >&2
    exit 1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

# Runs inside: turns pg_virtualenv's variables into one and takes them away, so that a test sees nothing else.
# The command's status goes into a file, since pg_virtualenv answers a failure with the server's log.
cat >"$work/inside" <<'INSIDE'
work=$1; shift
: >"$work/started"
ROWAN_TEST_POSTGRESQL="postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE"
export ROWAN_TEST_POSTGRESQL
unset PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGSYSCONFDIR PG_CLUSTER_CONF_ROOT
status=0
"$@" >&3 2>&4 || status=$?
echo "$status" >"$work/status"
INSIDE

# -t: a folder of its own even for root, and a port at random, so that runs beside each other do not collide. Nothing
# here outlives the command, so nothing needs to reach the disk.
start() {
    PGPORT=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 10000)) pg_virtualenv -t \
        -c '--locale C.UTF-8 --encoding UTF-8' \
        -o fsync=off -o full_page_writes=off -o synchronous_commit=off -o max_connections=200 \
        sh "$work/inside" "$work" "$@" 3>&1 4>&2 >"$work/log" 2>&1 || true
}

start "$@"
[ -e "$work/started" ] || start "$@"  # the port may have been taken
[ -e "$work/started" ] || {
    tail -n 20 "$work/log" >&2
    echo "with_postgresql: pg_virtualenv could not start PostgreSQL (above: what it said)" >&2
    exit 1
}
[ -e "$work/status" ] || { echo "with_postgresql: interrupted" >&2; exit 1; }
exit "$(cat "$work/status")"
