# SPDX-License-Identifier: MIT
# What is found, in numbers and keys; exit codes.
. "$(dirname -- "$0")/lib.sh"
build_samples

keys() {
    ecosearch "$@" -n 0 --format keys
}

expect 0 ecosearch '*' --count
all=$(cat out)
equal "$all" "$(keys '*' | sort -u | wc -l | tr -d ' ')" "every document once"

expect 0 ecosearch French Tech --count
equal "$(cat out)" "$(ecosearch 'French Tech' --count)" "words are joined by spaces"
expect 1 ecosearch zxqvwk
has out "no documents"
empty err
expect 1 ecosearch zxqvwk --count
has_line out 0
expect 1 ecosearch zxqvwk --format keys
empty out

# Options may stand before, between and after the words, with = or apart.
ecosearch -n 3 --format keys French Tech >one
ecosearch French --format=keys --limit=3 Tech >two
ecosearch --format keys -n3 -- French Tech >three
cmp one two
cmp one three
equal "$(count_lines one)" 3 "lines with -n 3"
expect 0 ecosearch --count -- '-zxqvwk +tech'

# Pages add up to the whole.
keys numérique >whole
n=$(count_lines whole)
: >parts
for offset in $(seq 0 5 "$n"); do
    ecosearch numérique -n 5 --offset "$offset" --format keys >>parts
done
cmp whole parts
expect 0 ecosearch numérique --offset 100000
has out "--offset passes over"

# A region is known by many names, and no name finds less than all.
keys '*' --region centre | sort >centre
[ -s centre ] || fail "nothing about Centre-Val de Loire"
for name in 24 centre-val-de-loire 'Centre-Val de Loire' CENTRE; do
    keys '*' --region "$name" | sort | cmp - centre
done
keys '*' --region centre --region-mode mention | sort >mention
[ -z "$(comm -23 centre mention)" ] || fail "about a region without mentioning it"
keys '*' --region centre --region bretagne | sort >both
keys '*' --region bretagne | sort | sort -u - centre | cmp - both
expect 0 ecosearch French Tech --region centre --format json
flatten out
has flat '.regions.0.slug="centre-val-de-loire"'

expect 2 ecosearch x --region provnce
has err "did you mean Provence-Alpes-Côte d'Azur"

# Dates
ecosearch '*' -n 0 --since 2018 --until 2019-06 --format tsv | cut -f 4 >dates
[ -s dates ] || fail "no document of 2018"
awk '$0 < "2018" || $0 > "2019-06-31" { bad = 1; print } END { exit bad }' dates
ecosearch '*' -n 0 --sort date --format tsv | cut -f 4 | sed '/^$/d' >dates
sort -r dates | cmp - dates

# Sources
source=$(ecosearch '*' --facet source --format json | "$json_flat" |
    sed -n 's/.*\.facets\.source\.[0-9]*\.value="\(..*\)"$/\1/p' | head -n 1)
if [ -n "$source" ]; then
    expect 0 ecosearch '*' --source "$source" --format jsonl -n 0
    flatten out
    equal "$(grep -c '^[0-9]*\.source=' flat)" "$(grep -c -F ".source=\"$source\"" flat)" "only that source"
fi
expect 1 ecosearch '*' --source "no such source"

# Plain text has no operators.
expect 0 ecosearch --plain 'tech AND'
expect 0 ecosearch --plain '((("tech'

# Wildcards look past an elision and into words joined by hyphens.
keys 'innov*' | sort >innov
[ -s innov ] || fail "nothing begins with innov"
for pattern in "l'innov*" "d’innov*" "L'Innov*"; do
    keys "$pattern" | sort | cmp - innov
done
keys start-up --no-synonyms | sort >startup
[ -s startup ] || fail "no start-up"
keys 'start-up*' | sort | comm -23 startup - >missing
empty missing

# Function words are highlighted where they were asked for, and not beside other words.
mark=$(printf '\033[0;1;33m')
ecosearch "l'agence de la région" -n 0 --color always >colours
has colours "${mark}agence"
! grep -q -i -F -e "${mark}la" -e "${mark}de" -e "${mark}l'" colours || fail "a function word is highlighted"
ecosearch '"la région"' --color always >colours
has colours "${mark}la"

# Words joined by hyphens that are no compound are found side by side by a pattern too.
keys 'Rhône-Alpes' --no-synonyms | sort >region
[ -s region ] || fail "no Rhône-Alpes"
keys 'Rh?ne-Alp*' | sort | comm -23 region - >missing
empty missing
