# SPDX-License-Identifier: MIT
# A query that cannot be understood is shown with a caret below the place.
. "$(dirname -- "$0")/lib.sh"
build_samples

expect_place() {
    expect 2 ecosearch "$@"
    empty out
    equal "$(count_lines err)" 3 "lines of the error"
    sed -n 3p err | grep -q -E -x ' *\^~*' || { show err; fail "no caret"; }
}

# The column (from 0) of the caret in the query as shown.
caret() {
    sed -n 3p err | sed 's/\^.*//' | awk '{ print length($0) - 2 }'
}

expect_place 'numérique AND'
has err "ecosearch: query: "
has err "  numérique AND"
[ "$(caret)" -ge 9 ] && [ "$(caret)" -le 13 ] || { show err; fail "caret at column $(caret)"; }
expect_place '"appel à projets'
equal "$(caret)" 0 "column of a quote that is not closed"
expect_place 'éé (tech'
equal "$(caret)" 3 "accents take one column"
expect_place '日本 (tech'
equal "$(caret)" 5 "Chinese characters take two columns"
expect_place "$(printf 'e\314\201t\314\201 (tech')"
equal "$(caret)" 3 "combining accents take none"
expect_place 'date:2019..2018'
expect_place 'date:demain'
expect_place 'region:atlantide'
expect_place 'titr:robot'
has err "titre:"
expect_place 'chapo:robot'
has err 'zone:lead:'
expect_place 'ville:tours'
expect_place 'robot auteur:dupont'
has err "there is no field auteur:"
expect 1 ecosearch 'zxqvwk:robotz'
expect_place 'tech NEAR/x santé'
expect_place 'ATLEAST/9(a b)'
expect_place '()'
expect_place "$(printf 'tech\n\tnumérique AND')"

# A long query is shown around the place.
long=$(printf 'mot%s ' $(seq 100))
COLUMNS=60 expect_place "${long}AND"
has err "AND"
awk 'NR > 1 && length($0) > 70 { exit 1 }' err || { show err; fail "the query is shown too wide"; }

expect 2 ecosearch ''
empty out
expect 2 ecosearch tech -i nowhere
has err nowhere
has err "ecoindex build"
equal "$(count_lines err)" 1 "lines of the error"
unset ECOSEARCH_INDEX
expect 2 ecosearch tech
has err "$HOME/.local/share/ecosearch/index"
expect 2 env XDG_DATA_HOME="$PWD/data" ecosearch tech
has err "$PWD/data/ecosearch/index"
expect 0 ecoindex build "$samples" -q
expect 0 ecosearch tech
expect 2 ecosearch tech -i "$samples"
expect 2 ecosearch tech -i "$samples/agences.jsonl"
