# SPDX-License-Identifier: MIT
# Updates on a file system that is nearly full, in too little address space, and in a group that the kernel kills for
# its memory: the index is then sound and, document by document, as it was or as it should be. Where the system does
# not permit one of them, that is said and the others are run.
if [ -z "${ECO_SCARCE:-}" ]; then
    # in a mount namespace of our own: what is mounted there goes with it
    for flags in -m -rm; do
        if unshare $flags mount -t tmpfs none "$PWD" 2>/dev/null; then
            ECO_SCARCE=room exec unshare $flags sh "$0" "$@"
        fi
    done
fi
. "$(dirname -- "$0")/lib.sh"

write_source() { # WORD
    awk -v word="$1" 'BEGIN {
        for (i = 0; i < 300; i++)
            printf "{\"id\":\"k%d\",\"body\":\"Un texte numéro %d sur le numérique, %s.\"}\n", i, i, i % 3 ? "" : word
    }'
}

documents_of() {
    ecoindex export -i "$1" | LC_ALL=C sort
}

mkdir web
write_source vieux >web/a.jsonl
expect 0 ecoindex build web -i base -q
documents_of base >old
write_source neuf >web/a.jsonl
cp -R base twin
expect 0 ecoindex update -i twin -q
documents_of twin >new
cmp -s old new && fail "the source has not changed"

done=0 failed=0
judge() { # WHAT CODE INDEX
    ecoindex check -q -i "$3" >out 2>&1 || { show out err; fail "$1: ended with $2, and the index is not sound"; }
    documents_of "$3" >now
    if [ "$2" = 0 ]; then
        done=$((done + 1))
        cmp -s now new || fail "$1: said it was done, and is not"
    else
        failed=$((failed + 1))
        cmp -s now old || cmp -s now new || fail "$1: ended with $2 in a third state"
    fi
}
both() { # WHAT
    echo "$1: $failed failed, $done done"
    [ $failed -gt 0 ] || fail "$1: none failed"
    [ $done -gt 0 ] || fail "$1: none was done"
    done=0 failed=0
}

# ---- a file system that is nearly full ----

if [ "${ECO_SCARCE:-}" = room ]; then
    mkdir room
    size=$(du -sk base | cut -f1)
    for more in 0 4 8 12 16 24 32 40 48 56 64 72 80 88 96 112 128 160 200 300 2000; do
        mount -t tmpfs -o "size=$((size + more))k" none room
        if cp -R base room/index 2>/dev/null; then
            code=0
            ecoindex update -i room/index -q >said 2>err </dev/null || code=$?
            [ $code = 0 ] || [ $code = 74 ] || { show err; fail "a full disk: ended with $code"; }
            [ $code = 0 ] || has err "No space left on device"
            judge "$more kB of room" $code room/index
        fi
        umount room
    done
    both "a disk nearly full"
else
    echo "a disk nearly full: not tried, nothing can be mounted here"
fi

# ---- too little address space ----

limited() { # KILOBYTES
    (ulimit -v "$1" && exec ecoindex update -i limited -q) >said 2>err </dev/null
}

if (ulimit -v 2000000 && ecoindex --version) >out 2>&1; then
    for kilobytes in 4000 8000 16000 24000 32000 40000 48000 64000 80000 96000 128000 160000 200000 300000 500000 2000000; do
        rm -rf limited
        cp -R base limited
        code=0
        limited $kilobytes || code=$?
        judge "$kilobytes kB of address space" $code limited
    done
    both "too little address space"
else
    echo "too little address space: not tried, this program wants more than 2 GB of it"
fi

# ---- a group with too little memory ----

group=
for parent in /sys/fs/cgroup /sys/fs/cgroup/memory; do
    [ -e "$parent/cgroup.procs" ] || continue
    mkdir "$parent/ecosearch-test-$$" 2>/dev/null || continue
    group=$parent/ecosearch-test-$$
    limit=
    for name in memory.max memory.limit_in_bytes; do
        [ ! -w "$group/$name" ] || limit=$group/$name
    done
    [ -z "$limit" ] || break
    rmdir "$group"
    group=
done

grouped() { # BYTES
    echo "$1" >"$limit" || return 1
    [ ! -w "$group/memory.swap.max" ] || echo 0 >"$group/memory.swap.max"
    sh -c 'echo $$ >"$1/cgroup.procs" && exec ecoindex update -i grouped -q --threads 2' sh "$group" >said 2>err </dev/null
}

if [ -n "$group" ]; then
    trap 'rmdir "$group"' EXIT
    for kilobytes in 500 1000 1500 2000 2500 3000 4000 5000 6000 7000 8000 10000 12000 16000 24000 64000 500000; do
        rm -rf grouped
        cp -R base grouped
        code=0
        grouped $((kilobytes * 1024)) 2>/dev/null || code=$?
        judge "$kilobytes kB of memory" $code grouped
    done
    both "a group with too little memory"
else
    echo "a group with too little memory: not tried, no group can be made here"
fi
