# SPDX-License-Identifier: MIT
# --reorder changes nothing that a search says: hits by key with their scores, counts and facets.
. "$(dirname -- "$0")/lib.sh"

if [ -f "${ECO_SHARED:-}/corpora/dynamics.jsonl.gz" ]; then
    gzip -dc "$ECO_SHARED/corpora/dynamics.jsonl.gz" | head -n 600 >documents.jsonl
else
    cat "$samples"/*.jsonl >documents.jsonl
fi
expect 0 ecoindex build documents.jsonl "$samples" -i plain -q
expect 0 ecoindex build documents.jsonl "$samples" -i reordered -q --reorder
expect 0 ecoindex check -i reordered
# Which of several near-duplicates is the first hangs on the order.
export_sorted() {
    ecoindex export -i "$1" | sed 's/"near_duplicate_of":\("[^"]*"\|null\)//' | sort
}
export_sorted plain >plain.jsonl
export_sorted reordered | cmp - plain.jsonl || fail "other documents"
if cmp -s plain/segment-00000001-0 reordered/segment-00000001-0; then fail "nothing was reordered"; fi

# Documents of one score may come in another order: all hits are compared, sorted, without their rank.
ask() {
    code=0
    ecosearch "$1" -i "$2" -n 100000 --format tsv >out 2>err || code=$?
    [ $code -le 1 ] || { show err; fail "$1"; }
    cut -f 2- out | sort
    ecosearch "$1" -i "$2" -n 1 --facet month,source,region --format json | sed 's/.*"facets"//'
}
for query in entreprise '+région -santé' '"levée de fonds"' 'innov* NEAR/5 numérique' 'titre:robot OU =marché' \
    'la OU le OU de' 'date:2016..2018 emploi' 'PARA(projet financement)' 'numerique~1'; do
    ask "$query" plain >a
    ask "$query" reordered >b
    cmp -s a b || { diff a b | cut -c 1-200 | head -n 20; fail "other answers to $query"; }
done
