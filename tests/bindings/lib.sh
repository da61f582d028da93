# SPDX-License-Identifier: MIT
# Sourced by the tests beside it.
set -eu

skip() {
    echo "skipped: $*"
    exit 0
}

# The first Python that has all these modules; a Python of the user's own may lack what Debian's has.
find_python() {
    for python in python3 /usr/bin/python3; do
        if command -v "$python" >/dev/null && "$python" -c "import $1" 2>/dev/null; then
            return 0
        fi
    done
    skip "no python3 with $1"
}

# preload CC SANITIZERS COMMAND...: a program that is not ours loads the sanitizers' runtime before all else.
preload() {
    cc=$1 sanitizers=$2
    shift 2
    case $sanitizers in
    *address*) LD_PRELOAD=$("$cc" -print-file-name=libasan.so) ASAN_OPTIONS=detect_leaks=0 "$@" ;;
    *) "$@" ;;
    esac
}
