/* SPDX-License-Identifier: MIT */
/* The dictionary of an engine's database as that of a segment: terms, their forms and folded spellings, read
 * from the names of its terms (store/engine_names.h). For one search; a term gets its ordinal when it is
 * first met. */
#ifndef ECOI_SEARCHER_ENGINE_LEXICON_H
#define ECOI_SEARCHER_ENGINE_LEXICON_H

#include "base/engine.h"
#include "base/map.h"
#include "store/segment.h"

typedef struct ecoi_engine_term {
    eco_text text;
    uint64_t df, cf;
    ecoi_term_form *forms; /* most frequent first; NULL: the term itself is the only one */
    uint32_t n_forms;
    uint64_t loose; /* occurrences that no form's name has: they are of the term itself */
} ecoi_engine_term;

typedef struct ecoi_engine_lexicon {
    const ecoi_engine *engine;
    ecoi_engine_reader *reader;
    size_t n_places;
    ecoi_term_source source; /* give this to ecoi_segment_of_term_source */
    ecoi_arena arena;
    ecoi_map numbers;
    ecoi_engine_term *terms; /* by ordinal */
    size_t terms_cap;
    ecoi_engine_terms *walk;
    eco_text at;           /* the walk's name, in walk_name; ptr NULL: the end */
    bool walking;          /* `walk` goes over folded spellings that begin with `prefix` */
    ecoi_buf prefix, last; /* `last`: the spelling given out last */
    ecoi_buf name, walk_name;
} ecoi_engine_lexicon; /* dispose always */

void ecoi_engine_lexicon_init(ecoi_engine_lexicon *lexicon, const ecoi_engine *engine,
                              ecoi_engine_reader *reader, size_t n_places);
void ecoi_engine_lexicon_dispose(ecoi_engine_lexicon *lexicon);

static inline const ecoi_engine_term *ecoi_engine_lexicon_at(const ecoi_engine_lexicon *lexicon,
                                                             uint32_t ordinal)
{
    return &lexicon->terms[ordinal];
}

#endif
