# SPDX-License-Identifier: MIT
# sqlite.sh EXTENSION CC [SANITIZERS] - the tokenizer in SQLite itself: what it finds, marks, and keeps whole.
. "$(dirname -- "$0")/lib.sh"
extension=$1 cc=$2 sanitizers=${3:-}

case $sanitizers in *thread*) skip "sqlite3 is not made for ThreadSanitizer" ;; esac
command -v sqlite3 >/dev/null || skip "no sqlite3"
[ "$(sqlite3 :memory: "SELECT sqlite_compileoption_used('ENABLE_FTS5')")" = 1 ] || skip "sqlite3 has no FTS5"
find . -mindepth 1 -delete

sql() { preload "$cc" "$sanitizers" sqlite3 -batch -bail -init /dev/null -cmd ".load $extension" "$@"; }

fail() {
    printf '%s\n' "$*"
    exit 1
}

# answers QUERY EXPECTED: the rows found, marked, a line each.
answers() {
    found=$(sql test.db "SELECT rowid || ' ' || highlight(page, 0, '[', ']') FROM page('$1') ORDER BY rowid")
    [ "$found" = "$2" ] || fail "$1 gives
$found
instead of
$2"
}

sql test.db "CREATE VIRTUAL TABLE page USING fts5(text, tokenize = 'ecosearch');
INSERT INTO page(rowid, text) VALUES
    (1, 'Les start-up d''Île-de-France innovent'),
    (2, 'Une startup à l''étranger'),
    (3, 'L’innovation : écrivez à Zoé@exemple.fr'),
    (4, ''), (5, NULL);"

answers startup "1 Les [start-up] d'Île-de-France innovent
2 Une [startup] à l'étranger"
answers '"start-up"' "1 Les [start-up] d'Île-de-France innovent
2 Une [startup] à l'étranger"
answers 'france' "1 Les start-up d'[Île-de-France] innovent"
answers 'innovation' "1 Les start-up d'Île-de-France [innovent]
3 L’[innovation] : écrivez à Zoé@exemple.fr"
answers "\"l''étrangère\"" "2 Une startup à l'[étranger]"
answers '"île-de-france innover"' "1 Les start-up d'[Île-de-France innovent]"
answers 'exemple' "3 L’innovation : écrivez à [Zoé@exemple.fr]"
answers 'startup NOT france' "2 Une [startup] à l'étranger"
answers 'inno*' "1 Les start-up d'Île-de-France [innovent]
3 L’[innovation] : écrivez à Zoé@exemple.fr"
answers nulle ""
snippet=$(sql test.db "SELECT snippet(page, 0, '[', ']', '…', 2) FROM page('innovent') WHERE rowid = 1")
[ "$snippet" = "…Île-de-France [innovent]" ] || fail "snippet: $snippet"

# Marks never lose, repeat or part a byte of the text, be it well-formed or not; and the index agrees with it.
sql big.db "CREATE VIRTUAL TABLE page USING fts5(text, tokenize = 'ecosearch')"
mkdir texts
find "$ECO_SOURCE_DIR/samples" -type f -name '*.txt' | LC_ALL=C sort >files
while read -r file; do
    name=$(basename "$file")
    cp "$file" "texts/$name"
    iconv -c -f UTF-8 -t ISO-8859-1 "$file" >"texts/ill-formed-$name" || :
done <files
for text in texts/*; do
    echo "INSERT INTO page VALUES (CAST(readfile('$text') AS TEXT));"
done >insert.sql
sql big.db <insert.sql
count() { sql big.db "SELECT count(*) FROM page('$1') WHERE $2"; }
for query in 'de OR la OR start OR up' startup 'france OR ile OR com' innovation 'r* OR a*'; do
    all=$(count "$query" true)
    whole=$(count "$query" "replace(replace(highlight(page, 0, char(1), char(2)), char(1), ''), char(2), '') = text")
    [ "$all" -gt 0 ] || fail "$query finds nothing"
    [ "$all" = "$whole" ] || fail "$query: highlight() changes $((all - whole)) of $all texts"
done
sql big.db "INSERT INTO page(page) VALUES ('integrity-check')"

# The other analysis, and what is none.
sql test.db "CREATE VIRTUAL TABLE bare USING fts5(text, tokenize = 'ecosearch ws');
INSERT INTO bare VALUES ('start-up É')"
[ "$(sql test.db "SELECT count(*) FROM bare('\"start-up\"')")" = 1 ] || fail "ws: start-up is not found"
[ "$(sql test.db "SELECT count(*) FROM bare('startup')")" = 0 ] || fail "ws: startup is found"
for arguments in "ecosearch klingon" "ecosearch fr ws"; do
    if sql test.db "CREATE VIRTUAL TABLE wrong USING fts5(text, tokenize = '$arguments')" 2>err; then
        fail "'$arguments' is taken"
    fi
    grep -q "error in tokenizer constructor" err || fail "$(cat err)"
done
