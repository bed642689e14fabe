#!/bin/sh
# Migrations beside Alembic, whole processes: installs what is missing, builds optimised and measures.
#   sh benchmarks/migrations/run.sh [ROUNDS]
set -eu
cd "$(dirname "$0")/../.."
. src/cmake/setup.sh
setup benchmarks
exec </dev/null

step "configure and build, optimised"
cmake --preset release -DROWAN_TESTS=OFF -DROWAN_EXAMPLES=ON -DROWAN_MODELS=ON --log-level=WARNING >/dev/null
cmake --build build/release --target example_goals_tracker

PYTHONPYCACHEPREFIX=$PWD/build/release/python; export PYTHONPYCACHEPREFIX  # nothing is written beside the sources
# The psql in /usr/bin is a script that looks for this one, which takes as long as what is measured.
for programs in /usr/lib/postgresql/*/bin; do PATH=$programs:$PATH; done
step "migrations, beside Alembic $(dpkg-query -W -f '${Version}' alembic)"
sh src/cmake/with_postgresql.sh sh -c \
    'exec python3 benchmarks/migrations/measure.py "$ROWAN_TEST_POSTGRESQL" build/release/examples/goals_tracker "$1"' \
    measure "${1:-15}"
