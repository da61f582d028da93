/* SPDX-License-Identifier: MIT */
/* Irregular verbs, from verbs.def: forms that no ending tells get the term of their verb. Built once, read by
 * every thread. */
#ifndef ECOI_STEM_IRREGULAR_H
#define ECOI_STEM_IRREGULAR_H

#include "base/map.h"

enum { ECOI_OUTLINE_BITS = 17 };

typedef struct ecoi_verbs {
    ecoi_map forms;  /* folded, without prefixes */
    uint16_t *verbs; /* by number in forms: a row of the table */
    size_t cap;
    /* a set bit for the hash of each whole form, prefix and all */
    uint64_t outlines[(1 << ECOI_OUTLINE_BITS) / 64];
} ecoi_verbs;

/* False when memory ran out. */
bool ecoi_verbs_build(ecoi_verbs *verbs);
void ecoi_verbs_dispose(ecoi_verbs *verbs);

/* Writes the term of a form, NUL-terminated, when it is an irregular verb's; `word` has room for
 * ECOI_TERM_MAX + 1 bytes. Returns the term's length, 0 when the form is none (then `word` means nothing). */
size_t ecoi_irregular(const ecoi_verbs *verbs, const char *form, size_t len, char *word);
/* A hash over everything the table says. */
uint64_t ecoi_verbs_hash(const ecoi_verbs *verbs);

#endif
