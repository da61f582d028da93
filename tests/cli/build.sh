# SPDX-License-Identifier: MIT
# ecoindex build and info: summaries, rejected documents, exit codes.
. "$(dirname -- "$0")/lib.sh"

expect 0 ecoindex build "$samples" -i index
has out "read "
has out "added "
has out "generation "
has out "MB/s"
has err "ecoindex: stage=read documents=$(sed -n 's/^added *//p' out) bytes="
expect 0 ecoindex build "$samples" -i index -q
empty out
empty err
expect 0 ecoindex build "$samples" -i index --json -q
empty err
flatten out
has_line flat '0.documents=[1-9][0-9]*'
has_line flat '0.rejected_by_reason.json=0'
has_line flat '0.generation=3'
documents=$(sed -n 's/^0\.documents=//p' flat)

expect 0 ecoindex info -i index
has out "documents "
has out "fingerprint "
expect 0 ecoindex info -i index --json
flatten out
has_line flat "0.documents=$documents"
has_line flat '0.generation=3'
has_line flat '0.analysis="fr"'
has_line flat '0.fingerprint="[0-9a-f]\{16\}"'
total=$(sed -n 's/^0\.bytes\.total=//p' flat)
on_disk=$(sed -n 's/^0\.bytes_on_disk=//p' flat)
[ "$on_disk" -gt "$total" ] || fail "$on_disk bytes on disk with two generations of $total"
equal "$on_disk" "$(cat index/* | wc -c)" "bytes on disk"
expect 0 ecoindex info -i index
has out "on disk "
expect 0 ecoindex info -i index --json
for kind in postings dictionary documents columns other total; do
    has_line flat "0.bytes.$kind=[0-9]*"
done

# Standard input, several sources, the other analysis, parent folders made.
printf '{"id":"a","title":"Un","body":"corps"}\n' >a.jsonl
expect 0 sh -c 'ecoindex build - -i deep/er/stdin -q <a.jsonl'
expect 0 ecosearch corps -i deep/er/stdin --format keys
has_line out a
expect 0 ecoindex build a.jsonl "$samples" -i both -q --analysis ws --threads 2 --memory 64M --no-text
expect 0 ecoindex info -i both --json
has out '"analysis":"ws"'
expect 0 ecosearch corps -i both --format keys
has_line out a

# What cannot be taken is named, counted and passed over.
i=0
{
    cat a.jsonl
    while [ $i -lt 8 ]; do
        i=$((i + 1))
        echo '{"id": "broken'
    done
    echo '["no", "object"]'
    echo '{"id":"f","title":3,"body":[1]}'
    echo '{"id":"z","title":"Dernier","body":"fin"}'
} >mixed.jsonl
expect 0 ecoindex build mixed.jsonl -i mixed
has err "mixed.jsonl, record 2: not taken: "
has err "more (--rejects FILE lists them)"
equal "$(grep -c 'not taken' err)" 5 "rejected documents that are named"
has out "rejected "
has out "json: the line is not a JSON object"
expect 0 ecosearch fin -i mixed --format keys
has_line out z
expect 0 ecoindex build mixed.jsonl -i mixed -v
[ "$(grep -c 'not taken' err)" -ge 9 ] || fail "-v names all"
expect 0 ecoindex build mixed.jsonl -i mixed --json --rejects rejects.tsv
flatten out
equal "$(sed -n 's/^0\.rejected=//p' flat)" "$(count_lines rejects.tsv)" "lines of --rejects"
awk -F '\t' 'NF != 4 { bad = 1 } END { exit bad }' rejects.tsv || {
    show rejects.tsv
    fail "not four columns"
}
tab=$(printf '\t')
grep -q "^json$tab.*mixed.jsonl${tab}2$tab" rejects.tsv || fail "record 2 is not listed"
expect 0 ecoindex build mixed.jsonl -i mixed -q --rejects -
equal "$(count_lines err)" "$(count_lines rejects.tsv)" "lines of --rejects -"
gzip -c "$samples/agences.jsonl" | head -c 2000 >cut.jsonl.gz
head -c 5000 /dev/urandom >noise.bin
: >empty.txt
expect 0 ecoindex build cut.jsonl.gz noise.bin empty.txt a.jsonl -i odd --rejects rejects.tsv
grep -q '^gzip' rejects.tsv || { show rejects.tsv; fail "a gzip file that ends too early is not listed"; }
expect 65 ecoindex build noise.bin -i nothing
has err "nothing could be taken"
printf '{"id":"long","body":"%02000d"}\n' 0 >long.jsonl
expect 65 ecoindex build long.jsonl -i nothing --max-record 1K --rejects rejects.tsv
has rejects.tsv too-long

