# SPDX-License-Identifier: MIT
# ecoindex update, forget, optimize, generations and rollback
. "$(dirname -- "$0")/lib.sh"
ECOSEARCH_INDEX=$PWD/index
export ECOSEARCH_INDEX
mkdir web
for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
    printf 'Titre %s\n\nUn texte sur le numérique, page p%s.\n' $i $i >"web/2016-01-$i-page.txt"
done
touch -d '2020-01-01' web/*

# Without an index it is a build; then nothing has changed, and nothing is published.
expect 64 ecoindex update
has err "no source is named"
expect 0 ecoindex update web
has_line out "added       25"
expect 0 ecoindex update
has_line out "read        0"
has_line out "unchanged   25"
has out "1 of $ECOSEARCH_INDEX, as it was"

# One changed, one new, one gone; from anywhere.
printf 'Autre\n\nUn texte sur la photonique.\n' >web/2016-01-01-page.txt
printf 'Neuf\n\nUn texte sur la photonique.\n' >web/2017-02-01-page.txt
rm web/2016-01-25-page.txt
mkdir elsewhere
(cd elsewhere && expect 0 ecoindex update) || exit 1
cp elsewhere/out out
has_line out "added       1"
has_line out "updated     1"
has_line out "removed     1"
has_line out "unchanged   23"
has_line out "documents   25"
expect 0 ecoindex check
equal "$(ecosearch photonique --count)" 2 "documents found"
equal "$(ecosearch '*' --count)" 25 "documents"
equal "$(ecosearch p25 --count)" 0 "documents gone"
equal "$(ecoindex export | wc -l | tr -d ' ')" 25 "documents exported"
expect 0 ecoindex update --json
flatten out
has_line flat '0.published=false'
has_line flat '0.unchanged=25'

# What is gone stays where that is wanted.
rm web/2016-01-24-page.txt
expect 0 ecoindex update --keep-missing
equal "$(ecosearch p24 --count)" 1 "documents kept"
expect 0 ecoindex update
equal "$(ecosearch p24 --count)" 0 "documents gone"

# A source that has lost its content is not believed, one that has gone is named.
mkdir aside
mv web/2016-01-1* aside
expect 65 ecoindex update
has err "10 of 24 documents would be lost, more than 20 %; nothing is published"
equal "$(ecosearch '*' --count)" 24 "documents after the gate"
mv aside/* web
mv web away
expect 74 ecoindex update
has err "web"
mv away web
expect 0 ecoindex update
has_line out "unchanged   24"
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo '{"id":'; done >web/mangled.jsonl
expect 65 ecoindex update
has err "records were rejected"
expect 0 ecoindex update --force -q
rm web/mangled.jsonl
expect 0 ecoindex update -q

# What a damaged file held may be in it still; once it is whole again it is read again.
printf '{"id":"g1","body":"comprimé"}\n{"id":"g2","body":"comprimé"}\n' | gzip >web/pack.jsonl.gz
expect 0 ecoindex update -q
equal "$(ecosearch comprimé --count)" 2 "documents of a gzip file"
cp web/pack.jsonl.gz whole.gz
head -c 30 whole.gz >web/pack.jsonl.gz
expect 0 ecoindex update
has out "gzip"
equal "$(ecosearch comprimé --count)" 2 "documents of a damaged gzip file"
printf '{"id":"g1","body":"comprimé"}\n' | gzip >web/pack.jsonl.gz
expect 0 ecoindex update
has_line out "removed     1"
rm web/pack.jsonl.gz
expect 0 ecoindex update -q

# Neither does a crawl or a feed of which a third has come lose what the rest held.
samples_of_corpus=$ECO_SOURCE_DIR/tests/corpus/samples
for name in rivage.warc.gz rivage.rss rivage-wiki.xml; do
    mkdir half
    cp "$samples_of_corpus/$name" half
    expect 0 ecoindex build half -i halves -q
    whole=$(ecosearch '*' --count -i halves)
    size=$(wc -c <half/$name)
    head -c $((size / 3)) "$samples_of_corpus/$name" >half/$name
    expect 0 ecoindex update -i halves
    has out "rejected"
    [ "$(ecosearch '*' --count -i halves)" -ge "$whole" ] || fail "documents of $name are lost" # a cut item may be one more
    cp "$samples_of_corpus/$name" half
    expect 0 ecoindex update -i halves -q
    equal "$(ecosearch '*' --count -i halves)" "$whole" "documents of $name, whole again"
    rm -r half halves
done

# What a folder held that is empty now is gone, unless that is all there is.
mkdir more
printf 'Deux\n\nUn texte de plus, du houblon.\n' >more/hop.txt
touch -d '2020-01-01' more/hop.txt
expect 0 ecoindex update more -q
equal "$(ecosearch houblon --count)" 1 "documents of the second folder"
rm more/hop.txt
expect 0 ecoindex update
has_line out "removed     1"
equal "$(ecosearch houblon --count)" 0 "documents of an emptied folder"
printf 'Un\n\nUn texte seul.\n' >more/only.txt
expect 0 ecoindex build more -i lone -q
rm more/only.txt
expect 65 ecoindex update -i lone
has err "all documents would be lost (1); nothing is published"
equal "$(ecosearch '*' --count -i lone)" 1 "documents of an index whose only folder is empty"
expect 0 ecoindex update -i lone --force
equal "$(ecosearch '*' --count -i lone || :)" 0 "documents after --force"
expect 0 ecoindex check -i lone
printf 'Un\n\nUn texte seul.\n' >more/only.txt
expect 0 ecoindex update -i lone
equal "$(ecosearch '*' --count -i lone)" 1 "documents when the folder is filled again"
rm more/only.txt

# A rebuild that would lose as much is not published either.
mkdir few
cp web/2016-01-02* few
expect 65 ecoindex build few
has err "23 of 24 documents would be lost"

# Standard input adds and replaces; what it does not name stays.
printf '{"id":"x","body":"entrée"}\n' >input
ecoindex update - <input >out 2>err || fail "update from standard input"
equal "$(ecosearch '*' --count)" 25 "documents with standard input"
expect 0 ecoindex update
equal "$(ecosearch entrée --count)" 1 "documents of standard input"

# Forgetting: not found, not taken again, and erased.
expect 65 ecoindex forget nowhere
has err "no document has the key nowhere; nothing is changed"
expect 64 ecoindex forget
expect 0 ecoindex forget x 2016-01-02-page.txt
has out "forgotten: 2 documents"
has out "--now"
equal "$(ecosearch '*' --count)" 23 "documents left"

# Nothing forgotten comes back unasked: nor by going back.
expect 0 ecoindex generations
forgetting=$(sed -n '1s/^ *\([0-9]*\).*/\1/p' out)
expect 65 ecoindex rollback
has err "2 documents have been forgotten since generation"
has err "--force"
equal "$(ecosearch entrée --count || :)" 0 "documents forgotten"
expect 0 ecoindex rollback --force
equal "$(ecosearch entrée --count)" 1 "documents after going back"
expect 0 ecoindex rollback "$forgetting"
equal "$(ecosearch entrée --count || :)" 0 "documents forgotten"

