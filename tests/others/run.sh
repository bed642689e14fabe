#!/bin/sh
# Takes databases of other people through introspection, creation, generation and pictures:
#   sh tests/others/run.sh FILE…      (*.sql: a dump or script for PostgreSQL, *.sqlite: an SQLite database)
# Each is loaded, read, made anew in an empty database, and the two are compared by pg_dump or sqlite_master; diagram,
# dictionary and generate must not fail. Statements of a script that this server cannot run are passed over, and counted.
set -eu
cd "$(dirname "$0")/../.."
build=${ROWAN_BUILD:-build}
[ -n "${ROWAN_TEST_POSTGRESQL:-}" ] || exec sh src/cmake/with_postgresql.sh sh "$0" "$@"
server=${ROWAN_TEST_POSTGRESQL%/*}
work=${ROWAN_KEEP:-$(mktemp -d)}
mkdir -p "$work"
[ -n "${ROWAN_KEEP:-}" ] || trap 'rm -rf "$work"' EXIT
failed=0

# Statement by statement, sorted: the order of a dump depends on numbers.
dump() {
    pg_dump --schema-only --no-owner --no-privileges -d "$1" | grep -v '^\\' |
        awk '/^-- Name: / { printf "\0" } { print }' | sort -z | tr '\0' '\n'
}
tell() { echo "$1: $2"; case $2 in *FAILED*|*differ*) failed=1 ;; esac; }

through_programs() {
    for what in "diagram --format mermaid" "diagram --format svg" "diagram --format dot" \
                "dictionary --format markdown" "dictionary --format html" \
                "generate entities --output $work/$1.entities"; do
        # shellcheck disable=SC2086
        "$build/rowan" --database "$2" $what >"$work/$1.out" 2>&1 || tell "$1" "$what FAILED: $(tail -n 2 "$work/$1.out")"
    done
}

for file in "$@"; do
    name=$(basename "${file%.*}")
    rm -rf "$work/$name".*
    case $file in
    *.sql)
        for database in "${name}_1" "${name}_2"; do
            psql -qX -d "$ROWAN_TEST_POSTGRESQL" -c "drop database if exists \"$database\"" \
                -c "create database \"$database\" template template0" 2>/dev/null
        done
        grep -avE "^.(c|connect) " "$file" | grep -aviE "^(create|drop) database" | psql -qX -d "$server/${name}_1" -f - >"$work/$name.load" 2>&1 || true
        tell "$name" "$(grep -c 'ERROR:' "$work/$name.load") statements passed over"
        "$build/tests/round_trip" "$server/${name}_1" "$server/${name}_2" >"$work/$name.trip" 2>&1 || failed=1
        sed "s/^/$name: /" "$work/$name.trip"
        dump "$server/${name}_1" >"$work/$name.1"
        dump "$server/${name}_2" >"$work/$name.2"
        through_programs "$name" "$server/${name}_1"
        ;;
    *.sqlite)
        "$build/tests/round_trip" "sqlite:///$(realpath "$file")" "sqlite:///$work/$name.copy" >"$work/$name.trip" 2>&1 || failed=1
        sed "s/^/$name: /" "$work/$name.trip"
        objects="select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite_%' order by 1, 2"
        sqlite3 "$file" "$objects" >"$work/$name.1"
        sqlite3 "$work/$name.copy" "$objects" >"$work/$name.2"
        through_programs "$name" "sqlite:///$(realpath "$file")"
        ;;
    esac
    if diff "$work/$name.1" "$work/$name.2" >"$work/$name.diff"; then
        echo "$name: equal"
    else
        tell "$name" "the two differ in $(grep -c '^[<>]' "$work/$name.diff") lines: $work/$name.diff"
    fi
done
exit $failed
