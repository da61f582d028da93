#!/bin/sh
# SPDX-License-Identifier: MIT
# install.sh CMAKE BUILD CC CXX [FLAG] - installs to a scratch prefix and uses what lies there as a stranger
# would.
set -eu
cmake=$1 build=$2 cc=$3 cxx=$4 flag=${5:-}
examples=$ECO_SOURCE_DIR/examples
prefix=$PWD/prefix

rm -rf prefix stage consumer bin index
mkdir bin

step() { echo "-- $*"; }

step "install under a prefix"
"$cmake" --install "$build" --prefix "$prefix" >install.log
"$prefix/bin/ecosearch" --version
"$prefix/bin/ecoindex" --version

step "install honours DESTDIR"
DESTDIR=$PWD/stage "$cmake" --install "$build" --prefix /opt/eco >stage.log
test -x stage/opt/eco/bin/ecosearch
test -f stage/opt/eco/include/ecosearch/version.h
test "$(ls stage)" = opt

pc=$(find "$prefix" -name ecosearch.pc)
PKG_CONFIG_PATH=$(dirname "$pc")
export PKG_CONFIG_PATH
cflags="-Wall -Wextra -Wpedantic -Werror $flag $(pkg-config --cflags ecosearch)"

step "each header stands alone, in C and in C++"
for header in "$prefix"/include/ecosearch/*.h; do
    printf '#include <ecosearch/%s>\nint main(void);\n' "${header##*/}" >one.c
    "$cc" -std=c17 $cflags -fsyntax-only one.c
    "$cxx" -std=c++17 $cflags -x c++ -fsyntax-only one.c
done

step "examples by pkg-config"
for source in "$examples"/*.c; do
    name=$(basename "$source" .c)
    "$cc" -std=c17 $cflags "$source" -o "bin/$name" $(pkg-config --libs ecosearch)
done

step "examples by CMake, shared and static"
"$cmake" -S "$ECO_SOURCE_DIR/tests/face/consumer" -B consumer -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
    -DCMAKE_C_COMPILER="$cc" -DCMAKE_C_FLAGS="$flag" -DEXAMPLES="$examples" >consumer.log
"$cmake" --build consumer >>consumer.log || { cat consumer.log; exit 1; }

step "the same answer from all three"
"$prefix/bin/ecoindex" build "$ECO_SOURCE_DIR/samples" -i index >index.log
libdir=$(dirname "$PKG_CONFIG_PATH")
LD_LIBRARY_PATH=$libdir bin/search index "French Tech" >answer
consumer/search index "French Tech" >answer.shared
consumer/search-static index "French Tech" >answer.static
test -s answer
cmp answer answer.shared
cmp answer answer.static
