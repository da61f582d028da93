#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/layers lets a clean tree pass and names file, line and rule of each kind of breach.
set -eu
rm -rf tree
mkdir -p tree/searcher tree/indexer tree/cli tree/bench tree/include/ecosearch

put() { printf '%s\n' "$2" >"tree/$1"; }

put searcher/top.c '#include "searcher/top.h"'
put searcher/top.h '#include <ecosearch/base.h>'
put indexer/flush.c '#include "store/writer.h"'
put cli/main.c '#include <stdio.h>'
put bench/eco-bench.c '#include "indexer/flush.h"'
"$ECO_SOURCE_DIR/scripts/layers" tree

expect_breach() {
    put "$1" "$2"
    if "$ECO_SOURCE_DIR/scripts/layers" tree >out 2>&1; then
        echo "not noticed: $1 with $2"
        exit 1
    fi
    grep -F -- "$1:1: $3" out || { cat out; exit 1; }
    rm "tree/$1"
}

expect_breach searcher/bad.c '#include "indexer/flush.h"' 'searcher may not include indexer'
expect_breach indexer/bad.c '  #  include "searcher/top.h"' 'indexer may not include searcher'
expect_breach cli/bad.c '#include "base/buf.h"' 'cli may not include base'
expect_breach bench/eco_game.c '#include "store/reader.h"' 'bench/eco_game may not include store'
expect_breach include/ecosearch/bad.h '#include "base/buf.h"' 'include/ecosearch may not include base'
expect_breach searcher/bad.c '#include <zlib.h>' 'searcher may not include <zlib.h>'
expect_breach searcher/bad.c '#include <unheard_of.h>' 'no row of scripts/layers.table knows <unheard_of.h>'
expect_breach searcher/bad.c '#include "top.h"' 'write the path from the root'
expect_breach searcher/bad.c '#include "../indexer/flush.h"' 'write the path from the root'
expect_breach searcher/bad.c '#include "ecosearch/base.h"' 'write <ecosearch/base.h>'
expect_breach searcher/bad.c '#include HEADER' 'an include must name its file'
