# SPDX-License-Identifier: MIT
# Five pages of the domain among the shared corpora: each is found first by what a person would type, and said to be
# about the region that a person would name. Skipped without $ECO_SHARED.
. "$(dirname -- "$0")/lib.sh"
if [ ! -d "${ECO_SHARED-}/seeds" ] || [ ! -d "${ECO_SHARED-}/corpora" ]; then
    echo "the five pages and the corpora are not here: set ECO_SHARED"
    exit 0
fi
corpora=$ECO_SHARED/corpora
expect 0 ecoindex build "$ECO_SHARED/seeds" "$corpora/dynamics.jsonl.gz" "$corpora"/[ps]*/docs.jsonl.gz -i every -q

# first PAGE ARGUMENTS...: the page whose name begins so is the best answer.
first() {
    page=$1
    shift
    expect 0 ecosearch "$@" -i every -n 1 --format keys
    case $(cat out) in
    "$page"_*) ;;
    *) show out; fail "not $page first: $*" ;;
    esac
}
first 004 '"French Tech"' --region centre
first 004 French Tech --region centre
first 003 numélink saint-étienne
first 001 wauquiez silicon velay
first 002 open innovation san francisco
first 003 "clust'r"
first 004 "dev'up"

# about PAGE REGION: and about no other.
expect 0 ecoindex build "$ECO_SHARED/seeds" -i seeds -q
expect 0 ecosearch '*' -i seeds -n 0 --format jsonl
about() {
    line=$(grep "\"key\":\"$1_" out)
    equal "$(printf '%s' "$line" | grep -o '"slug":"[a-z-]*"' | tr '\n' ' ')" "\"slug\":\"$2\" " "regions of $1"
    equal "$(printf '%s' "$line" | grep -o '"partial":[a-z]*')" "\"partial\":$3" "partial mark of $1"
}
about 000 auvergne-rhone-alpes false
about 001 auvergne-rhone-alpes false
about 002 ile-de-france false
about 003 auvergne-rhone-alpes true
about 004 centre-val-de-loire false

# What is no text of the page is found in its own zones alone.
expect 0 ecosearch 'zone:boilerplate:newsletter' -i seeds --format keys
has out 002_
expect 1 ecosearch newsletter -i seeds --format keys
expect 0 ecosearch 'zone:paywall:abonnés' -i seeds --format keys
has out 003_
expect 0 ecosearch 'zone:comment:ligériennes' -i seeds --format keys
has out 003_
