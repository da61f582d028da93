#!/bin/sh
# SPDX-License-Identifier: MIT
# The commands on an index that Xapian keeps: they answer as on one of our own, and say what is wrong with it.
. "$ECO_SOURCE_DIR/tests/cli/lib.sh"
export ASAN_OPTIONS=new_delete_type_mismatch=0 # Xapian's check of a database deletes by another size than it made

# same QUERY... - both indexes give the same answer.
same() {
    for index in native xapian shards; do
        expect "$wanted_code" ecosearch -i $index "$@"
        grep -v ' ms' out >$index.out || :
    done
    cmp native.out xapian.out || fail "differs on xapian: $*"
    cmp native.out shards.out || fail "differs on shards: $*"
}

# export_of INDEX: without what only our own engine knows of near-duplicates.
export_of() {
    ecoindex export -i $1 | sed 's/"near_duplicate_of":[^,}]*//' >$1.jsonl
    [ -s $1.jsonl ] || fail "the export of $1 is empty"
}

expect 0 ecoindex build "$samples" -i native -q
n_documents=$(ecosearch '*' --count -i native)
expect 0 ecoindex build "$samples" -i xapian --engine xapian -q
expect 0 ecoindex build "$samples" -i shards --engine xapian --shards 3 -q
wanted_code=0
same "French Tech" --region centre --explain
same '"mise en œuvre" OU innov* OU numerique~1' -n 0 --facet region,source,month
same 'titre:robot' --format jsonl
same 'PARA(robot maraîchage) OU startup NEAR/5 tech' -n 0 --format tsv
same '*' --sort date -n 7 --offset 3
same '*' --count
same --explain-region dep-lorient-voile
wanted_code=1
same 'zzzyyy'
same --explain-region nowhere
wanted_code=2
same '(a'

for index in xapian shards; do
    expect 0 ecoindex check -i $index
    has out "index is sound: $n_documents documents"
    expect 0 ecoindex info -i $index
    has out "engine       xapian"
    expect 0 ecoindex info -i $index --json
    flatten out
    [ "$(sed -n 's/^0.bytes_on_disk=//p' flat)" -gt 500000 ] || fail "the databases are not counted"
    [ "$(sed -n 's/^0.bytes.postings=//p' flat)" -gt 100000 ] || fail "the databases' postings are not counted"
    [ "$(sed -n 's/^0.bytes.documents=//p' flat)" -gt 10000 ] || fail "the databases' texts are not counted"
    has_line flat "0.bytes.dictionary=null"
    expect 69 ecoindex inspect term robot -i $index
    has err "$index is kept by the engine xapian"
    expect 69 ecoindex check --deep -i $index
    has err "$index is kept by the engine xapian"
    export_of native
    export_of $index
    cmp native.jsonl $index.jsonl || fail "the export of $index differs"
done

# The databases of a generation go when it is not kept any more.
expect 0 ecoindex build "$samples" -i xapian --engine xapian --keep 2 -q
[ -d xapian/xapian-00000001-0 ] && [ -d xapian/xapian-00000002-0 ]
expect 0 ecoindex build "$samples" -i xapian --engine xapian --keep 2 -q
[ ! -d xapian/xapian-00000001-0 ] && [ -d xapian/xapian-00000003-0 ]
expect 0 ecoindex build "$samples" -i xapian --keep 2 -q
expect 0 ecoindex info -i xapian
has out "engine       native"
expect 0 ecoindex build "$samples" -i xapian --keep 2 -q
[ -z "$(find xapian -name 'xapian-*')" ] || fail "databases are left over"

expect 0 ecoindex build "$samples" -i shards --engine xapian --shards 3 -q

# A database that is missing or damaged is named.
expect 64 ecoindex build "$samples" -i other --shards 2
has err "shards"
cp -r shards broken
rm -r broken/xapian-00000002-1
expect 2 ecosearch robot -i broken
has err "broken/xapian-00000002-1"
expect 65 ecoindex check -i broken
has out "xapian-00000002-1"
rm -r broken
cp -r shards broken
head -c 20000 /dev/zero | dd of=broken/xapian-00000002-0/postlist.glass conv=notrunc 2>dd.log
expect 2 ecosearch robot -i broken
expect 65 ecoindex check -i broken

# A database of another build is not part of the index.
expect 0 ecoindex build "$samples" -i other --engine xapian --shards 3 --analysis ws -q
cp -r shards mixed
rm -r mixed/xapian-00000002-2
cp -r other/xapian-00000001-2 mixed/xapian-00000002-2
expect 2 ecosearch robot -i mixed
has err "mixed/xapian-00000002-2: it is of another build"

# Without the module all else works.
mkdir alone
cp "$ECO_BIN/ecoindex" "$ECO_BIN/ecosearch" alone/
expect 69 alone/ecoindex build "$samples" -i none --engine xapian
has err 'ecoindex: engine "xapian" is not installed (package libecosearch-xapian)'
expect 2 alone/ecosearch robot -i shards
has err 'engine "xapian" is not installed (package libecosearch-xapian)'
expect 0 alone/ecosearch robot -i native

# Into a Xapian database and back.
expect 0 ecoindex export -i native --to xapian -o database
expect 0 ecoindex import-xapian database -i back -q
export_of back
cmp back.jsonl native.jsonl || fail "what comes back differs"
printf 'ecosearch-shards 1\ndatabase\n' >list
expect 0 ecosearch robot -i list --format keys
cp out keys
expect 0 ecosearch robot -i native --format keys
cmp out keys
expect 64 ecoindex export -i native --to xapian
has err "--output"
expect 64 ecoindex export -i native --to xapian -o database
has err "there is something already"
expect 69 ecoindex export -i shards --to xapian -o other-database
has err "kept in Xapian databases already"
expect 74 ecoindex import-xapian nowhere -i back -q
has err "nowhere: no such database"
expect 74 ecoindex import-xapian native -i back -q
expect 69 alone/ecoindex import-xapian database -i back -q
has err 'is not installed'

# A database of another program: the texts are its data, its terms are of its own.
"$2" foreign robot "le robot dort" "un chat" >/dev/null
expect 0 ecoindex import-xapian foreign -i foreign-index -q
expect 0 ecosearch chats -i foreign-index --format keys
[ "$(cat out)" = 2 ]
