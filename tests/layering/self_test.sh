#!/bin/sh
# The check finds each fault of the small tree in bad/, and nothing else.
cd "$(dirname "$0")" || exit 1
if found=$(sh check.sh bad); then
    echo "check.sh accepts the tree in tests/layering/bad" >&2
    exit 1
fi
printf '%s\n' "$found" | diff -u bad/expected.txt - && echo "each fault in tests/layering/bad is found"
