# SPDX-License-Identifier: MIT
# ecoindex inspect
. "$(dirname -- "$0")/lib.sh"
build_samples

expect 0 ecoindex inspect
has out "generation 1, analysis fr"
has out "segment-00000001-0, "
has out "  documents "
has out "source $samples"
cp out first
expect 0 ecoindex inspect segments
cmp out first || fail "segments are not the default"

expect 0 ecoindex inspect sections
for section in documents keys lengths postings terms forms; do
    has out "  $section "
done

expect 0 ecoindex inspect term robot
has out " robot  df 4, cf 5, forms 2"
has out "form 1  robotique, folded robotique, 2 times"
has out "small of 4 documents"
has out "      2: 2, 7/0 138/1"
expect 0 ecoindex inspect term la
expect 0 ecoindex inspect term robots
has out 'no term "robots"; as a folded form it is'
has out "form 0 of #"
expect 65 ecoindex inspect term nosuchword
has err 'no term "nosuchword"'

expect 0 ecoindex inspect terms robo -n 3
has out " robot  df 4"
has out "... and more"
equal "$(count_lines out)" 4 "lines, and the one that says there are more"
expect 65 ecoindex inspect terms zzzz
has err 'no terms "zzzz"'
expect 0 ecoindex inspect forms robotiqu
has out "  robotique"

expect 0 ecoindex inspect document ag-toulon-maritime
has out "ag-toulon-maritime: length "
has out "passage 0: title, "
has out "    title: Toulon"
number=$(sed -n 's/^  #\([0-9]*\) ag-toulon.*/\1/p' out)
cp out by-key
expect 0 ecoindex inspect document "#$number"
cmp out by-key || fail "another document by its number"
expect 65 ecoindex inspect document nowhere
has err 'no document "nowhere"'
expect 65 ecoindex inspect document '#4294967295'
expect 0 ecoindex inspect columns -n 5
has out "  #0 "
expect 0 ecoindex inspect columns ag-toulon-maritime -n 4
has out "  #$number ag-toulon-maritime"

expect 64 ecoindex inspect nosuch
has err "no such structure; there are segments, sections, term,"
expect 64 ecoindex inspect term
has err "a TERM is needed"
expect 64 ecoindex inspect sections robot
has err "takes no argument"
expect 64 ecoindex inspect term robot again
has err "again: one argument too many"
expect 74 ecoindex inspect -i nowhere

# A text index without forms of its own, large enough for arrays and bitsets.
awk 'BEGIN { for (i = 0; i < 6000; i++) printf "{\"id\":\"%d\",\"title\":\"\",\"body\":\"all %s m%d\"}\n", i, i % 3 ? "some" : "few", i % 50 }' >many.jsonl
expect 0 ecoindex build many.jsonl -i many --analysis ws -q
expect 0 ecoindex inspect term all -i many -n 60
has out "chunk 0: bitset of 6000 documents"
has out "block 0: 128 documents to 127, impact "
expect 0 ecoindex inspect term few -i many -n 30
has out "chunk 0: array of 2000 documents"

# Whatever is damaged, the rest is shown, and what is damaged is said.
size=$(wc -c <index/segment-00000001-0)
for part in 1 2 3 4 5 6 7; do
    rm -rf damaged
    cp -R index damaged
    at=$((size * part / 8))
    byte=$(od -An -tu1 -j "$at" -N 1 index/segment-00000001-0 | tr -d ' ')
    printf "\\$(printf %o $((byte ^ 85)))" | dd of=damaged/segment-00000001-0 bs=1 seek="$at" conv=notrunc 2>/dev/null
    n_damaged=0
    for structure in segments sections 'term robot' terms forms 'document #3' columns; do
        code=0
        ecoindex inspect $structure -i damaged >out 2>err || code=$?
        case $code in 0) ;; 65) n_damaged=$((n_damaged + 1)) ; grep -q '^! ' out || fail "$structure: nothing said" ;;
        *) fail "exit $code of $structure with byte $at changed" ;; esac
        has out "segment-00000001-0, "
    done
    [ $n_damaged -gt 0 ] || fail "byte $at goes unnoticed"
done
