# SPDX-License-Identifier: MIT
# The race without peers: documents and queries are the same each time, folding is plain, the report has its parts,
# and a count that differs is told.
. "$(dirname -- "$0")/../cli/lib.sh"
command -v python3 >/dev/null || skip "no python3"
race() {
    python3 "$ECO_SOURCE_DIR/bench/race/main.py" --work work --passes 1 --warm 1 "$@"
}

expect 0 eco-corpus 50
cp out first
expect 0 eco-corpus 50
cmp first out || fail "other documents"
expect 0 eco-corpus 50 2
if cmp -s first out; then fail "the seed changes nothing"; fi
expect 64 eco-corpus many
has err '"many" is no number'
flatten first
has flat '0.id="0"'

expect 0 race --documents 300 --limit 4 --peers ecosearch --modes COUNT,TOP_10_COUNT
cp work/queries.tsv queries
has work/race.md "All counts agree."
has work/race.md "| phrase | ecosearch | 4 |"
has work/race.md "The ten slowest of ecosearch:"
expect 0 race --documents 300 --limit 1 --peers ecosearch --modes COUNT --keep
cmp queries work/queries.tsv || fail "other queries"

printf '{"id": "a", "title": "Œuvres", "body": "L’été à Tours, 12 fois plus beau qu’en hiver !"}\n' >two.jsonl
expect 0 race --docs two.jsonl --peers ecosearch --modes COUNT --limit 1 --out two.md
has work/docs.jsonl '"body": "oeuvres l ete a tours 12 fois plus beau qu en hiver"'

cat >liar <<'END'
#!/bin/sh
while read -r line; do printf '7\t1000\n'; done
END
chmod +x liar
expect 1 race --queries queries --limit 1 --peers none --modes COUNT --engine a=./liar \
    --engine ecosearch="eco-game query work/index-ecosearch ws"
has work/race.md "counts differ:**"
expect 1 race --peers nobody
has err "unknown engine 'nobody'"
