#!/bin/sh
# Runs a command with TMPDIR on a disk of 96 MB in memory, which only it sees and which goes with it.
set -eu
if [ "${1:-}" != --inside ]; then
    # Who is not root becomes it in a name space of its own, where mounting is allowed.
    if [ "$(id -u)" = 0 ]; then
        exec unshare --mount sh "$0" --inside "$@"
    fi
    exec unshare --user --map-current-user --keep-caps --mount sh "$0" --inside "$@"
fi
shift
disk=$(mktemp -d)
mount -t tmpfs -o size=96m,mode=1777 small "$disk"
TMPDIR=$disk; export TMPDIR
status=0
"$@" || status=$?
cd /
umount -l "$disk" && rmdir "$disk"
exit "$status"
