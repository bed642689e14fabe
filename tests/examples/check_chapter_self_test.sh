#!/bin/sh
# check_chapter.awk finds each fault of bad_chapter/, and nothing else:  sh check_chapter_self_test.sh AWK
cd "$(dirname "$0")/bad_chapter" || exit 1
if found=$("$1" -f ../check_chapter.awk kind=source program.cpp kind=output output.txt kind=error mistake.cpp kind=text text.md); then
    echo "check_chapter.awk accepts tests/examples/bad_chapter" >&2
    exit 1
fi
printf '%s\n' "$found" | diff -u expected.txt - && echo "each fault in tests/examples/bad_chapter is found"
