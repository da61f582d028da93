/* SPDX-License-Identifier: MIT */
/* A group of a segment's documents, each with all its terms: what an engine takes. */
#ifndef ECOI_INDEXER_ENGINE_DOCUMENT_H
#define ECOI_INDEXER_ENGINE_DOCUMENT_H

#include "base/engine.h"
#include "store/engine_forward.h"
#include "store/engine_names.h"
#include "store/engine_record.h"

typedef struct ecoi_occurrence {
    uint32_t doc; /* of the group */
    uint32_t term;
    uint32_t position;
    uint32_t ordinal;
} ecoi_occurrence;

/* A term of the group and what it and its forms are called. */
typedef struct ecoi_group_term {
    eco_text text, name;
    eco_text *texts;          /* of the forms, by ordinal */
    eco_text *forms, *folded; /* by ordinal; forms NULL: there is one, the term itself; folded NULL: hidden */
    uint32_t n_forms;
} ecoi_group_term;

/* The forms that a term is met in within a document. */
typedef struct ecoi_met_form {
    uint32_t ordinal, n;
} ecoi_met_form;

typedef struct ecoi_engine_group {
    ecoi_name_cut *cut; /* told of what is cut from names; may set `status` and `error` */
    void *user;
    eco_status status;
    eco_error *error;
    ecoi_arena names, arena; /* of the group, of the document */
    ecoi_group_term *terms;
    size_t n_terms, terms_cap;
    ecoi_occurrence *items, *sorted;
    size_t n_items, items_cap, sorted_cap;
    size_t *ends; /* by document: where its occurrences end in `sorted` */
    size_t ends_cap;
    uint32_t first, n_docs;
    uint32_t first_place; /* in the index, of the segment's first document */
    uint32_t *positions;
    uint16_t *ordinals;
    size_t positions_cap, ordinals_cap;
    ecoi_engine_posting *postings;
    size_t n_postings, postings_cap;
    uint32_t *slots; /* by ordinal: place in `met` */
    size_t slots_cap;
    ecoi_met_form *met; /* of the present term */
    size_t n_met, met_cap;
    eco_text *met_texts;
    uint32_t *which; /* by position */
    size_t met_texts_cap, which_cap;
    ecoi_buf words; /* of the document */
    ecoi_forward_writer forward;
    ecoi_buf name, record, data;
    char dates[2][4], place[4];
    eco_text values[ECOI_N_SLOTS];
} ecoi_engine_group; /* zero-initialise, dispose always */

/* Takes the occurrences in documents [first, end). */
eco_status ecoi_engine_group_gather(ecoi_engine_group *group, const ecoi_segment *segment, uint32_t first,
                                    uint32_t end, eco_error *error);
/* A document of the group; it lives until the next call. */
eco_status ecoi_engine_group_document(ecoi_engine_group *group, const ecoi_segment *segment, uint32_t doc,
                                      ecoi_document_cache *cache, ecoi_engine_document *out,
                                      ecoi_record *out_record, eco_error *error);
void ecoi_engine_group_dispose(ecoi_engine_group *group);

#endif
