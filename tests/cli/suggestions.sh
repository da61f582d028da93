# SPDX-License-Identifier: MIT
# "Did you mean", in text and in JSON.
. "$(dirname -- "$0")/lib.sh"
cat >pages.jsonl <<'END'
{"id": "1", "title": "Laurent Wauquiez à Lyon", "body": "Laurent Wauquiez a visité Numélink."}
{"id": "2", "title": "Numélink", "body": "Le pôle Numélink fédère les entreprises du numérique."}
END
expect 0 ecoindex build pages.jsonl -i index -q
ECOSEARCH_INDEX=$PWD/index
export ECOSEARCH_INDEX

suggests() {
    expect 1 ecosearch "$1"
    has_line out "Did you mean: $2"
    empty err
    expect 1 ecosearch "$1" --format json
    flatten out
    has_line flat "0.did_you_mean=\"$2\""
}
suggests Wauqiez Wauquiez
suggests numelinck Numélink
suggests '+laurant  +wauqiez' '+Laurent  +Wauquiez'
suggests 'titre:wauqiez SAUF zxqvwk' 'titre:Wauquiez SAUF zxqvwk'

silent() {
    lacks out "Did you mean"
    expect "$code" ecosearch "$@" --format json
    flatten out
    has_line flat '0.did_you_mean=null'
}
expect 0 ecosearch wauquiez
silent wauquiez
expect 1 ecosearch zxqvwk
silent zxqvwk
expect 1 ecosearch Wauqiez --since 2020
silent Wauqiez --since 2020
expect 1 ecosearch Wauqiez --format keys
empty out
expect 1 ecosearch Wauqiez --count
has_line out 0
