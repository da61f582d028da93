# SPDX-License-Identifier: MIT
# ecosearch saved: what is new for a query since its last run.
. "$(dirname -- "$0")/lib.sh"
ECOSEARCH_INDEX=$PWD/index
export ECOSEARCH_INDEX
unset XDG_STATE_HOME
mkdir web
long='Le laboratoire de photonique ouvre ses portes aux entreprises de la région, avec des ateliers, des
démonstrations et une exposition de lasers qui durera tout le mois de mars dans les anciens locaux de la poste.'
for i in 01 02 03 04 05 06 07 08 09 10 11 12; do
    printf 'Titre %s\n\nUn texte sur le numérique, page p%s.\n' $i $i >"web/2016-01-$i-page.txt"
done
printf 'Portes ouvertes\n\n%s\n' "$long" >web/2016-02-01-portes.txt
expect 0 ecoindex build web -q

# Saving: the query is tried, the index and the conditions are kept.
expect 0 ecosearch saved add photons photonique
has_line out "saved: photons finds 1 document now; what comes to the index from now on is new"
expect 0 ecosearch saved add 'à suivre' 'numérique OU "avec des"' --since 2016 --sort date
expect 2 ecosearch saved add photons laser
has err "there is a saved query photons already"
expect 2 ecosearch saved add bad '(a OU'
has err "query:"
expect 2 ecosearch saved add bad x --region provnce
has err "provnce"
expect 2 ecosearch saved add bad x --format json
has err "unknown option --format"
expect 2 ecosearch saved add bad
has err "a NAME and a QUERY are needed"
expect 2 ecosearch saved rum
has err "did you mean run?"
expect 2 ecosearch saved
expect 2 ecosearch saved remove nobody
has err "no saved query nobody"
expect 2 ecosearch saved run nobody
for verb in add list remove run; do
    expect 0 ecosearch saved $verb --help
    has out "Usage: ecosearch saved $verb"
done
expect 0 ecosearch saved --help
expect 0 ecosearch saved list
equal "$(count_lines out)" 2 "saved queries"
has out "--index $(realpath index) --since 2016 --sort date -- numérique OU \"avec des\""
expect 1 ecosearch -- saved

# Nothing is new; without --since-last the best are shown, and nothing is remembered.
expect 1 ecosearch saved run --since-last
has out "nothing new"
expect 0 ecosearch saved run photons
has out "2016-02-01-portes.txt"

# A new document, an old one that has changed so that it matches, and near-duplicates of what is new and old.
printf 'Lasers\n\nUn colloque de photonique se tient à Tours, au palais des congrès, du lundi au jeudi, et réunit
chercheurs, industriels et étudiants autour de douze conférences sur les fibres et les capteurs.\n' >web/2017-01-01-laser.txt
sed 's/^Lasers/Les lasers à Tours/' web/2017-01-01-laser.txt >web/2017-01-02-copie.txt
sed 's/^Portes/De nouveau, portes/' web/2016-02-01-portes.txt >web/2017-01-03-portes.txt
printf 'Titre 01\n\nUn texte sur la photonique.\n' >web/2016-01-01-page.txt
expect 0 ecoindex update -q
expect 0 ecosearch saved run photons
expect 0 ecosearch saved run photons --since-last
equal "$(grep -c '^[0-9]*\. ' out)" 1 "new documents"
has out "1 new; 2 more are near-duplicates"
has out "olloque"
lacks out "2016-01-01-page.txt"
expect 1 ecosearch saved run photons --since-last
has out "nothing new"

# The other query has not been run, and has its own last time.
printf '{"id":"j<1>","title":"Essais & \\"erreurs\\" <script>","url":"https://a.example/?q=é&r=<b> c","date":"2017-03-01","source":"S&S","body":"le numérique <b>avec des</b> essais"}\n{"id":"j2","title":"Deux","url":"javascript:alert(1)","body":"avec des essais"}\n' >web/two.jsonl
expect 0 ecoindex update -q
expect 0 ecosearch saved run 'à suivre' --format json
cp "$HOME/.local/state/ecosearch/saved" before
expect 0 ecosearch saved run --since-last --format json
flatten out
has_line flat '0.saved.0.name="photons"'
has_line flat '0.saved.0.shown=0'
has_line flat '0.saved.1.shown=2'
has_line flat '0.saved.1.hits.0.key="j<1>"'