# Updates leave it out.
touch web/2016-01-02-page.txt
expect 0 ecoindex update
has_line out "forgotten   1"
equal "$(ecosearch '*' --count)" 23 "documents left"
expect 0 ecoindex forget x
has out "forgotten: 0 documents"
expect 0 ecoindex forget x --now
equal "$(ecoindex generations | wc -l | tr -d ' ')" 1 "generations after --now"
expect 0 ecoindex forget --before 2016-01-05 --now
has out "forgotten: 3 documents"
has out "erased"
equal "$(ecoindex generations | wc -l | tr -d ' ')" 1 "generations after --now"
expect 0 ecoindex info --json
flatten out
has_line flat '0.deleted=0'
has_line flat '0.documents=20'
expect 0 ecoindex check

# Merging.
printf 'Encore\n\nUn texte.\n' >web/2018-01-01-page.txt
expect 0 ecoindex update
has_line out "segments    [23]"
expect 0 ecoindex optimize
expect 0 ecoindex info --json
flatten out
has_line flat '0.segments=1'
expect 0 ecoindex check

# Generations.
expect 0 ecoindex generations
has out "21 documents"
has out ", in use"
printf 'Encore\n\nUn texte sur la robotique.\n' >web/2018-01-02-page.txt
expect 0 ecoindex update -q
equal "$(ecosearch robotique --count)" 1 "documents before going back"
expect 0 ecoindex rollback
has out "is published"
equal "$(ecosearch robotique --count || :)" 0 "documents after going back"
expect 0 ecoindex generations
has out "a copy of"
expect 65 ecoindex rollback 1
has err "generation 1 is not kept"
expect 64 ecoindex rollback x
expect 0 ecoindex update --keep 1 -q
equal "$(ecosearch robotique --count)" 1 "documents found again"
equal "$(ecoindex generations | wc -l | tr -d ' ')" 1 "generations with --keep 1"
expect 65 ecoindex rollback
has err "no generation before"
expect 0 ecoindex check
expect 74 ecoindex optimize -i none
[ ! -e none ] || fail "an index that is not there was made"

# A name with a newline, and one that is no UTF-8.
printf 'Un texte.\n' >"web/a
b"
printf 'Un texte.\n' >"web/$(printf 'caf\351')"
expect 0 ecoindex update
has_line out "added       2"
touch -d '2020-01-01' web/*
expect 0 ecoindex update
has_line out "unchanged   24"
rm "web/a
b"
expect 0 ecoindex update
has_line out "removed     1"

# Sources that are to be remembered no longer: named from anywhere, there or not.
mkdir first second third
printf 'Un texte de la première source.\n' >first/a.txt
printf 'Un texte de la deuxième source.\n' >second/b.txt
printf 'Un texte de la troisième source.\n' >third/c.txt
expect 0 ecoindex build first second third -i three -q
expect 64 ecoindex update --without nowhere -i three
has err "nowhere is no source that the index remembers"
expect 64 ecoindex update first --without ./first -i three
has err "to be read and to be left out"
rm -r first
expect 74 ecoindex update -i three
expect 0 ecoindex update --without first -i three
has_line out "removed     1"
expect 0 ecoindex check -i three
expect 0 ecoindex update -i three
has_line out "unchanged   2"
rm third/c.txt
printf 'Un autre texte.\n' >third/d.txt
expect 0 ecoindex update -i three
has_line out "added       1"
has_line out "removed     1"
expect 0 ecoindex update --without second/ --keep-missing -i three
has_line out "removed     0"
rm -r second
expect 0 ecoindex update -i three
equal "$(ecosearch deuxième --count -i three)" 1 "documents of a source left out that stay"
expect 64 ecoindex update --without third -i lone
expect 0 ecoindex update --without third --force -i three
expect 64 ecoindex update -i three
has err "the index remembers none"
expect 0 ecoindex check -i three

# A second writer waits, or is told who holds the index.
if command -v flock >/dev/null; then
    flock index/lock sh -c 'echo $$ >index/lock; sleep 2' &
    sleep 0.5
    expect 75 ecoindex update
    has err "is locked by process"
    expect 0 ecoindex update --wait 20
    wait
fi
