#!/bin/sh
# Installs what is missing, builds everything and runs all tests against SQLite and a PostgreSQL of their own.
# Arguments go to ctest: sh tests/run.sh -R types
# With ROWAN_TEST_CITUS set to the URL of the coordinator of a distributed PostgreSQL, tests that need one database run there:
# ROWAN_TEST_CITUS=postgresql://postgres:password@host:port/postgres sh tests/run.sh -R query
# (where pg_hba.conf trusts everybody, any password does; only the test of a wrong one fails then)
# With ROWAN_TEST_POSTGRESQL=postgresql://user:password@host:port/database that server is used instead.
set -eu
cd "$(dirname "$0")/.."
. src/cmake/setup.sh
setup tests
exec </dev/null

step "configure"
cmake --preset default -DROWAN_TESTS=ON -DROWAN_EXAMPLES=ON --log-level=WARNING >/dev/null

# The consumer tests build rowan again in folders of their own: ccache shall find the objects of this build.
CCACHE_NOHASHDIR=1; export CCACHE_NOHASHDIR

step "build, each public header alone as well"
cmake --build build --target all all_verify_interface_header_sets

step "test"
status=0
sh src/cmake/with_postgresql.sh \
    ctest --test-dir build --parallel "$(nproc)" --output-on-failure --no-tests=error \
    --output-log "$PWD/build/tests/run.log" "$@" || status=$?

# ctest ends with times; repeat the line that counts.
grep ' tests passed, ' build/tests/run.log || true
exit "$status"
