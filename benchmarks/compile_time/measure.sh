#!/bin/sh
# How long rowan's headers take to compile: user and system time at -O0, the best of three, one table for each compiler.
#   sh benchmarks/compile_time/measure.sh            prints
#   sh benchmarks/compile_time/measure.sh --check    fails where a bound is missed
# CXX names the compilers, by default g++ and, where it is there, clang++. CXXFLAGS is added to what is measured.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
include=$here/../../include
runs=3

check=no
case ${1:-} in
    '') ;;
    --check) check=yes ;;
    *) echo "measure.sh: unknown argument $1; it takes --check or nothing" >&2; exit 2 ;;
esac
[ -n "${CXX:-}" ] || { CXX=g++; ! command -v clang++ >/dev/null || CXX="g++ clang++"; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
export CCACHE_DISABLE=1

awk -v folder="$work" -f "$here/sources.awk"

# Sets $best to the milliseconds that "$compiler" takes for $1.
measure() {
    best=
    for _ in $(seq $runs); do
        # The second line of times is what the children of that shell took.
        spent=$(sh -c '"$@" && times' sh "$compiler" -std=c++20 -O0 -I "$include" ${CXXFLAGS:-} -c "$work/$1.cpp" -o /dev/null |
            awk 'NR == 2 { gsub(/[ms]/, " "); printf "%d", ($1 * 60 + $2 + $3 * 60 + $4) * 1000 + 0.5 }')
        [ -n "$spent" ] || { echo "measure.sh: $compiler cannot compile $1.cpp" >&2; exit 1; }
        [ -n "$best" ] && [ "$best" -le "$spent" ] || best=$spent
    done
}

# Prints a line of the table: what, milliseconds (in tenths), bound or nothing.
line() {
    verdict=
    if [ -n "$3" ]; then
        verdict="$3 kept"
        [ "$2" -le $(($3 * 10)) ] || { verdict="$3 MISSED"; failed=yes; }
    fi
    printf '| %s | %s.%s | %s |\n' "$1" $(($2 / 10)) $(($2 % 10)) "$verdict"
}

failed=no
for compiler in $CXX; do
    printf '\n%s, -O0, user and system time\n\n| what | ms | bound |\n|---|---:|---|\n' "$("$compiler" --version | head -n 1)"

    measure entity_header; entity_header=$best
    line "entity header: \`rowan/schema/table_of.hpp\`" $((entity_header * 10)) 250
    measure repository_header; repository_header=$best
    line "repository header: \`rowan/query/repository.hpp\`" $((repository_header * 10)) 400

    for n in 1 10 50; do
        measure "entities_$n"
        line "each of $n entities of 12 members" $(((best - entity_header) * 10 / n)) ''
    done
    for n in 1 10 50; do
        measure "repositories_$n"
        bound=; [ "$n" = 1 ] || bound=60
        line "each of $n entities with its repository, every call used" $(((best - repository_header) * 10 / n)) "$bound"
    done

    measure repositories_1; one=$best
    measure queries_20
    line "each of 20 queries of four terms" $(((best - one) * 10 / 20)) 15
done

[ "$check" = no ] || [ "$failed" = no ]
