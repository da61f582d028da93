# SPDX-License-Identifier: MIT
# The labelled pages keep their zones: what bench/zones.py measures stays above what is asked. Needs Python.
. "$(dirname -- "$0")/../cli/lib.sh"
command -v python3 >/dev/null || exit 77

# score FOLDER COLUMN LEAST: the F1 of all pages of a folder, times 1000, in a column of the table.
score() {
    f1=$(sed -n "/\/$1, /,\$s/^all *//p" out | head -n 1 | awk -v column="$2" '{ print int($(2 * column - 1) * 1000 + .5) }')
    [ "$f1" -ge "$3" ] || fail "$1, column $2: F1 is $f1, not $3 of 1000"
}

python3 "$ECO_SOURCE_DIR/bench/zones.py" score "$ECO_BIN/ecoindex" "$ECO_SOURCE_DIR/tests/zones/tuned" \
    "$ECO_SOURCE_DIR/tests/zones/held-out" >out
for half in tuned held-out; do
    score "$half" 1 980 # body
    score "$half" 2 970 # comments
    score "$half" 3 990 # titles
done

# What pages say about themselves: title, date, author, site and address, 98 of 100 right of those that are stated.
for half in tuned held-out; do
    python3 "$ECO_SOURCE_DIR/bench/zones.py" facts "$ECO_BIN/ecoindex" "$ECO_SOURCE_DIR/tests/zones/$half" \
        "$ECO_SOURCE_DIR/tests/zones/pages.tsv" >facts
    [ "$(grep -c ' stated for ' facts)" -eq 5 ] || fail "$half: $(cat facts)"
    awk '/ stated for / { gsub(/[(),]/, " "); if ($NF < 0.98 || $4 < 25) exit 1 }' facts || fail "$half: $(cat facts)"
done
