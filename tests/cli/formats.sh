# SPDX-License-Identifier: MIT
# Answers for programs.
. "$(dirname -- "$0")/lib.sh"
build_samples

expect 0 ecosearch numérique --format json -n 3 --facet region,source --facet month
flatten out
has_line flat '0.schema=1'
has_line flat '0.query="numérique"'
has_line flat '0.did_you_mean=.*'
for field in key score title url date source partial snippet fields; do
    has flat "0.hits.0.$field="
    has flat "0.hits.2.$field="
done
has_line flat '0.hits.0.rank=1'
lacks flat '0.hits.3.'
for facet in region source month; do
    has flat "0.facets.$facet.0.value="
    has flat "0.facets.$facet.0.label="
    has_line flat "0.facets.$facet.0.count=[1-9][0-9]*"
done
lacks flat .explain

expect 0 ecosearch numérique --count
total=$(cat out)
expect 0 ecosearch numérique --count --format json
flatten out
has_line flat "0.total=$total"
has_line flat '0.hits=\[\]'
has_line flat '0.facets={}'
expect 1 ecosearch zxqvwk --format json
flatten out
has_line flat '0.total=0'

expect 0 ecosearch numérique --format jsonl -n 0
equal "$(count_lines out)" "$total" "lines of jsonl"
flatten out
has_line flat "$((total - 1)).rank=$total"
has_line flat '[0-9]*.highlights.0.0=[0-9]*'
has_line flat '[0-9]*.highlights.0.1=[1-9][0-9]*'
grep -e '\.key=' flat | sed 's/^[^"]*"\(.*\)"$/\1/' >jsonl.keys
ecosearch numérique --format keys -n 0 | cmp - jsonl.keys

expect 0 ecosearch numérique --format tsv -n 0
equal "$(count_lines out)" "$total" "lines of tsv"
awk -F '\t' 'NF != 6 || $1 != NR { print; bad = 1 } END { exit bad }' out || fail "not six columns"
cut -f 2 out | cmp - jsonl.keys

# What an explanation says sums to the score.
expect 0 ecosearch numérique innovation --format json -n 3 --explain
flatten out
awk -F '=' '
    /\.score=/ { split($1, at, "."); score[at[3]] = $2 }
    /\.explain\.[0-9]*\.depth=/ { depth = $2 }
    /\.explain\.[0-9]*\.value=/ && depth == 0 { split($1, at, "."); sum[at[3]] += $2; n++ }
    END {
        for (i in score) if ((score[i] - sum[i]) ^ 2 > 1e-8 * score[i] ^ 2) { print i, score[i], sum[i]; bad = 1 }
        exit bad || n == 0
    }' flat || { show flat; fail "explanations do not sum to the scores"; }
