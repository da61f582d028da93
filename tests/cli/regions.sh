# SPDX-License-Identifier: MIT
# Why a page is about its regions, bars on a terminal, and the map.
. "$(dirname -- "$0")/lib.sh"
esc=$(printf '\033')
build_samples
key=lyon-eco/2017-06-12-silicon-velay.txt

# The explanation names what counts and what does not.
expect 0 ecosearch --explain-region "$key"
has_line out "$key"
has out "the page is about it"
has out "Needed: 32 % of the weight"
has out "set aside: "
lacks out "$esc"
expect 0 ecosearch --explain-region "$key" --format json
flatten out
has_line flat "0.key=\"$key\""
has_line flat "0.regions.0.slug=\"auvergne-rhone-alpes\""
has_line flat "0.regions.0.focus=true"
has_line flat "0.regions.0.why=\"focus\""
has flat "0.names.0.offset="
has flat ".set_aside=true"
has flat ".kind=\"label\""
expect 1 ecosearch --explain-region nowhere
has err 'no document has the key "nowhere"'
expect 2 ecosearch lyon --explain-region "$key"
has err "takes a key and no QUERY"
expect 2 ecosearch --explain-region "$key" --format tsv
has err "text or json"
expect 2 ecosearch --explain-region "$key" --map map.svg
has err "draws no map"

# A document that brought its own regions is told apart from what its text gives.
printf '%s\n' '{"id":"own","title":"À Rennes","body":"Rennes, en Bretagne.","regions":["corse"]}' >own.jsonl
expect 0 ecoindex build own.jsonl -i own -q
expect 0 ecosearch --explain-region own -i own
has out "The index keeps other regions"

# After an update the document is the one that is there now.
printf '%s\n' '{"id":"own","title":"À Metz","body":"Metz, en Moselle, et Nancy."}' >own.jsonl
expect 0 ecoindex update own.jsonl -i own
expect 0 ecosearch --explain-region own -i own
has out "Grand Est"
lacks out "Bretagne"

# Bars: on a terminal, in characters that it knows; never elsewhere.
on_terminal() {
    script -qec "stty cols 90; LC_ALL=$1 ecosearch numérique --facet region -n 1 --color $2" /dev/null </dev/null >out
}
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    on_terminal C never
    has out "##"
    lacks out "█"
    lacks out "$esc[0;36m"
    on_terminal C.UTF-8 always
    has out "██"
    lacks out "##"
    has out "$esc[0;36m"
fi
expect 0 ecosearch numérique --facet region -n 1
lacks out "█"
lacks out "##"

# The map: every region has its shape and name, with or without documents; text in it is escaped.
expect 0 ecosearch 'numérique OU "a<b & c"' --map map.svg --format keys
lacks out "svg"
equal "$(grep -c '<path ' map.svg)" 18 "shapes on the map"
equal "$(grep -c '<title>' map.svg)" 18 "titles of shapes"
has map.svg 'role="img"'
has map.svg '<desc id="map-desc">'
has map.svg 'Mayotte: '
has map.svg 'a&lt;b &amp; c'
lacks map.svg 'a<b'
lacks map.svg "by region</b>"
expect 1 ecosearch zzyzzyz --map none.svg --count
equal "$(grep -c ': 0 documents</title>' none.svg)" 18 "empty regions"
expect 2 ecosearch numérique --map missing/map.svg
has err "missing/map.svg: the map cannot be written: No such file or directory"
if [ -w /dev/full ]; then
    expect 2 ecosearch numérique --map /dev/full --count
    has err "cannot be written"
fi
