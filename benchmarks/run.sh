#!/bin/sh
# Installs what is missing, builds optimised and measures: sh benchmarks/run.sh [options of the programs, see --help]
set -eu
cd "$(dirname "$0")/.."
. src/cmake/setup.sh
setup benchmarks
exec </dev/null

step "configure and build, optimised"
cmake --preset release -DROWAN_TESTS=OFF -DROWAN_EXAMPLES=OFF -DROWAN_MODELS=OFF --log-level=WARNING >/dev/null
cmake --build build/release --target benchmark_sqlite benchmark_postgresql benchmark_sessions

step "SQLite"
build/release/benchmarks/sqlite "$@"
step "PostgreSQL"
sh src/cmake/with_postgresql.sh build/release/benchmarks/postgresql "$@"
step "sessions"
sh src/cmake/with_postgresql.sh build/release/benchmarks/sessions "$@"
step "compile time"
sh benchmarks/compile_time/measure.sh
