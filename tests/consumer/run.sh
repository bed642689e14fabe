#!/bin/sh
# Takes rowan into another project in one of the ways a host may, and runs its program:
#   sh run.sh VARIANT BUILD WORK      BUILD: rowan's build folder, WORK: where to put things
# The environment (see CMakeLists.txt) holds what makes a second build of rowan equal to the first, for ccache.
set -eu
variant=$1 build=$2 work=$3
here=$(cd "$(dirname "$0")" && pwd)
project=$(cd "$here/../.." && pwd)
prefix=$work/installed

configure() {
    cmake --log-level=WARNING -DCMAKE_BUILD_TYPE="$BUILD_TYPE" -DCMAKE_CXX_FLAGS_DEBUG="$DEBUG_FLAGS" \
        -DROWAN_WARNINGS=ON --no-warn-unused-cli "$@" >/dev/null
}

# The installed folder is moved before it is used: nothing in it may know where it was installed to.
install_moved() {
    rm -rf "$2" "$2.first"
    cmake --install "$1" --prefix "$2.first" >/dev/null
    mv "$2.first" "$2"
}

# Configures, builds and runs the project in $1, with options.
use() {
    folder=$1; shift
    configure -S "$here/$folder" -B "$work/$variant" "$@"
    cmake --build "$work/$variant" --target consumer embedded
    "$work/$variant/consumer"
    "$work/$variant/embedded"
}

# Compiles with what pkg-config says about the rowan installed in $1; only the static one needs all libraries named.
use_pkg_config() {
    PKG_CONFIG_PATH=$(dirname "$(find "$1" -name rowan.pc)")
    export PKG_CONFIG_PATH
    static=$(find "$1" -name librowan.a)
    # shellcheck disable=SC2046,SC2086
    $CXX -std=c++20 $CXXFLAGS "$here/main.cpp" -o "$work/$variant.pkg_config" \
        $(pkg-config ${static:+--static} --cflags --libs rowan) "-Wl,-rpath,$(pkg-config --variable=libdir rowan)"
    "$work/$variant.pkg_config"
}

case $variant in
    install)
        install_moved "$build" "$prefix" ;;
    find_package)
        use find_package -DCMAKE_PREFIX_PATH="$prefix" ;;
    pkg_config)
        use_pkg_config "$prefix" ;;
    add_subdirectory | fetch_content)
        use "$variant" -DROWAN_FOLDER="$project" ;;
    shared)
        configure -S "$project" -B "$work/rowan_shared" -DBUILD_SHARED_LIBS=ON \
            -DROWAN_TESTS=OFF -DROWAN_EXAMPLES=OFF -DROWAN_MODELS=OFF
        cmake --build "$work/rowan_shared"
        install_moved "$work/rowan_shared" "$prefix.shared"
        use find_package -DCMAKE_PREFIX_PATH="$prefix.shared"
        use_pkg_config "$prefix.shared" ;;
esac