# Input and output errors leave the index as it was.
ecoindex info -i mixed >before
expect 74 ecoindex build nowhere a.jsonl -i mixed
has err nowhere
expect 74 ecoindex build a.jsonl -i mixed --rejects no/such/folder
has err no/such/folder
expect 74 ecoindex build a.jsonl -i a.jsonl
has err a.jsonl
ecoindex info -i mixed | cmp - before
expect 74 ecoindex info -i nowhere
has err nowhere
expect 74 ecoindex check -i nowhere
expect 74 ecoindex export -i nowhere

# Of documents with one key the last is taken; the others are named with their place and its.
mkdir twins
printf '{"id":"k","body":"un"}\n{"id":"l","body":"deux"}\n' >twins/a.jsonl
printf '\n{"id":"m","body":"trois"}\n{"id":"k","body":"quatre"}\n' >twins/b.jsonl
expect 0 ecoindex build twins -i twin --rejects rejects.tsv
has err "twins/a.jsonl, record 1: not taken: twins/b.jsonl, record 2 has the same key, k, and is taken"
has_line rejects.tsv "duplicate-key${tab}twins/a.jsonl${tab}1${tab}twins/b.jsonl, record 2 has the same key, k, and is taken"
expect 0 ecosearch 'un quatre' -i twin --count
has_line out 1

# A date that cannot be read is counted.
printf '{"id":"%s","body":"x","date":"%s"}\n' a 12/05/2016 b 2016-13 c 31/31/2016 >dates.jsonl
expect 0 ecoindex build dates.jsonl -i dates
has_line out "undated     2 documents whose date could not be read"
expect 0 ecoindex build dates.jsonl -i dates --json
has out '"bad_dates":2'
expect 0 ecosearch 'date:2016-05-12' -i dates --format keys
has_line out a

# How long a record may be follows from the budget; the message says how to let it in.
printf '{"id":"long","body":"%01200000d"}\n' 0 | cat - a.jsonl >long.jsonl
expect 0 ecoindex build long.jsonl -i long --memory 16M
has out "1 too-long"
has err "record 1: not taken: longer than 1048576 bytes"
has err "a larger --memory or --max-record"
expect 0 ecoindex build long.jsonl -i long --memory 16M --max-record 2M -q
expect 0 ecosearch '*' -i long --count
has_line out 2

# Where lines are blank, a record's line is said too.
printf '\n\n[1]\n' | cat a.jsonl - >blank.jsonl
expect 0 ecoindex build blank.jsonl -i blank
has err "blank.jsonl, record 2: not taken: on line 4: expected an object, found an array"

# An index inside its own source is left out, under any name.
mkdir inside
cp a.jsonl inside
(cd inside && ecoindex build . -i idx -q && ln -s idx alias && ecoindex build . -i idx -q --rejects ../rejects.tsv)
empty rejects.tsv
expect 0 ecosearch '*' -i inside/idx --count
has_line out 1
expect 65 ecoindex build inside/idx -i inside/idx

# A build that takes nothing publishes nothing.
mkdir hollow
: >hollow/a.txt
printf 'long %02000d' 0 >long.txt
expect 65 ecoindex build hollow -i mixed
has err "nothing could be taken from the sources"
has out "rejected "
has out "none published"
expect 65 ecoindex build hollow -i mixed --json -q
flatten out
has_line flat '0.generation=null'
has_line flat '0.rejected_by_reason.empty=1'
expect 65 ecoindex build long.txt -i mixed --max-record 1K
expect 65 sh -c 'echo | ecoindex build - -i mixed'
rm hollow/a.txt
expect 65 ecoindex build hollow -i mixed
has err "there is no document in the sources"
ecoindex info -i mixed | cmp - before
