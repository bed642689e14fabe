#!/bin/sh
# Autogenerate beside Alembic, whole processes: installs what is missing, builds optimised and measures.
#   sh benchmarks/autogenerate/run.sh [ROUNDS]
set -eu
cd "$(dirname "$0")/../.."
. src/cmake/setup.sh
setup benchmarks
exec </dev/null

step "configure and build, optimised"
cmake --preset release -DROWAN_TESTS=OFF -DROWAN_EXAMPLES=OFF -DROWAN_MODELS=OFF --log-level=WARNING >/dev/null
cmake --build build/release --target benchmark_autogenerate

PYTHONPYCACHEPREFIX=$PWD/build/release/python; export PYTHONPYCACHEPREFIX  # nothing is written beside the sources
# The psql in /usr/bin is a script that looks for this one, which takes as long as what is measured.
for programs in /usr/lib/postgresql/*/bin; do PATH=$programs:$PATH; done
step "autogenerate, beside Alembic $(dpkg-query -W -f '${Version}' alembic)"
sh src/cmake/with_postgresql.sh sh -c \
    'exec python3 benchmarks/autogenerate/measure.py "$ROWAN_TEST_POSTGRESQL" build/release/benchmarks/study_tables \
        build/release/benchmarks/tables src/models/study_platform/migrations "$1"' measure "${1:-15}"
