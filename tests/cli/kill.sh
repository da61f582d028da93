# SPDX-License-Identifier: MIT
# Updates, forgettings and merges that are killed at any moment: the index is then sound and, document by document, as
# it was before or as it should be after. ECO_KILL_ROUNDS=1000 in the environment goes on for longer.
. "$(dirname -- "$0")/lib.sh"
ECOSEARCH_INDEX=$PWD/index
export ECOSEARCH_INDEX
rounds=${ECO_KILL_ROUNDS:-200}
random() {
    od -An -N2 -tu2 /dev/urandom | tr -d ' '
}

# Each record is one line of the source and one of the export.
write_source() {
    awk -v seed="$1" 'BEGIN {
        srand(seed)
        for (i = 0; i < 40; i++)
            if (rand() < 0.9)
                printf "{\"id\":\"k%d\",\"body\":\"Un texte numéro %d sur le numérique.\"}\n", i, rand() < 0.3 ? seed : i
    }'
}

documents_of() {
    ecoindex export -i "$1" | LC_ALL=C sort
}

mkdir web
for part in a b c; do write_source 0 | sed "s/\"k/\"$part/" >web/$part.jsonl; done
expect 0 ecoindex build web -q
documents_of index >old
[ "$(wc -l <old)" -gt 90 ] || fail "the export is not understood"

# The most milliseconds that a run is given: fewer when runs end in time, more when none does.
most=30
killed=0 done=0 round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    part=$(printf 'a\nb\nc\n' | sed -n "$((round % 3 + 1))p")
    case $((round % 7)) in
    3) set -- forget "$part$(($(random) % 40))" ;;
    5) set -- optimize ;;
    *)
        write_source $round | sed "s/\"k/\"$part/" >new.jsonl
        mv new.jsonl web/$part.jsonl
        set -- update --force -q
        ;;
    esac
    rm -rf twin
    cp -R index twin
    ecoindex "$@" -i index >said 2>&1 &
    writer=$!
    sleep "$(printf 0.%03d $(($(random) % most)))"
    kill -9 $writer 2>/dev/null || :
    code=0
    wait $writer 2>/dev/null || code=$?
    ecoindex "$@" -i twin >twin-said 2>&1 || : # what it should be afterwards
    ecoindex check -q >out 2>&1 || { show out; fail "round $round: $* killed: the index is not sound"; }
    documents_of index >now
    documents_of twin >new
    if [ $code = 0 ]; then
        done=$((done + 1))
        most=$((most > 2 ? most - 1 : 2))
        cmp -s now new || fail "round $round: $* said it was done, and is not"
    else
        killed=$((killed + 1))
        most=$((most < 90 ? most + 1 : 90))
        cmp -s now old || cmp -s now new || fail "round $round: $* killed: a third state"
    fi
    mv now old
done
echo "$killed killed, $done done"
[ $killed -gt $((rounds / 10)) ] || fail "hardly any was killed in time"
expect 0 ecoindex update --force -q
expect 0 ecoindex check -q
ls index | grep -E '^(run-|manifest.tmp)' && fail "leftovers" || :
