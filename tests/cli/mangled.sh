# SPDX-License-Identifier: MIT
# ecoindex update where a source comes mangled: nothing is lost before it is whole again.
. "$(dirname -- "$0")/lib.sh"
ECOSEARCH_INDEX=$PWD/index
export ECOSEARCH_INDEX
mkdir web

documents() { equal "$(ecosearch '*' --count)" "$1" "$2"; }

# The file changes in one way after another; $1 documents of it must stay, all of them when it is whole again.
restore() {
    cp whole "$file"
    expect 0 ecoindex update
    lacks out "kept"
    documents 30 "documents, $file whole again"
}
mangled() { # NAME KEPT
    expect 0 ecoindex update
    has_line out "kept        $2 missing or cut in damaged files"
    documents 30 "documents, $1"
    expect 0 ecoindex update # and again, until somebody looks
    has_line out "kept        $2 missing or cut in damaged files"
    expect 0 ecoindex check -q
    restore
}

for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20; do
    printf '{"id":"j%s","body":"Un texte sur le numérique, ligne %s."}\n' $i $i
done >web/lines.jsonl
for i in 01 02 03 04 05 06 07 08 09; do printf 'Titre %s\n\nUn texte, page %s.\n' $i $i >web/page-$i.txt; done
echo '{"id":"extra","body":"Un de plus."}' >web/extra.jsonl
expect 0 ecoindex build web -q
documents 30 "documents at first"

file=web/lines.jsonl
cp $file whole
head -c $(($(wc -c <whole) - 100)) whole >$file
mangled "cut in a line" 2
sed 's/{"id":"j07"/{"id":j07/' whole >$file
mangled "with a broken line" 1
sed 's/"body":"Un texte sur le numérique, ligne 05."/"body":{}/' whole >$file
mangled "with a field of another type" 1
{ sed 1d whole && head -c 3000 /dev/zero | tr '\0' x; } >$file
mangled "with rubbish behind it" 1
: >web/extra.jsonl
expect 0 ecoindex update
has_line out "kept        1 missing or cut in damaged files"
documents 30 "documents, a file empty"
echo '{"id":"extra","body":"Un de plus."}' >web/extra.jsonl
head -c 600 /dev/zero >web/page-03.txt
expect 0 ecoindex update
has_line out "kept        1 missing or cut in damaged files"
documents 30 "documents, a page of noughts"
equal "$(ecosearch '+titre:titre +03' --count)" 1 "pages found that are noughts now"
printf 'Titre 03\n\nUn texte, page 03.\n' >web/page-03.txt
expect 0 ecoindex update
lacks out "kept"

# A broken line that hides nothing is read once; what is gone beside one goes when that is said.
printf '{"id":\n' >>web/lines.jsonl
expect 0 ecoindex update
lacks out "kept"
touch -d '2020-01-01' web/*
expect 0 ecoindex update
expect 0 ecoindex update
has_line out "read        0"
sed '1d; 2d' web/lines.jsonl >web/lines.new
mv web/lines.new web/lines.jsonl
touch -d '2020-01-02' web/*
expect 0 ecoindex update --json
flatten out
has_line flat '0.kept=2'
has_line flat '0.removed=0'
documents 30 "documents, two lines less and one broken"
expect 0 ecoindex update --drop-missing
has_line out "removed     2"
lacks out "kept"
documents 28 "documents that were meant to stay"
touch -d '2020-01-03' web/*
expect 0 ecoindex update
lacks out "kept"
expect 0 ecoindex update
has_line out "read        0"

# A crawl that is not compressed, cut in the middle of a page: that page stays as it was, and so do later ones.
record() { # NAME
    body="<html><head><title>Page $1</title></head><body><p>Un texte de la page $1, assez long pour en être un, et qui finit par fin$1.</p></body></html>"
    http=$(printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s' "$body")
    printf 'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://exemple.fr/%s\r\nWARC-Date: 2020-05-01T00:00:00Z\r\n' "$1"
    printf 'Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n' \
        "$(printf %s "$http" | wc -c)" "$http"
}
mkdir crawl
for name in un deux trois quatre; do record $name; done >crawl/c.warc
cp crawl/c.warc whole
expect 0 ecoindex build crawl -i crawled -q
equal "$(ecosearch '*' --count -i crawled)" 4 "pages of the crawl"
head -c $(($(wc -c <whole) * 5 / 8)) whole >crawl/c.warc
expect 0 ecoindex update -i crawled
has_line out "kept        2 missing or cut in damaged files"
equal "$(ecosearch '*' --count -i crawled)" 4 "pages of the cut crawl"
equal "$(ecosearch fintrois --count -i crawled)" 1 "whole pages where one was cut"
cp whole crawl/c.warc
expect 0 ecoindex update -i crawled
lacks out "kept"
has_line out "unchanged   4"
