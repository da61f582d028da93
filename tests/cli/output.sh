# SPDX-License-Identifier: MIT
# Pipes that end early, full disks and closed descriptors.
. "$(dirname -- "$0")/lib.sh"
build_samples
i=0
while [ $i -lt 3000 ]; do
    i=$((i + 1))
    printf '{"id":"d%d","title":"Titre %d","body":"Un texte sur le numérique, pour remplir."}\n' $i $i
done >many.jsonl
expect 0 ecoindex build many.jsonl -i many -q

# Leaves the exit code in the file code.
ended() {
    code=0
    "$@" 2>err || code=$?
    echo $code >code
}

# A reader that has seen enough is no error worth a word, whether SIGPIPE kills or is ignored.
for format in text json jsonl tsv keys; do
    ended ecosearch numérique -i many -n 0 --format $format | head -c 10 >/dev/null
    empty err
    case $(cat code) in 0 | 141) ;; *) fail "exit $(cat code) when the pipe ends, $format" ;; esac
    (
        trap '' PIPE
        ended ecosearch numérique -i many -n 0 --format $format | head -c 10 >/dev/null
    )
    empty err
    equal "$(cat code)" 0 "exit code with SIGPIPE ignored, $format"
done
ended ecoindex export -i many | head -c 10 >/dev/null
empty err

if [ -c /dev/full ]; then
    full() {
        wanted=$1
        shift
        code=0
        "$@" >/dev/full 2>err || code=$?
        equal "$code" "$wanted" "$* on a full disk"
        has err "No space left on device"
    }
    full 2 ecosearch numérique
    full 2 ecosearch numérique -i many -n 0
    full 2 ecosearch numérique -i many -n 0 --format json
    full 2 ecosearch numérique -i many -n 0 --format keys
    full 2 ecosearch --help
    full 74 ecoindex export -i many
    full 74 ecoindex info
    full 74 ecoindex build many.jsonl -i other
    full 74 eco-analyse numérique
    printf '{"id":"x","title":"y","body":"z"}\nno json\n{"id":\n' >broken.jsonl
    expect 74 ecoindex build broken.jsonl -i other -q --force --rejects /dev/full
    has err "/dev/full"
fi

# Files of the index must not end up as descriptor 1.
code=0
ecosearch numérique >&- 2>err || code=$?
equal "$code" 2 "exit code without standard output"
ecoindex build many.jsonl -i other >&- 2>&- <&- || :
expect 0 ecoindex check -i other
