# SPDX-License-Identifier: MIT
# --help, --version and mistakes on the command line.
. "$(dirname -- "$0")/lib.sh"

for program in ecosearch ecoindex eco-analyse; do
    expect 0 "$program" --version
    has out "$program "
    equal "$(count_lines out)" 1 "lines of --version"
    expect 0 "$program" --help
    has out "Usage: $program"
    empty err
    awk 'length($0) > 100 { print; bad = 1 } END { exit bad }' out || fail "$program --help is too wide"
done
expect 0 ecosearch -h
has out "NEAR/5"
for command in build update forget optimize generations rollback check info export inspect; do
    expect 0 ecoindex "$command" --help
    has out "Usage: ecoindex $command"
done

expect 2 ecosearch
has err "a QUERY is needed"
expect 2 ecosearch x --regoin centre
has_line err "ecosearch: unknown option --regoin (did you mean --region?)"
expect 2 ecosearch -startup
has err "write --"
expect 2 ecosearch -iphone
has err "unknown option -iphone"
expect 2 ecosearch x --limit
has err "--limit needs a value"
expect 2 ecosearch x -n beaucoup
has err "'beaucoup' is not a whole number"
expect 2 ecosearch x --count=3
has err "takes no value"
expect 2 ecosearch x --format jsno
has err "text, json, jsonl, tsv or keys"
expect 2 ecosearch x --facet region,couleur
has err "'couleur' is none of region, source or month"
for date in demain 2016-13 2019-02-29 '2016-5' ''; do
    expect 2 ecosearch x --since "$date"
    has err "is not a date"
done
expect 2 ecosearch x --since 2019-02 --until 2018
has err "later than"
expect 2 ecosearch x --region atlantide
has err "--region: "
has err atlantide

expect 64 ecoindex
has err "a command is needed"
expect 64 ecoindex biuld x
has_line err "ecoindex: unknown command biuld (did you mean build?)"
expect 64 ecoindex -i x build
has err "the command comes first"
expect 64 ecoindex build
has err "a SOURCE is needed"
expect 64 ecoindex info x
has err "one argument too many"
expect 64 ecoindex build x --memory 3X
has err "is not a size"
expect 64 ecoindex build x --memroy 3M
has err "did you mean --memory?"
expect 64 eco-analyse --analysis de x
has err "none of fr or ws"
