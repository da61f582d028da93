# SPDX-License-Identifier: MIT
# Answers for people: on a terminal and elsewhere.
. "$(dirname -- "$0")/lib.sh"
esc=$(printf '\033')
build_samples

expect 0 ecosearch French Tech -n 2 --facet region --explain
has out "1. "
has out "2. "
has out " documents, "
has out "next page: --offset 2"
has out "by region"
has out "= score"
lacks out "$esc"
expect 0 ecosearch French Tech -n 1 --color always
has out "$esc["
expect 0 env NO_COLOR=1 ecosearch French Tech -n 1 --color always
has out "$esc["

# Lines stay within $COLUMNS.
printf '{"id":"large","title":"%s","body":"%s"}\n' \
    "Un titre numérique assez long pour qu'il ne tienne jamais sur une seule ligne de l'écran" \
    "Le numérique à l'école de la forêt : élèves et développeurs s'y côtoient, là où régnait le chêne." \
    >large.jsonl
expect 0 ecoindex build large.jsonl -i large -q
too_wide() {
    sed -e "s/$esc\[[0-9;]*m//g" -e 's/\r$//' -e 's/[^ -~]/x/g' out |
        awk -v most="$1" 'length($0) > most { print; bad = 1 } END { exit !bad }'
}
expect 0 env COLUMNS=40 ecosearch numérique -i large
if too_wide 40; then fail "lines wider than COLUMNS"; fi
[ "$(count_lines out)" -ge 7 ] || { show out; fail "not wrapped"; }

# What a document says never moves the cursor, whatever the way out.
printf '%s' '{"id":"bad\u001b[2Jkey\u202e","title":"Titre \u001b[31m rouge\u0007\u009b","source":"s\u001b[1m",' \
    '"body":"Avant \u001b]0;pwned\u0007 après \u202eenvers\u0000 mot"}' >bad.jsonl
expect 0 ecoindex build bad.jsonl -i bad -q
for format in text json jsonl tsv keys; do
    expect 0 ecosearch rouge mot -i bad --format "$format"
    if LC_ALL=C tr -d '\n\t' <out | LC_ALL=C grep -q '[[:cntrl:]]'; then
        fail "control characters in $format"
    fi
    lacks out "$(printf '\302\233')"
    lacks out "$(printf '\342\200\256')"
    if [ "$format" = json ] || [ "$format" = jsonl ]; then flatten out; fi
done
expect 0 ecoindex export -i bad
flatten out
lacks out "$esc"
expect 2 ecosearch "${esc}[31m\"" -i bad
lacks err "$esc"
expect 2 ecosearch x -i "no${esc}[31mwhere"
lacks err "$esc"

have_terminal || skip "no program 'script' to make a terminal"
in_terminal 70 "ecosearch French Tech -n 2 --facet region"
equal "$code" 0 "exit code on a terminal"
has out "$esc["
has out "█"
in_terminal 40 "ecosearch numérique -i large"
if too_wide 40; then fail "lines wider than the terminal"; fi
in_terminal 70 "NO_COLOR=1 ecosearch French Tech -n 2"
lacks out "$esc["
in_terminal 70 "TERM=dumb ecosearch French Tech -n 2"
lacks out "$esc["
in_terminal 70 "ecosearch French Tech -n 2 --color never"
lacks out "$esc["
in_terminal 70 "ecosearch French Tech -n 2 | cat"
lacks out "$esc["
in_terminal 70 "ecoindex build '$samples' -i again"
equal "$code" 0 "exit code of a build on a terminal"
has out "added "
in_terminal 70 "ecoindex build '$samples' -i again | cat"
has out "added "
