# Set-up shared by examples/run.sh and tests/run.sh; source it, then call one of
#   setup build   compiler, CMake and libraries
#   setup tests   those, Catch2 and a PostgreSQL server with pgvector
#   setup benchmarks   the first, google-benchmark, a PostgreSQL server with pgvector, and what rowan is compared with
# Installs what is missing with apt-get and says so; when nothing is missing it only asks dpkg once and reads a file.
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
    system='' name='an unknown system' ID='' VERSION_ID='' VERSION_CODENAME=''
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
        tests)      packages="$packages catch2 postgresql postgresql-common pgbouncer sqlite3" ;;
        benchmarks) packages="$packages libbenchmark-dev postgresql postgresql-common alembic python3-psycopg2" ;;
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

# pgvector for the PostgreSQL that pg_virtualenv starts, the newest installed one; from 0.5 on it has HNSW indexes. It is
# the distribution's package where there is one for that PostgreSQL, or else made of the distribution's source package.
# Debian 12 has neither. There the source is that of Debian 13, whose release 0.8.0 knows PostgreSQL 13 to 17.
setup_pgvector() {
    major=0
    for server in /usr/lib/postgresql/*/bin/postgres; do
        server=${server#/usr/lib/postgresql/}
        [ "${server%%/*}" -le "$major" ] || major=${server%%/*}
    done
    ! pgvector_is_enough "$(sed -n "s/^default_version = '\(.*\)'/\1/p" \
        "/usr/share/postgresql/$major/extension/vector.control" 2>/dev/null)" || return 0
    packages=postgresql-$major-pgvector
    become_root
    setup_log=$(mktemp)
    apt update
    if pgvector_is_enough "$(apt-cache policy "$packages" | sed -n 's/^ *Candidate: //p')"; then
        step "set-up: installing $packages${root:+ (with sudo)}"
        apt install --no-install-recommends "$packages"
    else
        build_pgvector
    fi
    rm "$setup_log"
}

pgvector_is_enough() {
    case $1 in
        [0-9]*) dpkg --compare-versions "$1" ge 0.5 ;;
        *) false ;;
    esac
}

# The result is a Debian package: dpkg knows its files, and one of the distribution takes its place when there is one.
build_pgvector() {
    case $system in
        debian12) suite=trixie components=main ;;
        *)        suite=$VERSION_CODENAME components='main universe' ;;
    esac
    [ "$ID" != debian ] || components=main
    step "set-up: $name has no pgvector 0.5 or later for PostgreSQL $major: building $packages from the source of $suite"
    apt install --no-install-recommends g++ dpkg-dev "postgresql-server-dev-$major"
    work=$(mktemp -d)
    if (fetch_pgvector && package_pgvector) >>"$setup_log" 2>&1 </dev/null &&
        $root dpkg --install "$work/package.deb" >>"$setup_log" 2>&1; then
        $root rm -rf "$work"
        return 0
    fi
    $root rm -rf "$work"
    tail -n 15 "$setup_log" >&2
    setup_failed "could not build pgvector for PostgreSQL $major (above: the end of $setup_log)."
}

# Leaves the source in $work/source/pgvector-*. Source packages come from the mirror that this system's own packages come
# from, whichever way that is written down: apt is asked for it. The lists are apt's own but in a folder that goes
# afterwards, so that this system neither changes its sources nor ever takes anything else from another release.
fetch_pgvector() {
    # shellcheck disable=SC2016
    mirror=$(apt-get indextargets --format '$(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        awk -v codename="$VERSION_CODENAME" '$1 == codename && $2 == "main" { print $3; exit }')
    [ -n "$mirror" ] || { echo "apt has no mirror of $VERSION_CODENAME"; return 1; }
    mkdir -p "$work/parts" "$work/lists/partial" "$work/cache/archives/partial" "$work/source"
    chmod -R 755 "$work"
    echo "deb-src [signed-by=/usr/share/keyrings/$ID-archive-keyring.gpg] $mirror $suite $components" >"$work/sources.list"
    set -- -o "Dir::Etc::SourceList=$work/sources.list" -o "Dir::Etc::SourceParts=$work/parts" \
        -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root \
        -o Acquire::Languages=none
    apt-get "$@" update && cd "$work/source" && apt-get "$@" source pgvector
}

# Without OPTFLAGS the code would be for this processor only; the server needs no bitcode of it.
package_pgvector() {
    cd "$work"/source/pgvector-*/ && version=$(dpkg-parsechangelog --show-field Version) || return 1
    set -- "PG_CONFIG=/usr/lib/postgresql/$major/bin/pg_config" OPTFLAGS= with_llvm=no
    make -j "$(nproc)" "$@" && make install "$@" "DESTDIR=$work/package" && mkdir "$work/package/DEBIAN" || return 1
    {
        echo "Package: postgresql-$major-pgvector"
        echo "Version: $version~local1"
        echo "Architecture: $(dpkg --print-architecture)"
        echo "Maintainer: built on this machine <root@localhost>"
        echo "Depends: postgresql-$major"
        echo "Description: vectors and nearest neighbours in PostgreSQL $major, built by rowan's set-up"
    } >"$work/package/DEBIAN/control"
    dpkg-deb --root-owner-group --build "$work/package" "$work/package.deb"
}

setup() {
    [ -z "${ROWAN_NO_SETUP:-}" ] || return 0
    recognise_system
    needed_packages "$1"
    [ -n "$system" ] || setup_failed "knows Debian 12, Debian 13 and Ubuntu 24.04 or later; this is $name."
    missing_packages
    [ -z "$packages" ] || install_packages
    case $1 in
        tests | benchmarks) setup_pgvector ;;
    esac
}

install_packages() {
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
