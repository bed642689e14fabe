#!/bin/sh
# Runs a command with TMPDIR on a disk of 96 MB in memory, which only it sees and which goes with it.
set -eu
if [ "${1:-}" != --inside ]; then
    # Who is not root may mount in a name space of its own.
    set -- --mount sh "$0" --inside "$@"
    [ "$(id -u)" = 0 ] || set -- --user --map-current-user --keep-caps "$@"
    # Within a chroot there is no root whose mounts could be kept apart: there the disk is taken away by hand, below.
    unshare --mount true 2>/dev/null || [ "$(id -u)" != 0 ] || set -- --propagation unchanged "$@"
    exec unshare "$@"
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
