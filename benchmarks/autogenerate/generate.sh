#!/bin/sh
# Writes the study platform's tables as structs and as SQLAlchemy models, from a database that its revisions have made:
#   generate.sh ROWAN_PROGRAM FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
[ -n "${ROWAN_TEST_POSTGRESQL:-}" ] || exec sh "$root/src/cmake/with_postgresql.sh" sh "$0" "$@"
rm -rf "$2"
mkdir -p "$2"
url=${ROWAN_TEST_POSTGRESQL%/*}/study_tables
psql -qX -d "$ROWAN_TEST_POSTGRESQL" -c "drop database if exists study_tables" -c "create database study_tables" 2>/dev/null
"$1" --migrations "$root/src/models/study_platform/migrations" --database "$url" upgrade >/dev/null
psql -qX -d "$url" -f "$here/structs_alone.sql"
"$1" --database "$url" generate entities --output "$2" --migration none >/dev/null
/usr/bin/python3 "$here/write_models.py" "$url" >"$2/models.py"
psql -qX -d "$ROWAN_TEST_POSTGRESQL" -c "drop database study_tables"
