#!/bin/sh
# SPDX-License-Identifier: MIT
# Shards that xapian-tcpsrv serves on loopback answer together as one index does; those that are down, deaf, speak
# garbage or are of another build are named, in time.
. "$ECO_SOURCE_DIR/tests/cli/lib.sh"
export ASAN_OPTIONS=new_delete_type_mismatch=0 # Xapian's check of a database deletes by another size than it made

if ! command -v xapian-tcpsrv >/dev/null; then
    echo "skipped: xapian-tcpsrv is not installed (package xapian-tools)"
    exit 0
fi

. "$ECO_SOURCE_DIR/tests/engine/servers.sh"

# answers LIST: as the whole index, in text, JSON and numbers.
answers() {
    for query in 'French Tech' '"mise en œuvre" OU innov*' 'titre:robot élève' 'startup NEAR/5 tech' 'numerique~1' '*'; do
        expect 0 ecosearch "$query" -n 0 --format tsv -i whole
        cp out whole.out
        expect 0 ecosearch "$query" -n 0 --format tsv -i "$1"
        [ ! -s err ] || { show err; fail "a word too many"; }
        cmp whole.out out || fail "$query differs on $1"
        expect 0 ecosearch "$query" --facet region,source,month --explain -i whole
        sed 's/, [0-9.]* m*s[;]*/,/' out >whole.out
        expect 0 ecosearch "$query" --facet region,source,month --explain -i "$1"
        sed 's/, [0-9.]* m*s[;]*/,/' out >list.out
        cmp whole.out list.out || fail "$query is shown otherwise on $1"
    done
}

expect 0 ecoindex build "$samples" -i whole -q
for n in 1 2 5; do
    expect 0 ecoindex build "$samples" -i shards$n --engine xapian --shards $n -q
    echo "ecosearch-shards 1" >list$n
    i=0
    while [ $i -lt $n ]; do
        serve shards$n/xapian-00000001-$i
        echo "tcp:127.0.0.1:$port" >>list$n
        i=$((i + 1))
    done
    answers list$n
done

# Local and remote ones together, in any order.
{ echo "# two of each"; echo "ecosearch-shards 1"; echo "timeout 5"; sed -n '2,4p' list5
  echo shards5/xapian-00000001-4; echo "$PWD/shards5/xapian-00000001-3"; } >mixed
answers mixed
expect 0 ecoindex info -i mixed
has out "engine       xapian"
sed '/^shards5/d; s|^/.*|# none here|' mixed >served
expect 0 ecoindex info -i served --json
flatten out
has_line flat "0.bytes.total=null"
expect 0 ecoindex info -i served
lacks out " 0 "
ecoindex export -i mixed | sed 's/"near_duplicate_of":[^,}]*//' >mixed.jsonl
ecoindex export -i whole | sed 's/"near_duplicate_of":[^,}]*//' >whole.jsonl
cmp whole.jsonl mixed.jsonl || fail "the export differs"

# missing LIST NAME: the answer is that of the others, and says so; --strict makes it an error.
missing() {
    start=$(date +%s)
    expect 0 ecosearch '*' -n 0 --format keys -i "$1"
    has err "ecosearch: only a part of the index has answered; missing: $2"
    [ "$(wc -l <out)" -lt "$(ecosearch '*' --count -i whole)" ] || fail "nothing is missing"
    expect 0 ecosearch '*' --format json -i "$1"
    flatten out
    has_line flat "0.partial=true"
    expect 2 ecosearch '*' --strict -i "$1"
    has err "$2"
    [ "$(wc -l <err)" = 1 ] || fail "more than a line"
    lacks err "$2: $2"
    ! ecoindex export -i "$1" >out 2>err || fail "a part of the documents passes for all"
    has err "$2"
    [ $(($(date +%s) - start)) -lt 8 ] || fail "it took too long"
}

port=1
sed '2s/.*/tcp:127.0.0.1:1/' list5 >closed
missing closed tcp:127.0.0.1:1
sed '3s/.*/tcp:no-such-host.invalid:7000/' list5 >unknown
missing unknown tcp:no-such-host.invalid:7000
sed '3s/.*/no\/such\/folder/' list5 >nowhere
missing nowhere no/such/folder
expect 0 ecoindex build "$samples" -i again --engine xapian --shards 5 -q
sed '4s|.*|again/xapian-00000001-2|' list5 >older
missing older again/xapian-00000001-2
has err "another build"

# One that listens and says nothing, and one that is no database: the last one is stopped, another program listens.
{ echo "ecosearch-shards 1"; echo "timeout 0.5"; sed -n '2,5p' list5; } >deaf
"$2" deaf.port silent &
servers="$servers $!"
"$2" garbage.port garbage &
servers="$servers $!"
while [ ! -s deaf.port ] || [ ! -s garbage.port ]; do sleep 0.05; done
cp deaf garbage
echo "tcp:127.0.0.1:$(cat deaf.port)" >>deaf
missing deaf "tcp:127.0.0.1:$(cat deaf.port)"
echo "tcp:127.0.0.1:$(cat garbage.port)" >>garbage
missing garbage "tcp:127.0.0.1:$(cat garbage.port)"

# Nothing at all answers.
printf 'ecosearch-shards 1\ntcp:127.0.0.1:1\n' >none
expect 2 ecosearch '*' -i none
has err "tcp:127.0.0.1:1"

# Lists that cannot be understood.
printf 'ecosearch-shards 1\ntcp:127.0.0.1\n' >bad
expect 2 ecosearch '*' -i bad
has err "bad:2: a served database is written tcp:HOST:PORT"
printf 'ecosearch-shards 1\ntimeout soon\nx\n' >bad
expect 2 ecosearch '*' -i bad
has err "bad:2: a time-out is a number of seconds"
echo hello >bad
expect 2 ecosearch '*' -i bad
has err "neither an index folder nor a list of shards"
echo "ecosearch-shards 1" >bad
expect 2 ecosearch '*' -i bad
has err "names no database"
printf 'ecosearch-shards 1\nshards5/xapian-00000001-0\nshards5/xapian-00000001-0\n' >twice
expect 2 ecosearch robot -i twice
has err "twice:3: shards5/xapian-00000001-0 is listed already"