# The same again in the other formats: their state is put back.
replay() {
    cp before "$HOME/.local/state/ecosearch/saved"
    expect 0 ecosearch saved run --since-last --format "$1"
}
replay atom
has out '<title>Essais &amp; &quot;erreurs&quot; &lt;script&gt;</title>'
has out '<link rel="alternate" href="https://a.example/?q=é&amp;r=%3Cb%3E%20c"/>'
has out '<published>2017-03-01T00:00:00Z</published>'
has out '<name>S&amp;S</name>'
grep '<id>' out >ids
equal "$(sort -u ids | wc -l)" "$(wc -l <ids)" "identifiers of entries"
grep -v -E '^<id>urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}</id>$' ids && fail "no UUID"
if command -v python3 >/dev/null; then
    python3 -c "import sys, xml.etree.ElementTree as e; e.parse(sys.argv[1])" out || fail "the feed is no XML"
fi
replay atom
grep '<id>' out | cmp - ids || fail "identifiers differ between runs"
replay html
has out '<a href="https://a.example/?q=é&amp;r=%3Cb%3E%20c">'
lacks out '<script'
lacks out 'javascript'
replay text
has out "à suivre"

# Only a digest that has been written counts.
cp before "$HOME/.local/state/ecosearch/saved"
if [ -e /dev/full ]; then
    code=0
    ecosearch saved run --since-last >/dev/full 2>err || code=$?
    equal $code 2 "a full disk"
    cmp -s before "$HOME/.local/state/ecosearch/saved" || fail "what was not written counts as seen"
fi

# A document that goes and comes back is not new.
expect 0 ecosearch saved run --since-last
mv web/2017-01-01-laser.txt aside
expect 0 ecoindex update -q
expect 1 ecosearch saved run --since-last
mv aside web/2017-01-01-laser.txt
expect 0 ecoindex update -q
expect 1 ecosearch saved run --since-last

# State that is damaged or lost is said, and nothing is shown twice.
for keys in "$HOME"/.local/state/ecosearch/keys-*; do
    head -c 100 "$keys" >cut && cp cut "$keys"
done
expect 1 ecosearch saved run --since-last
has err "damaged; what has been seen of"
has err "what is there counts as seen"
printf '{"id":"j3","title":"Trois","body":"la photonique encore"}\n' >web/three.jsonl
expect 0 ecoindex update -q
expect 0 ecosearch saved run --since-last
empty err
has out "j3"
printf 'x\n' >>"$HOME/.local/state/ecosearch/saved"
expect 2 ecosearch saved list
has err "saved:4: damaged"
printf 'other\n' >"$HOME/.local/state/ecosearch/saved"
expect 2 ecosearch saved list
has err "no file of saved queries"

# However many there are: a copy of the first of seven hundred is not shown, nor the second of two new ones.
mkdir many
i=0
while [ $i -lt 700 ]; do
    echo "{\"id\":\"m$i\",\"body\":\"houblon numéro a$i b$i c$i d$i e$i f$i g$i h$i i$i j$i k$i l$i m$i\"}"
    i=$((i + 1))
done >many/old.jsonl
expect 0 ecoindex build many -i lots -q
expect 0 ecosearch saved add hop houblon -i lots --state sm
{
    sed -n 's/"m0"/"copy"/p' many/old.jsonl
    sed -n 's/"m699"/"late"/p' many/old.jsonl
    for key in n1 n2; do
        echo "{\"id\":\"$key\",\"body\":\"houblon nouveau, arrivé ce matin par le train de nuit avec les brasseurs du nord\"}"
    done
} >many/new.jsonl
expect 0 ecoindex update -i lots -q
expect 0 ecosearch saved run --since-last --format json --state sm
flatten out
has_line flat '0.saved.0.shown=1'
has_line flat '0.saved.0.hits.0.key="n[12]"'
has_line flat '0.saved.0.hits.0.near_duplicates=1'

# A folder of one's own; an index that has gone; removal.
expect 0 ecosearch saved add --state st --region-mode mention --no-synonyms -- a '-page +photonique'
expect 0 ecosearch saved add b "$(printf 'tab\there')" --state st
expect 0 ecosearch saved run --state st
has out '-page +photonique'
mv index gone
expect 2 ecosearch saved run --state st --since-last
has err "saved query a: "
mv gone index
expect 0 ecosearch saved remove a --state st
expect 0 ecosearch saved list --state st
equal "$(count_lines out)" 1 "saved queries left"
has out 'tab\there'
lacks out photonique
