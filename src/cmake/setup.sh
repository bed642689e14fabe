# Set-up shared by examples/run.sh and tests/run.sh; source it, then call one of
#   setup build   compiler, CMake and libraries
#   setup tests   those, Catch2 and a PostgreSQL server
#   setup benchmarks   the first, google-benchmark and a PostgreSQL server
# Installs what is missing with apt-get and says so; when nothing is missing it only asks dpkg once.
# ROWAN_NO_SETUP=1 leaves the machine alone: for other systems, once the packages are there by other means.

step() {
    printf '== %s\n' "$*"
}

# Fails with the reason and the way out; $packages is what this machine lacks.
setup_failed() {
    printf 'rowan set-up: %s\n' "$1" >&2
    printf 'Install these by hand (names as in Debian), then run again; on another system with ROWAN_NO_SETUP=1:\n' >&2
    printf '  %s\n' "$packages" | fold -s -w 100 >&2
    exit 1
}

# Sets $system to what the package names below depend on, or to nothing.
recognise_system() {
    system='' name='an unknown system' ID='' VERSION_ID=''
    # shellcheck disable=SC1090
    [ ! -r "${ROWAN_OS_RELEASE:-/etc/os-release}" ] || . "${ROWAN_OS_RELEASE:-/etc/os-release}"
    [ -z "$ID" ] || name="${PRETTY_NAME:-$ID $VERSION_ID}"
    case $ID-$VERSION_ID in
        debian-12) system=debian12 ;;
        debian-13) system=debian13 ;;
        ubuntu-2[4-9].*) system=debian13 ;;
    esac
}

# Sets $packages to all that $1 needs here.
needed_packages() {
    packages="g++ cmake ninja-build ccache pkg-config libsoci-dev libfmt-dev libpq-dev libsqlite3-dev libsodium-dev libcli11-dev"
    case $system in
        debian12) packages="libboost1.81-dev libboost-json1.81-dev $packages" ;;
        debian13) packages="libboost1.83-dev libboost-json1.83-dev $packages" ;;
        *)        packages="libboost-dev(>=1.81) libboost-json-dev $packages" ;;
    esac
    case $1 in
        tests)      packages="$packages catch2 postgresql postgresql-common" ;;
        benchmarks) packages="$packages libbenchmark-dev postgresql postgresql-common" ;;
    esac
}

# Leaves in $packages only what is not installed.
missing_packages() {
    # shellcheck disable=SC2086
    installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $packages 2>/dev/null |
        awk '$1 == "installed" { printf "%s ", $2 }')"
    missing=''
    for package in $packages; do
        case $installed in
            *" $package "*) ;;
            *) missing="$missing $package" ;;
        esac
    done
    packages=${missing# }
}

# Sets $root to what makes a command run as root, or fails.
become_root() {
    root=''
    [ "$(id -u)" != 0 ] || return 0
    command -v sudo >/dev/null || setup_failed "packages are missing, and neither are you root nor is there sudo."
    if sudo -n true 2>/dev/null; then
        root='sudo -n'
    elif [ -t 0 ]; then
        root=sudo
    else
        setup_failed "packages are missing, and sudo wants a password that nobody can type here."
    fi
}

apt() {
    # shellcheck disable=SC2086
    $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" \
        >>"$setup_log" 2>&1 </dev/null || {
        tail -n 15 "$setup_log" >&2
        setup_failed "apt-get $1 failed on $name (above: the end of $setup_log)."
    }
}

setup() {
    [ -z "${ROWAN_NO_SETUP:-}" ] || return 0
    recognise_system
    needed_packages "$1"
    [ -n "$system" ] || setup_failed "knows Debian 12, Debian 13 and Ubuntu 24.04 or later; this is $name."
    missing_packages
    [ -n "$packages" ] || return 0
    command -v apt-get >/dev/null || setup_failed "packages are missing, and $name has no apt-get."
    become_root
    step "set-up: installing $(echo "$packages" | wc -w) packages on $name${root:+ (with sudo)}: $packages"
    [ "$ID" = debian ] || step "set-up: same packages as on Debian 13; not tested on $name"
    setup_log=$(mktemp)
    apt update
    # shellcheck disable=SC2086
    apt install --no-install-recommends $packages
    rm "$setup_log"
}
