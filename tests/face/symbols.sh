#!/bin/sh
# SPDX-License-Identifier: MIT
# symbols.sh LIBRARY NM - the shared library exports the functions declared ECO_API in include/ecosearch, no
# more, no less.
set -eu
library=$1
nm=$2

# Comments and preprocessor lines go; of each declaration that is left, the first name before a "(" is the
# function.
cat "$ECO_SOURCE_DIR"/include/ecosearch/*.h | grep -v '^[[:space:]]*#' | awk '
    { text = text $0 "\n" }
    END {
        while ((from = index(text, "/*")) > 0)
            text = substr(text, 1, from - 1) " " after(substr(text, from + 2), "*/")
        n = split(text, declarations, ";")
        for (i = 1; i <= n; i++)
            if (declarations[i] ~ /ECO_API/ && match(declarations[i], /eco_[a-z0-9_]+[ \n]*\(/)) {
                name = substr(declarations[i], RSTART, RLENGTH)
                gsub(/[ \n(]/, "", name)
                print name
            }
    }
    function after(s, mark) { return substr(s, index(s, mark) + length(mark)) }' | LC_ALL=C sort >declared

"$nm" -D --defined-only "$library" | awk '{ print $NF }' | LC_ALL=C sort >exported

if [ ! -s declared ] || ! diff declared exported >difference; then
    echo "include/ecosearch and $library differ (< declared, not exported; > exported, not declared):"
    cat difference
    exit 1
fi
echo "$(wc -l <declared) functions, all exported, nothing else"
