# SPDX-License-Identifier: MIT
# A build that runs out of room leaves the index as it was, says where and why, and leaves nothing lying about.
. "$(dirname -- "$0")/lib.sh"
build_samples
ecoindex info >before
ls index >files

# The largest file allowed, in blocks: writes fall short, then fail. The message goes through a pipe, for the
# limit holds for a file of messages too.
build_limited() {
    {
        code=0
        (trap '' XFSZ && ulimit -f "$1" && exec ecoindex build "$samples" -q) 2>&1 </dev/null || code=$?
        echo $code >code
    } | cat >err
}

for blocks in 0 1 8 64; do
    build_limited $blocks
    equal "$(cat code)" 74 "exit status"
    has err "index/"
    has err "File too large"
    equal "$(count_lines err)" 1 "lines of the message"
    ecoindex info | cmp - before
    ls index | cmp - files
    expect 0 ecoindex check
done
expect 0 ecoindex build "$samples" -q
