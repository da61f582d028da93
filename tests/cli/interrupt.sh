# SPDX-License-Identifier: MIT
# A build that a signal stops leaves the index as it was and says so.
. "$(dirname -- "$0")/lib.sh"
build_samples
ecoindex info >before

# Documents without an end, until nobody reads them.
endless() {
    awk 'BEGIN {
        for (i = 0;; i++)
            printf "{\"id\":\"%d\",\"title\":\"Titre %d\",\"body\":\"Un corps de texte sur le numérique\"}\n", i, i
    }' 2>/dev/null
}

stop_with() {
    mkfifo pipe
    endless >pipe &
    feeder=$!
    # A background process of a shell script ignores SIGINT; env gives it back.
    env --default-signal=INT ecoindex build - <pipe >out 2>err &
    builder=$!
    sleep 1
    kill -s "$1" "$builder" || { show out err; fail "the build ended by itself"; }
    code=0
    wait "$builder" || code=$?
    kill "$feeder" 2>/dev/null || :
    wait "$feeder" || :
    rm pipe
}

for signal in INT TERM; do
    stop_with $signal
    case $signal in INT) wanted=130 ;; TERM) wanted=143 ;; esac
    [ "$code" = "$wanted" ] || { show out err; fail "exit $code after SIG$signal"; }
    has err "stopped; the index is as it was"
    empty out
    ecoindex info | cmp - before
    expect 0 ecoindex check
done

# A silent pipe does not keep it.
mkfifo silent
sleep 60 >silent &
feeder=$!
env --default-signal=INT ecoindex build - <silent >out 2>err &
builder=$!
sleep 0.5
kill -s INT "$builder"
(sleep 10 && kill -s KILL "$builder") >/dev/null 2>&1 &
guard=$!
code=0
wait "$builder" || code=$?
kill "$guard" "$feeder" 2>/dev/null || :
[ "$code" = 130 ] || { show out err; fail "exit $code after SIGINT while waiting"; }
has err "stopped; the index is as it was"
ecoindex info | cmp - before

# A limit on the size of files is a message, not an end by a signal.
code=0
(ulimit -f 16 && ecoindex build "$samples" -q) >out 2>err || code=$?
[ "$code" = 74 ] || { show out err; fail "exit $code at the limit of file size"; }
has err "File too large"
ecoindex info | cmp - before
equal "$(find index -name 'run-*')" "" "leftovers"
expect 0 ecoindex build "$samples" -q
