#!/bin/sh
# SPDX-License-Identifier: MIT
# scripts/spdx notices a source file without its licence line, whatever tells that it is one: its name or its
# "#!".
set -eu
rm -rf tree
mkdir -p tree/base tree/scripts

printf '/* SPDX-License-Identifier: MIT */\nint x;\n' >tree/base/good.c
printf '#!/bin/sh\n# SPDX-License-Identifier: MIT\n' >tree/scripts/good
printf 'prose\n' >tree/README.md
"$ECO_SOURCE_DIR/scripts/spdx" tree

expect_notice() {
    printf '%b' "$2" >"tree/$1"
    if "$ECO_SOURCE_DIR/scripts/spdx" tree >out 2>&1; then
        echo "not noticed: $1"
        exit 1
    fi
    grep -F "$1" out
    rm "tree/$1"
}

expect_notice base/bad.c 'int x;\n'
expect_notice base/bad.h '/* SPDX-License-Identifier: GPL-2.0 */\n'
expect_notice base/CMakeLists.txt 'project(x)\n'
expect_notice scripts/bad '#!/bin/sh\nexit 0\n'
