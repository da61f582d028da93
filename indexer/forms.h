/* SPDX-License-Identifier: MIT */
/*
 * The forms of one term from several places (forms of a run, segments being merged) made one list: alike ones
 * are one with their counts summed, then the most frequent first, ties by bytes. The text is not copied.
 */
#ifndef ECOI_INDEXER_FORMS_H
#define ECOI_INDEXER_FORMS_H

#include "store/segment.h"

/* Ordinals have 16 bits. Of a term with more forms (hostile text only) the rarest share the last ordinal. */
#define ECOI_FORMS_MAX 65536u

typedef struct ecoi_listed_form {
    ecoi_term_form form;
    size_t from; /* the caller's number for it */
    uint16_t ordinal;
} ecoi_listed_form;

typedef struct ecoi_form_list {
    ecoi_listed_form *items;
    size_t n, cap;
    uint16_t *ordinals; /* by the caller's numbers */
    size_t ordinals_cap, n_numbers;
    ecoi_term_form *ranked; /* the result */
    size_t n_ranked, ranked_cap;
} ecoi_form_list; /* zero-initialise, dispose always */

void ecoi_form_list_clear(ecoi_form_list *list);
/* Adds a form with a number below which few are unused. A form whose count is 0 is passed over; its ordinal
 * is then meaningless. False when memory ran out. */
bool ecoi_form_list_add(ecoi_form_list *list, const ecoi_term_form *form, size_t number);
/* Makes the result of what was added. */
void ecoi_form_list_rank(ecoi_form_list *list);
/* After ranking: the ordinal that a number's form has now. */
static inline uint16_t ecoi_form_list_ordinal(const ecoi_form_list *list, size_t number)
{
    return list->ordinals[number];
}
/* After ranking: whether the one form is the term itself, so that it need not be stored. */
bool ecoi_form_list_is_plain(const ecoi_form_list *list, const char *term, size_t len);
void ecoi_form_list_dispose(ecoi_form_list *list);

#endif
