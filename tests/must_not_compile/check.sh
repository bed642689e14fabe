#!/bin/sh
# One source that must not compile, and why:  sh check.sh FLAGS_FILE SOURCE COMPILER...
#
# With ROWAN_CONTROL defined it must compile, which proves that nothing but the intended mistake is wrong with it.
# Without, it must fail, and the compiler must say each text that stands behind `// expected: ` in the source.
set -u
flags=$1 source=$2; shift 2
LC_ALL=C; export LC_ALL  # plain quotes in messages

if ! grep -q '// expected: ' "$source" || ! grep -q ROWAN_CONTROL "$source"; then
    echo "$source: needs a line '// expected: <what the compiler says>' and an #ifdef ROWAN_CONTROL"
    exit 1
fi
if ! message=$("$@" "@$flags" -fsyntax-only -DROWAN_CONTROL "$source" 2>&1); then
    printf '%s\n' "$message"
    echo "$source: does not compile with ROWAN_CONTROL either, so it proves nothing"
    exit 1
fi
if message=$("$@" "@$flags" -fsyntax-only "$source" 2>&1); then
    echo "$source: compiles, but must not"
    exit 1
fi
sed -n 's|.*// expected: ||p' "$source" | {
    status=0
    while IFS= read -r expected; do
        case $message in
            *"$expected"*) ;;
            *) echo "$source: the compiler does not say: $expected"; status=1 ;;
        esac
    done
    [ "$status" = 0 ] || printf '%s\n' "$message"
    exit "$status"
}
