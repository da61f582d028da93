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

servers=
stop_servers() {
    for server in $servers; do kill "$server" 2>/dev/null || :; done
}
trap stop_servers EXIT

# start COMMAND...: with some free port, which goes to $port, in the place of PORT. A server told to end ends its
# whole group.
start() {
    for try in 1 2 3 4 5 6 7 8 9; do
        port=$((20000 + ($$ * 11 + try * 1013 + ${#servers} * 37) % 30000))
        setsid "$@" --interface 127.0.0.1 --port "$port" >server.log 2>&1 &
        server=$!
        sleep 0.3
        if kill -0 "$server" 2>/dev/null; then
            servers="$servers $server"
            return
        fi
    done
    fail "no server could be started"
}

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
start xapian-replicate-server index
source_port=$port
generation=00000001
replicate
{ echo "ecosearch-shards 1"; echo "timeout 5"; } >list
start xapian-tcpsrv --quiet copy0
echo "tcp:127.0.0.1:$port" >>list
start xapian-tcpsrv --quiet copy1
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
