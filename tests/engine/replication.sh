#!/bin/sh
# SPDX-License-Identifier: MIT
# Databases are brought to other machines by Xapian's own replication, and served there: an update is replicated to
# the same copies, and their servers go over to it by themselves (docs/operations.md).
. "$ECO_SOURCE_DIR/tests/cli/lib.sh"
export ASAN_OPTIONS=new_delete_type_mismatch=0

for tool in xapian-tcpsrv xapian-replicate xapian-replicate-server; do
    if ! command -v $tool >/dev/null; then
        echo "skipped: $tool is not installed (package xapian-tools)"
        exit 0
    fi
done

. "$ECO_SOURCE_DIR/tests/engine/servers.sh"

replicate() {
    for i in 0 1; do
        expect 0 xapian-replicate --host=127.0.0.1 --port="$source_port" --one-shot --reader-time=0 --quiet \
            --master="xapian-$generation-$i" "copy$i"
    done
}

# answers: the copies find what the index does.
answers() {
    for query in 'French Tech' '"mise en œuvre" OU innov*' '*'; do
        expect 0 ecosearch "$query" -n 0 --format tsv -i index
        cp out index.out
        expect 0 ecosearch "$query" -n 0 --format tsv --strict -i list
        cmp index.out out || fail "$query differs: $1"
    done
}

cp -r "$samples" pages
chmod -R u+w pages
expect 0 ecoindex build pages -i index --engine xapian --shards 2 -q
start '' xapian-replicate-server index
source_port=$port
generation=00000001
replicate
{ echo "ecosearch-shards 1"; echo "timeout 5"; } >list
serve copy0
echo "tcp:127.0.0.1:$port" >>list
serve copy1
echo "tcp:127.0.0.1:$port" >>list
answers "replicated"

echo '{"id":"late","title":"Tard","body":"Un robot tardif de la French Tech."}' >pages/late.jsonl
expect 0 ecoindex update -i index
generation=00000002
replicate
answers "updated"
expect 0 ecosearch tardif -i list --format keys
has_line out late

# Another update of the generation before is not taken for the first one.
expect 0 ecoindex rollback -i index
echo '{"id":"later","title":"Tard","body":"Un robot tardif de la French Tech, un autre."}' >pages/late.jsonl
expect 0 ecoindex update -i index
generation=00000004
replicate
answers "gone back and updated"
expect 0 ecosearch tardif -i list --format keys
has_line out later
