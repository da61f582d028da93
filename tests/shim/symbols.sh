#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# symbols.sh MODULE CORE NM - the module offers what its header declares and nothing else; the core and the programs
# neither need libxapian nor name one of its symbols.
set -eu
module=$1 core=$2 nm=$3

fail() {
    echo "$*" >&2
    exit 1
}

sed -n 's/^XAPC_API .*\(xapc_[a-z0-9_]*\)(.*/\1/p' "$ECO_SOURCE_DIR/shim/xapian_c.h" | LC_ALL=C sort >declared
echo eco_engine_xapian >>declared
LC_ALL=C sort -o declared declared
"$nm" -D --defined-only "$module" | sed 's/.* //;s/@.*//' | grep -v '^__\|^_init$\|^_fini$' | LC_ALL=C sort >exported
diff declared exported || fail "the module's symbols are not what its header declares"

for file in "$core" "$ECO_BIN/ecosearch" "$ECO_BIN/ecoindex" "$ECO_BIN/eco-analyse"; do
    if readelf -d "$file" | grep -i xapian; then
        fail "$file needs libxapian"
    fi
    if "$nm" -D "$file" | grep 'Xapian\|xapc_'; then
        fail "$file names symbols of libxapian"
    fi
done
