# SPDX-License-Identifier: MIT
# Words of a user's own in an index: what they change, what they do not, what is wrong with a file.
. "$(dirname -- "$0")/lib.sh"
cat >pages.jsonl <<'END'
{"id": "town", "body": "Une visite à Tours."}
{"id": "walk", "body": "Un tour de la ville."}
{"id": "bike", "body": "Un vélo rouge."}
{"id": "slang", "body": "Une bécane rouge."}
END
ECOSEARCH_INDEX=$PWD/index
export ECOSEARCH_INDEX

finds() {
    keys=$1
    shift
    expect 0 ecosearch "$@" --format keys
    equal "$(tr '\n' ' ' <out)" "$keys " "ecosearch $*"
}
fingerprint() {
    ecoindex info --json | "$json_flat" | sed -n 's/.*fingerprint="\(.*\)"/\1/p'
}

expect 0 ecoindex build pages.jsonl -q
plain=$(fingerprint)
finds 'town walk' Tours

printf '# towns\nTours\n' >kept
printf 'bécane\tvélo\nvélo\tvélo\n' >stems
expect 0 ecoindex build pages.jsonl -q --protect kept --stems stems
rm kept stems
finds 'town' Tours
finds 'walk' tour
finds 'bike slang' vélo
finds 'slang bike' becane
expect 0 ecoindex check
expect 0 ecoindex info
grep -q '^own words  *2$' out || { show out; fail "two words of one's own that matter"; }
own=$(fingerprint)
[ "$own" != "$plain" ] || fail "the same fingerprint with other words"

# Comments, order and what changes nothing anyway leave the fingerprint as it is.
printf 'tours\n\n# that is all\ntemps\n' >kept
printf 'vélo\tvelo\nbécane\tvelo\nchats\tchat\n' >stems
expect 0 ecoindex build pages.jsonl -q --protect kept --stems stems
equal "$(fingerprint)" "$own" "the fingerprint of the same words"
printf 'temps\n' >kept
expect 0 ecoindex build pages.jsonl -q --protect kept
equal "$(fingerprint)" "$plain" "the fingerprint of words that change nothing"

# A file that cannot be understood leaves the index as it was.
expect 0 ecoindex build pages.jsonl -q
printf 'Tours\nstart-up\n' >bad
expect 64 ecoindex build pages.jsonl --protect bad
has_line err 'ecoindex: bad:2: "start-up" is not a single word'
printf 'vélo becane\n' >bad
expect 64 ecoindex build pages.jsonl --stems bad
has_line err 'ecoindex: bad:1: expected a word, a tab and its stem'
expect 74 ecoindex build pages.jsonl --protect nowhere
has err nowhere
expect 64 ecoindex build pages.jsonl --analysis ws --stems stems
finds 'town walk' Tours
