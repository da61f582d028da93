/* SPDX-License-Identifier: MIT */
/* The distinct forms that one analysis has met, numbered in order of first sight, with folded spelling, term
 * and flags worked out once. A joined form ("startup" of "start-up") is another form than the same word
 * written so, and so is one in bare capitals. */
#ifndef ECOI_STEM_FORMS_H
#define ECOI_STEM_FORMS_H

#include "base/map.h"
#include "stem/analyser.h"
#include "stem/lexicon.h"
#include "stem/stemmer.h"

typedef struct ecoi_form_table {
    const ecoi_lexicon *lexicon; /* NULL: term and folded are the form ("ws") */
    ecoi_stemmer stemmer;
    ecoi_map map;
    ecoi_form *items; /* by number */
    size_t cap;
    ecoi_arena texts;
} ecoi_form_table;

/* The number of a form of 1 to ECOI_TERM_MAX bytes; ECOI_MAP_NONE when memory ran out. */
uint32_t ecoi_form_table_add(ecoi_form_table *table, eco_token_kind kind, const char *form, size_t len);
/* The same of a word in bare capitals, given in lower case. */
uint32_t ecoi_form_table_add_capitals(ecoi_form_table *table, const char *form, size_t len);
/* ecoi_analysis_capitals. */
size_t ecoi_form_table_capitals(ecoi_form_table *table, const ecoi_form *form, char *out);
size_t ecoi_form_table_bytes(const ecoi_form_table *table);
void ecoi_form_table_reset(ecoi_form_table *table);
void ecoi_form_table_dispose(ecoi_form_table *table);

/* The capitals that a bare word in lower case is also indexed under (capitals.c); `out` has room for
 * ECOI_TERM_MAX + 1 bytes. Returns their length, 0: none. */
size_t ecoi_capitals(const ecoi_lexicon *lexicon, const char *word, size_t len, char *out);

#endif
