#!/bin/sh
# SPDX-License-Identifier: MIT
# An index that Xapian keeps is updated, forgotten in, gone back with and made smaller like one of our own: after
# each step both answer the same, and so does one that is built from scratch.
. "$ECO_SOURCE_DIR/tests/cli/lib.sh"
export ASAN_OPTIONS=new_delete_type_mismatch=0 # Xapian's check of a database deletes by another size than it made

# agree: all indexes give the same answers, and are sound.
agree() {
    for query in 'French Tech' '"mise en œuvre" OU innov* OU robot~1' '*'; do
        expect_any ecosearch "$query" -n 0 --format tsv -i native
        cp out native.out
        for index in xapian shards; do
            expect_any ecosearch "$query" -n 0 --format tsv -i $index
            cmp native.out out || fail "$query differs on $index: $1"
        done
    done
    for index in xapian shards; do
        expect 0 ecoindex check -i $index
        expect 0 ecoindex export -i $index
        sed 's/"near_duplicate_of":[^,}]*//' out >$index.jsonl
    done
    expect 0 ecoindex export -i native
    sed 's/"near_duplicate_of":[^,}]*//' out >native.jsonl
    cmp native.jsonl xapian.jsonl || fail "the export differs on xapian: $1"
    cmp native.jsonl shards.jsonl || fail "the export differs on shards: $1"
}

# Found or nothing found.
expect_any() {
    code=0
    "$@" >out 2>err </dev/null || code=$?
    [ $code -le 1 ] || { show out err; fail "exit $code: $*"; }
}

# all CODE COMMAND...: on every index; what counts is said alike.
all() {
    wanted_code=$1
    shift
    for each in native xapian shards; do
        expect "$wanted_code" ecoindex "$@" -i $each
        grep -E '^(added|updated|removed|unchanged|documents) ' out >$each.counts || :
    done
    cmp native.counts xapian.counts || { show native.counts xapian.counts; fail "counted otherwise: $*"; }
    cmp native.counts shards.counts || { show native.counts shards.counts; fail "counted otherwise: $*"; }
}

cp -r "$samples" pages
chmod -R u+w pages
expect 0 ecoindex build pages -i native -q
expect 0 ecoindex build pages -i xapian --engine xapian -q
expect 0 ecoindex build pages -i shards --engine xapian --shards 3 -q
agree "built"

all 0 update
[ ! -d xapian/xapian-00000002-0 ] || fail "what has not changed is written"

# New, changed and gone; a key of more bytes than a term of Xapian's.
long=$(printf 'é%.0s' $(seq 1 200))
printf '{"id":"%s","title":"Un robot neuf","body":"Le robot dort à Quimper.","date":"2020-02-03"}\n' "$long" >pages/new.jsonl
printf '{"id":"short","title":"Étourdissant","body":"Un mot que nul ne connaît : zygomatique."}\n' >>pages/new.jsonl
some=$(find pages -name '*.txt' | sort | sed -n 2p)
echo "Un robot de plus, et une startup tech." >>"$some"
rm "$(find pages -name '*.txt' | sort | sed -n 3p)"
all 0 update
has out "updated     1"
agree "changed"
expect 0 ecosearch zygomatique -i shards --format keys
has_line out short
printf '{"id":"%s","title":"Un robot vieux","body":"Le robot veille à Brest."}\n' "$long" >pages/new.jsonl
all 0 update
agree "changed again"
expect 1 ecosearch zygomatique -i shards

# Forgotten for good: not even with the source there.
key=$(ecosearch robot -i native -n 1 --format keys)
all 0 forget "$key"
agree "forgotten"
all 0 update
agree "forgotten, updated"
all 65 forget no-such-key
has err "no-such-key"
all 0 forget --before 2017
agree "forgotten by date"
printf '{"id":"secret","title":"Caché","body":"Le mot de passe est xylophoniste."}\n' >pages/secret.jsonl
all 0 update
agree "secret"
grep -q -r xylophoni xapian || fail "the word would not be found"
all 0 forget secret --now
agree "forgotten now"
! grep -q -r -a xylophoni xapian shards || fail "the word is on disk still"
[ "$(find xapian -name 'xapian-*' -type d | wc -l)" = 1 ] || fail "old databases are left"
rm pages/secret.jsonl

# Going back, forward again by another update, and smaller.
all 0 update
echo '{"id":"late","title":"Tard","body":"Un robot tardif."}' >pages/late.jsonl
all 0 update
agree "late"
all 0 rollback
agree "back"
expect 1 ecosearch tardif -i shards
all 0 update
agree "again"
expect 0 ecosearch tardif -i shards
before=$(du -s xapian/xapian-* | tail -n 1 | cut -f 1)
all 0 optimize
agree "optimized"
[ "$(du -s xapian/xapian-* | tail -n 1 | cut -f 1)" -lt "$before" ] || fail "nothing got smaller"

# A run that the gates stop leaves no database behind.
cp -r pages kept
rm -r pages/*
echo '{"id":"last","title":"Seul","body":"Seul au monde."}' >pages/last.jsonl
names=$(ls xapian)
expect 65 ecoindex update -i xapian
has err "nothing is published"
[ "$(ls xapian)" = "$names" ] || fail "something is left behind"
all 0 update --force
agree "forced"
rm pages/last.jsonl
expect 65 ecoindex update -i shards
rm -r pages
cp -r kept pages

# From an index without documents on, and from none at all.
: >empty.jsonl
echo '{"id":"a","title":"A","body":"un robot"}' >one.jsonl
expect 0 ecoindex build one.jsonl -i small --engine xapian --shards 2 -q
expect 0 ecoindex forget a -i small -q
expect 1 ecosearch robot -i small
echo '{"id":"b","title":"B","body":"un robot"}' >>one.jsonl
expect 0 ecoindex update -i small -q
expect 0 ecosearch robot -i small --format keys
[ "$(cat out)" = b ] || fail "the second one is not found"

# A database that is damaged or missing stops an update in one line, and nothing is left behind.
echo '{"id":"more","title":"Plus","body":"Encore."}' >pages/more.jsonl
for harm in damaged missing; do
    cp -r shards $harm
    newest=$(find $harm -name 'xapian-*' -type d | sort | tail -n 1)
    if [ $harm = damaged ]; then echo nonsense >"$newest/iamglass"; else rm -r "$newest"; fi
    names=$(ls $harm)
    code=0
    ecoindex update -i $harm --log text >out 2>err || code=$?
    [ $code -ge 65 ] || { show err; fail "a $harm database is updated: $code"; }
    grep -v 'stage=' err >words
    [ "$(wc -l <words)" = 1 ] || { show err; fail "more than a line"; }
    has words "$newest"
    [ "$(ls $harm)" = "$names" ] || fail "something is left behind"
    expect 2 ecosearch robot -i $harm
    has err "$newest"
done

# Databases of another schema are not added to.
if command -v xapian-metadata >/dev/null; then
    cp -r shards old
    newest=$(find old -name 'xapian-*' -type d | sort | tail -n 1)
    xapian-metadata set "$newest" schema 1
    expect 65 ecoindex update -i old
    has err "$newest: its schema is \"1\""
    expect 2 ecosearch robot -i old
    has err "$newest: its schema is 1"
fi
