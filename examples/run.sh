#!/bin/sh
# Installs what is missing, builds the examples and runs the first of them: sh examples/run.sh
set -eu
cd "$(dirname "$0")/.."
. src/cmake/setup.sh
setup build
exec </dev/null
set --

step "configure"
# The tests need more packages than the examples; a build folder that has them keeps them.
[ -e build/CMakeCache.txt ] || set -- -DROWAN_TESTS=OFF
cmake --preset default -DROWAN_EXAMPLES=ON "$@" --log-level=WARNING >/dev/null

step "build"
cmake --build build --target examples

step "run build/examples/quickstart"
build/examples/quickstart
