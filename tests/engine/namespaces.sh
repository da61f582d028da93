#!/bin/sh
# SPDX-License-Identifier: MIT
# Five shards on five machines of a network of their own, as network namespaces: they answer as one index does, and
# a machine whose cable is pulled is named within the time allowed.
if [ -z "${ECO_IN_NAMESPACE-}" ]; then
    for tool in unshare ip xapian-tcpsrv; do
        if ! command -v $tool >/dev/null; then
            echo "skipped: $tool is not installed (packages util-linux, iproute2, xapian-tools)"
            exit 0
        fi
    done
    if ! unshare --user --map-root-user --net --mount sh -c 'mount -t tmpfs none /run && ip netns add probe' 2>/dev/null; then
        echo "skipped: network namespaces are not permitted here"
        exit 0
    fi
    export ECO_IN_NAMESPACE=1
    exec unshare --user --map-root-user --net --mount --pid --fork --kill-child --mount-proc sh "$0" "$@"
fi
mount -t tmpfs none /run
ip link set lo up
. "$ECO_SOURCE_DIR/tests/cli/lib.sh"
export ASAN_OPTIONS=new_delete_type_mismatch=0

# Machine I is 10.99.I.2; we are 10.99.I.1.
make_machine() {
    ip netns add "m$1"
    ip link add "to$1" type veth peer name eth0 netns "m$1"
    ip address add "10.99.$1.1/24" dev "to$1"
    ip link set "to$1" up
    ip netns exec "m$1" ip link set lo up
    ip netns exec "m$1" ip address add "10.99.$1.2/24" dev eth0
    ip netns exec "m$1" ip link set eth0 up
}

expect 0 ecoindex build "$samples" -i whole -q
expect 0 ecoindex build "$samples" -i shards --engine xapian --shards 5 -q
{ echo "ecosearch-shards 1"; echo "timeout 1"; } >list
for i in 0 1 2 3 4; do
    make_machine $i
    ip netns exec "m$i" xapian-tcpsrv --quiet --interface "10.99.$i.2" --port 7000 "shards/xapian-00000001-$i" >"server$i.log" 2>&1 &
    echo "tcp:10.99.$i.2:7000" >>list
done
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    ecosearch '*' --count --strict -i list >out 2>err && break
    sleep 0.1
done

for query in 'French Tech' '"mise en œuvre" OU innov*' 'titre:robot élève' 'startup NEAR/5 tech' 'numerique~1' '*'; do
    expect 0 ecosearch "$query" -n 0 --format tsv --strict -i whole
    cp out whole.out
    expect 0 ecosearch "$query" -n 0 --format tsv --strict -i list
    cmp whole.out out || fail "$query differs"
done

# Nothing comes back from the second machine: no refusal either.
ip link set to1 down
start=$(date +%s)
expect 0 ecosearch '*' -n 0 --format keys -i list
has err "ecosearch: only a part of the index has answered; missing: tcp:10.99.1.2:7000"
expect 2 ecosearch '*' --strict -i list
has err "tcp:10.99.1.2:7000"
# and what it sends is lost on the way
ip link set to1 up
ip netns exec m1 ip link set eth0 down
expect 0 ecosearch '*' -n 0 --format keys -i list
has err "missing: tcp:10.99.1.2:7000"
[ $(($(date +%s) - start)) -lt 10 ] || fail "it took too long"
ip netns exec m1 ip link set eth0 up
for try in 1 2 3 4 5 6 7 8 9 10; do
    expect 0 ecosearch '*' -n 0 --format tsv -i list
    [ -s err ] || break
    sleep 0.2
done
cmp whole.out out || fail "the machine is back, its documents are not"
