# SPDX-License-Identifier: MIT
# eco-game: its protocol, its help, and the analysis that an index was built with.
. "$(dirname -- "$0")/lib.sh"

expect 0 eco-game --help
has out "Usage: eco-game"
has out "TOP_n_COUNT"
empty err
expect 0 eco-game --version
has out "eco-game "
expect 64 eco-game
has err "Usage: eco-game"
expect 64 eco-game play
expect 64 eco-game query index

printf '{"id":"1","body":"%s"}\n' "port usine" >docs.jsonl
printf '{"id":"2","body":"%s"}\n' "port port" >>docs.jsonl
expect 0 eco-game build docs.jsonl ws-index ws
expect 0 eco-game build docs.jsonl fr-index fr
ask() {
    printf 'COUNT\tport\nTOP_1\tusine\nTOP_1\tmer\nTOP_1_COUNT\tport\nIDS_1\tport\nDANCE\tport\n' |
        eco-game query "$@"
}
printf '2\n1\n0\n2\n2\nUNSUPPORTED\n' >answers
ask ws-index ws | cmp - answers
ask fr-index fr | cmp - answers
expect 1 eco-game query fr-index ws
has err "built with the analysis fr, not ws"
empty out
expect 1 eco-game query ws-index fr
expect 1 eco-game query nowhere ws
has err "nowhere"
