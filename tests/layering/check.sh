#!/bin/sh
# Fails on each #include under include/ and src/ of a project folder that breaks the order of the rooms.
#   sh tests/layering/check.sh [FOLDER]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
rooms=$(sed -n 's/^set(rowan_all_rooms \(.*\))$/\1/p' "$here/../../src/cmake/rooms.cmake")
cd "${1:-$here/../..}"

files() {
    find include src -name '*.hpp' -o -name '*.cpp' | LC_ALL=C sort
}

{
    files
    files | xargs grep -nE '^[[:space:]]*#[[:space:]]*include' /dev/null
} | awk -v rooms="$rooms" -f "$here/rules.awk"
