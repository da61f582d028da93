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
expect 0 ecoindex build "$samples" -q
