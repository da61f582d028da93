# SPDX-License-Identifier: MIT
# python.sh CMAKE BUILD CC [SANITIZERS] - makes the wheel against an installed library and runs its tests with it.
. "$(dirname -- "$0")/lib.sh"
cmake=$1 build=$2 cc=$3 sanitizers=${4:-}

case $sanitizers in *thread*) skip "Python is not made for ThreadSanitizer" ;; esac
find_python "cffi, pytest, setuptools, wheel"
"$python" -c 'import os, sysconfig; raise SystemExit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))' ||
    skip "no Python.h"
command -v pkg-config >/dev/null || skip "no pkg-config"

rm -rf prefix package site index
"$cmake" --install "$build" --prefix "$PWD/prefix" >install.log
pc=$(find "$PWD/prefix" -name ecosearch.pc)
cp -r "$ECO_SOURCE_DIR/bindings/python" package
mkdir site
(
    cd package
    PKG_CONFIG_PATH=$(dirname "$pc") CC=$cc "$python" setup.py -q bdist_wheel >../wheel.log 2>&1
) || { cat wheel.log; exit 1; }
"$python" -m zipfile -e package/dist/ecosearch-*.whl site

export PYTHONPATH="$PWD/site" PYTHONDONTWRITEBYTECODE=1
preload "$cc" "$sanitizers" "$python" -m pytest -q -p no:cacheprovider --basetemp="$PWD/scratch" \
    "$ECO_SOURCE_DIR/bindings/python/tests"
