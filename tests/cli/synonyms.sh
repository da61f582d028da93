# SPDX-License-Identifier: MIT
# Synonyms: built-in, from a file, none; what is wrong with a file.
. "$(dirname -- "$0")/lib.sh"
cat >pages.jsonl <<'END'
{"id": "a", "body": "Un institut pour l'IA."}
{"id": "b", "body": "Un institut pour l'intelligence artificielle."}
{"id": "c", "body": "Un lycée."}
END
expect 0 ecoindex build pages.jsonl -i index -q
ECOSEARCH_INDEX=$PWD/index
export ECOSEARCH_INDEX

finds() {
    keys=$1
    shift
    expect 0 ecosearch "$@" --format keys
    equal "$(tr '\n' ' ' <out)" "$keys " "ecosearch $*"
}
finds 'a b' IA
finds 'b a' +intelligence +artificielle
finds 'a' IA --no-synonyms
expect 0 ecosearch IA --explain
has out '"intelligence artificielle" (synonym of IA)'
has out 'weight as a synonym'

echo 'IA => lycée' >mine
finds 'a c' IA --synonyms mine
finds 'c' lycée --synonyms mine
expect 0 ecosearch --print-synonyms
has out 'start-up, jeune pousse'
cp out builtin
finds 'a b' IA --synonyms builtin
: >empty
finds 'a' IA --synonyms empty

printf '# comment\nIA, \n' >bad
expect 64 ecosearch IA --synonyms bad
has_line err 'ecosearch: bad:2: a word is missing beside a comma or =>'
empty out
expect 2 ecosearch IA --synonyms nowhere
has err nowhere
expect 2 ecosearch IA --synonyms .
expect 2 ecosearch IA --synonyms mine --no-synonyms
has err contradict
