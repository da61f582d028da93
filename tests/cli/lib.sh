# SPDX-License-Identifier: MIT
# Sourced by the tests beside it. Each runs in a scratch folder of its own, with nothing of the user's settings.
set -eu
json_flat=$1
samples=$ECO_SOURCE_DIR/samples
PATH=$ECO_BIN:$PATH
HOME=$PWD/home
unset ECOSEARCH_INDEX XDG_DATA_HOME NO_COLOR COLUMNS
export HOME PATH TERM=xterm
find . -mindepth 1 -delete
mkdir home

fail() {
    printf '%s\n' "$*"
    exit 1
}

show() {
    for file in "$@"; do
        printf -- '--- %s\n' "$file"
        head -n 40 "$file"
    done
}

# expect CODE COMMAND...: what it prints goes to the files out and err.
expect() {
    wanted=$1
    shift
    code=0
    "$@" >out 2>err </dev/null || code=$?
    if [ "$code" != "$wanted" ]; then
        show out err
        fail "exit $code instead of $wanted: $*"
    fi
}

has() {
    grep -q -F -e "$2" "$1" || { show "$1"; fail "not in $1: $2"; }
}

has_line() {
    grep -q -x -e "$2" "$1" || { show "$1"; fail "no such line in $1: $2"; }
}

lacks() {
    if grep -q -F -e "$2" "$1"; then
        show "$1"
        fail "in $1: $2"
    fi
}

empty() {
    [ ! -s "$1" ] || { show "$1"; fail "$1 is not empty"; }
}

# The file as JSON, flat, to the file flat.
flatten() {
    "$json_flat" <"$1" >flat || { show "$1" flat; fail "$1 is not JSON"; }
}

count_lines() {
    wc -l <"$1" | tr -d ' '
}

equal() {
    [ "$1" = "$2" ] || fail "'$1' is not '$2': $3"
}

build_samples() {
    ECOSEARCH_INDEX=$PWD/index
    export ECOSEARCH_INDEX
    expect 0 ecoindex build "$samples" -q
}

# Whether commands can be given a terminal of their own.
have_terminal() {
    command -v script >/dev/null && script -q -e -c true /dev/null </dev/null >/dev/null 2>&1
}

# in_terminal COLUMNS COMMAND-LINE: its screen goes to the file out.
in_terminal() {
    code=0
    script -q -e -c "stty cols $1; $2" /dev/null </dev/null >out 2>&1 || code=$?
}

skip() {
    echo "skipped: $*"
    exit 0
}
