# SPDX-License-Identifier: MIT
# ecoindex export: every document, whole.
. "$(dirname -- "$0")/lib.sh"
build_samples

expect 0 ecoindex export
empty err
cp out export.jsonl
flatten export.jsonl
equal "$(count_lines export.jsonl)" "$(ecosearch '*' --count)" "a line a document"
sed -n 's/^[0-9]*\.key="\(.*\)"$/\1/p' flat | sort >keys
ecosearch '*' -n 0 --format keys | sort | cmp - keys
for field in title url date source partial fields; do
    equal "$(grep -c "^[0-9]*\.$field[=.]" flat | awk '{ print ($1 > 0) }')" 1 "field $field"
done
has flat '.zones.0.zone="title"'
has flat '.zones.1.text='
has flat '.regions.0.focus=true'

# What export prints can be built again, and is then printed the same.
expect 0 ecoindex build export.jsonl -i again --rejects rejects.tsv -q
empty rejects.tsv
expect 0 ecoindex export -i again
cmp out export.jsonl
ecosearch 'numérique formation' -n 0 --format json | sed 's/"took_us":[0-9]*//' >first
ecosearch 'numérique formation' -n 0 --format json -i again | sed 's/"took_us":[0-9]*//' | cmp - first

# What was given as a field comes back.
printf '%s' '{"id":"k","title":"T \"cité\"","body":"Premier.\n\nSecond.","date":"2016-05",' \
    '"url":"https://example.org/","source":"s","budget":12.5,"tags":["a","b"]}' >one.jsonl
expect 0 ecoindex build one.jsonl -i one -q
expect 0 ecoindex export -i one
flatten out
has_line flat '0.title="T \\"cité\\""'
has_line flat '0.date="2016-05"'
has_line flat '0.url="https://example.org/"'
has_line flat '0.source="s"'
has_line flat '0.fields.budget=12.5'
has_line flat '0.fields.tags.1="b"'
has flat 'text="Premier."'
has flat 'text="Second."'
cp out one.export
expect 0 ecoindex build one.export -i two -q
expect 0 ecoindex export -i two
cmp out one.export
