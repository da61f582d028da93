# SPDX-License-Identifier: MIT
# docs/format.md and the code say the same: version, sections in their order, the sizes that the page names.
set -eu
cd "$ECO_SOURCE_DIR"
page=docs/format.md
failed=0

say() {
    echo "$*"
    failed=1
}

version=$(sed -n 's/^#define ECOI_FORMAT_VERSION \([0-9]*\)u$/\1/p' store/format.h)
grep -q "^Format version $version\. " $page || say "the page is not about format version $version"

# The enum in its order, the names in theirs, and the rows of the table of sections.
sed -n 's/^ *ECOI_SECTION_\([A-Z_]*\),.*/\1/p' store/format.h | tr 'A-Z_' 'a-z-' >"$OLDPWD/enum"
sed -n 's/^ *\[ECOI_SECTION_[A-Z_]*\] = "\(.*\)",$/\1/p' store/section_names.c >"$OLDPWD/names"
sed -n '/^| section /,/^$/s/^| `\([a-z-]*\)` .*/\1/p' $page >"$OLDPWD/rows"
[ -s "$OLDPWD/enum" ] || say "no sections found in store/format.h"
cmp "$OLDPWD/enum" "$OLDPWD/names" || say "store/section_names.c has other sections than store/format.h"
cmp "$OLDPWD/enum" "$OLDPWD/rows" || say "the page has other sections than store/format.h"

# value FILE PATTERN: the number that the first group of the pattern finds.
value() {
    found=$(sed -n "s/.*$2.*/\1/p" "$1" | head -n 1)
    [ -n "$found" ] || say "not found in $1: $2"
    echo "$found"
}

with_commas() {
    echo "$1" | sed -e ':a' -e 's/\([0-9]\)\([0-9]\{3\}\)\($\|,\)/\1,\2\3/' -e 'ta'
}

says() {
    grep -q -F -e "$1" $page || say "the page does not say: $1"
}

says "A term of up to $(value store/postings.h 'ECOI_SMALL_DF *\([0-9]*\)u') documents"
says "from $(with_commas "$(value store/postings.h 'ECOI_BITS_MIN *\([0-9]*\)u')") documents up"
says "a block of $(value store/format.h 'ECOI_BLOCK *\([0-9]*\)u') documents"
says "each at a multiple of $(value store/format.h 'ECOI_SECTION_ALIGN *\([0-9]*\)u') bytes"
says "then $(value store/format.h 'ECOI_OVERREAD *\([0-9]*\)u') bytes of zeros"
says "of $(value store/dictionary.c 'BLOCK_ENTRIES = \([0-9]*\)') keys"
says "every $(value store/blob.h 'define ECOI_BLOB_GROUP *\([0-9]*\)')th value"
says "at most $(value store/segment.h 'ECOI_FOLDED_USES_MAX *\([0-9]*\)')"
says "each $(value store/postings_layout.h 'ECOI_RANK_STEP = \([0-9]*\)') bits"
says "gather to $(value store/documents.h 'ECOI_DOCUMENTS_BLOCK *((size_t)\([0-9]*\) << 10)') KiB"
exit $failed
