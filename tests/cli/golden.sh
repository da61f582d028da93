#!/bin/sh
# SPDX-License-Identifier: MIT
# golden.sh [--update]
# Each file in golden/ is a record of commands over the samples ("$ " before each) and of all they print. They are run
# again and must print the same; --update writes down what they print now instead.
update=no
if [ "${1-}" = --update ]; then
    update=yes
    LC_ALL=C.UTF-8
    ECO_SOURCE_DIR=$(cd "$(dirname -- "$0")/../.." && pwd)
    ECO_BIN=$(cd "${ECO_BIN:-$ECO_SOURCE_DIR/build/release/bin}" && pwd)
    export LC_ALL ECO_SOURCE_DIR ECO_BIN
    scratch=$(mktemp -d)
    trap 'rm -r "$scratch"' EXIT
    cd "$scratch" || exit
fi
golden=$ECO_SOURCE_DIR/tests/cli/golden
. "$ECO_SOURCE_DIR/tests/cli/lib.sh"
build_samples

# Times are nobody's concern, nor are the last digits; JSON is easier to compare in lines.
mask() {
    sed -E -e 's/"took_us":[0-9]+/"took_us":0/; s/ seconds=[0-9.]+/ seconds=0/; s/, [0-9.]+ ms/, 0 ms/' \
        -e 's/("(score|share|value)":[0-9]+\.[0-9]{3})[0-9]+/\1/g' -e '/^\{/s/,"/,\n"/g'
}

# Runs the commands of a record and prints it anew; comments stay.
replay() {
    while IFS= read -r line; do
        case $line in
        '# '*) printf '%s\n\n' "$line" ;;
        '$ '*)
            code=0
            eval "${line#??}" >printed 2>&1 </dev/null || code=$?
            printf '%s\n' "$line"
            mask <printed
            [ $code = 0 ] || echo "[exit $code]"
            echo
            ;;
        esac
    done <"$1"
}

for record in "$golden"/*.txt; do
    replay "$record" >now
    if [ $update = yes ]; then
        cp now "$record"
    elif ! diff -u "$record" now; then
        fail "$record: other output than recorded; if that is meant: sh tests/cli/golden.sh --update"
    fi
done
