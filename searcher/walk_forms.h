/* SPDX-License-Identifier: MIT */
/* Walking a segment's dictionary of folded forms with an automaton. */
#ifndef ECOI_SEARCHER_WALK_FORMS_H
#define ECOI_SEARCHER_WALK_FORMS_H

#include "searcher/automaton.h"
#include "store/segment.h"

/* Called with each accepted form, in rising byte order; `edits` is 0 for a wildcard pattern. A status other
 * than ECO_OK ends the walk and is its result. */
typedef eco_status ecoi_each_form(void *user, const ecoi_folded_walk *walk, unsigned edits, eco_error *error);

/* Only forms that begin with `prefix`, which may be empty. */
eco_status ecoi_walk_forms(const ecoi_segment *segment, const ecoi_automaton *automaton, eco_text prefix,
                           ecoi_each_form *each, void *user, eco_error *error);

#endif
