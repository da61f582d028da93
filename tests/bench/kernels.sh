# SPDX-License-Identifier: MIT
# eco-bench measures every kernel it lists, whatever the figures are, and says so when a name is none.
. "$(dirname -- "$0")/../cli/lib.sh"
TMPDIR=$PWD/tmp
export TMPDIR
mkdir tmp

expect 0 eco-bench --list
cut -d ' ' -f 1 out >names
[ "$(count_lines names)" -gt 40 ] || fail "hardly any kernels"

expect 0 eco-bench --seconds 0.001 --json
empty err
flatten out
has_line flat 0.schema=1
has flat '0.machine.cpu="'
equal "$(sed -n 's/^0\.kernels\.[0-9]*\.name="\(.*\)"$/\1/p' flat)" "$(cat names)" "the kernels measured"
for key in unit cost spread limit limit_cost ratio; do
    equal "$(grep -c "^0\.kernels\.[0-9]*\.$key=" flat)" "$(count_lines names)" "kernels with $key"
done
if grep '^0\.kernels\.[0-9]*\.cost=[0.]*$' flat; then
    fail "kernels that cost nothing"
fi
equal "$(ls tmp)" '' "leftovers"

expect 0 eco-bench --seconds 0.001 base.crc
has out base.crc32c
has out limit.crc
lacks out stem.memo

expect 64 eco-bench nosuch
has err "no kernel has a name that begins with nosuch"
has err stem.memo
empty out
expect 64 eco-bench --seconds soon
has err "not a number of seconds: soon"
expect 64 eco-bench --no-such-option
expect 0 eco-bench --help
has out "Usage: eco-bench"

expect 0 ecoindex build "$samples" -i index -q
expect 0 eco-bench --seconds 0.001 --index index --text "$samples/depeches.jsonl" stem.analyse segment search
has out search.top-100
expect 1 eco-bench --seconds 0.001 --text nowhere stem.scan
has err "nowhere"
