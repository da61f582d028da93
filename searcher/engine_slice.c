/* SPDX-License-Identifier: MIT */
#include "searcher/engine_slice.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "store/engine_forward.h"
#include "store/engine_record.h"

/* The postings of a term, as they are met document by document. */
typedef struct gathered {
    uint32_t *docs, *tfs, *positions;
    uint16_t *ordinals; /* of terms whose forms are asked for */
    size_t n_docs, n_positions, docs_cap, tfs_cap, positions_cap, ordinals_cap;
} gathered;

typedef struct maker {
    const ecoi_engine_slice *slice;
    ecoi_segment_writer *writer;
    ecoi_arena arena;   /* of a document */
    gathered *postings; /* by term of the words */
    uint32_t *which;
    size_t which_cap;
    uint32_t n_docs;   /* put */
    eco_status status; /* of one of them */
    eco_error *error;
} maker;

/* ---- documents ---- */

/* Bits as regions; their shares do not matter here. */
static eco_region_share *regions_of(maker *m, const ecoi_record *record, size_t *out_n)
{
    eco_region_share *regions = ecoi_arena_calloc(&m->arena, ECO_N_REGIONS, sizeof *regions);
    *out_n = 0;
    for (unsigned i = 0; regions && i < ECO_N_REGIONS; i++)
        if (record->mention >> i & 1)
            regions[(*out_n)++] = (eco_region_share){
                .region = (uint8_t)i, .focus = record->focus >> i & 1, .share = 1.0f / ECO_N_REGIONS};
    return regions;
}

/* A passage for every one of the layout: those beyond what is stored are empty. */
static const eco_passage *passages_of(maker *m, const ecoi_record *record, const eco_document *stored)
{
    eco_passage *passages = ecoi_arena_calloc(&m->arena, record->n_passages + 1, sizeof *passages);
    for (size_t i = 0; passages && i < record->n_passages; i++)
        passages[i] =
            i < stored->n_passages ? stored->passages[i] : (eco_passage){record->passages[i].zone, {"", 0}};
    return passages;
}

/* What the record alone tells. */
static eco_status bare_document(maker *m, eco_text bytes, ecoi_record *record, eco_document *out,
                                eco_error *error)
{
    eco_status status = ecoi_record_get(bytes, &m->arena, record, error);
    *out = (eco_document){.key = record->key,
                          .source = record->source,
                          .date = ecoi_date_unpack(record->date),
                          .has_regions = true};
    if (!status && !(out->regions = regions_of(m, record, &out->n_regions)))
        status = ecoi_error_no_memory(error);
    return status;
}

static eco_status whole_document(maker *m, uint32_t docid, ecoi_record *record, eco_document *out,
                                 eco_error *error)
{
    const ecoi_engine_lexicon *l = m->slice->lexicon;
    eco_text data, value;
    eco_status status = l->engine->document(l->reader, docid, &data, &value, error);
    if (!status)
        status = ecoi_record_get(value, &m->arena, record, error);
    return status ? status : ecoi_data_get(data, record, &m->arena, out, error);
}

/* ---- words ---- */

static uint16_t ordinal_of(const ecoi_engine_term *t, eco_text form)
{
    for (uint32_t i = 0; i < t->n_forms; i++)
        if (ecoi_text_equal(t->forms[i].form, form))
            return (uint16_t)i;
    return 0;
}

/* The forms at a term's positions in a document. */
static eco_status take_forms(maker *m, const ecoi_engine_term *t, const ecoi_forward *forward, uint16_t *out,
                             eco_error *error)
{
    uint32_t n = forward->n;
    uint16_t own = ordinal_of(t, t->text);
    eco_text *forms;
    size_t n_forms;
    for (uint32_t i = 0; i < n; i++)
        out[i] = own;
    if (!forward->has_forms)
        return ECO_OK;
    if (!ecoi_grow(&m->which, &m->which_cap, n, sizeof *m->which) ||
        !ecoi_forward_get_forms(forward, &m->arena, &forms, &n_forms, m->which))
        return ecoi_error_no_memory(error);
    for (uint32_t i = 0; i < n && n_forms; i++)
        out[i] = ordinal_of(t, forms[m->which[i]]);
    return ECO_OK;
}

static eco_status take_term(maker *m, uint32_t doc, const ecoi_forward *forward, size_t i, eco_error *error)
{
    gathered *g = &m->postings[i];
    size_t at = g->n_positions;
    if (!ecoi_grow(&g->docs, &g->docs_cap, g->n_docs + 1, sizeof *g->docs) ||
        !ecoi_grow(&g->tfs, &g->tfs_cap, g->n_docs + 1, sizeof *g->tfs) ||
        !ecoi_grow(&g->positions, &g->positions_cap, at + forward->n, sizeof *g->positions) ||
        !ecoi_grow(&g->ordinals, &g->ordinals_cap, at + forward->n, sizeof *g->ordinals))
        return ecoi_error_no_memory(error);
    ecoi_forward_positions(forward, g->positions + at);
    for (uint32_t k = 0; k < forward->n; k++)
        g->positions[at + k]--; /* engines count from 1 */
    g->docs[g->n_docs] = doc;
    g->tfs[g->n_docs++] = forward->n;
    g->n_positions += forward->n;
    if (!m->slice->words->formed[i])
        return ECO_OK;
    return take_forms(m, ecoi_engine_lexicon_at(m->slice->lexicon, m->slice->words->terms[i]), forward,
                      g->ordinals + at, error);
}

static eco_status take_words(maker *m, uint32_t doc, eco_text words, eco_error *error)
{
    const ecoi_engine_words *w = m->slice->words;
    ecoi_forward forward;
    eco_status status = ECO_OK;
    ecoi_forward_open(&forward, words);
    for (size_t i = 0; !status && i < w->n_terms; i++)
        if (ecoi_forward_find(&forward, ecoi_engine_lexicon_at(m->slice->lexicon, w->terms[i])->text) &&
            ecoi_forward_read(&forward))
            status = take_term(m, doc, &forward, i, error);
    return status || !forward.damaged
               ? status
               : ecoi_error_set(error, ECO_E_CORRUPT, "the words of a document are damaged");
}

static eco_status put_document(maker *m, uint32_t number, const ecoi_record *record, eco_document *document,
                               eco_error *error)
{
    bool sketched = m->slice->sketched;
    ecoi_sketch sketch;
    document->passages = passages_of(m, record, document);
    document->n_passages = record->n_passages;
    if (!document->passages)
        return ecoi_error_no_memory(error);
    if (sketched)
        sketch = ecoi_sketch_make(document);
    const ecoi_new_document indexed = {.document = document,
                                       .passages = record->passages,
                                       .length = record->length,
                                       .title_length = record->title_length,
                                       .sketch = sketched ? &sketch : NULL};
    eco_status status = ecoi_segment_writer_add(m->writer, &indexed, error);
    return status ? status : take_words(m, number, record->words, error);
}

/* As the next document of the segment. */
static bool put_record(void *user, uint32_t docid, eco_text bytes)
{
    maker *m = user;
    ecoi_record record;
    eco_document document;
    (void)docid;
    ecoi_arena_reset(&m->arena);
    m->status = bare_document(m, bytes, &record, &document, m->error);
    if (!m->status)
        m->status = put_document(m, m->n_docs++, &record, &document, m->error);
    return !m->status;
}

static bool put_match(void *user, uint32_t docid, eco_text bytes)
{
    maker *m = user;
    ecoi_docids *docids = m->slice->docids;
    if (!ecoi_grow(&docids->items, &docids->cap, docids->n + 1, sizeof *docids->items))
        m->status = ecoi_error_no_memory(m->error);
    else
        docids->items[docids->n++] = docid;
    return !m->status && put_record(m, docid, bytes);
}

static eco_status put_records(maker *m, eco_error *error)
{
    const ecoi_engine_slice *s = m->slice;
    const ecoi_engine_lexicon *l = s->lexicon;
    m->error = error;
    eco_status status =
        s->of == ECOI_SLICE_QUERY
            ? l->engine->match(l->reader, s->query, s->most, s->total, put_match, m, error)
            : l->engine->values(l->reader, s->docids->items, s->docids->n, put_record, m, error);
    return status ? status : m->status;
}

static eco_status put_whole(maker *m, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < m->slice->docids->n; i++) {
        ecoi_record record;
        eco_document document;
        ecoi_arena_reset(&m->arena);
        status = whole_document(m, m->slice->docids->items[i], &record, &document, error);
        if (!status)
            status = put_document(m, m->n_docs++, &record, &document, error);
    }
    return status;
}

/* ---- the whole ---- */

static eco_status put_term(maker *m, size_t i, eco_error *error)
{
    const gathered *g = &m->postings[i];
    const ecoi_engine_term *t = ecoi_engine_lexicon_at(m->slice->lexicon, m->slice->words->terms[i]);
    bool formed = m->slice->words->formed[i] && t->n_forms > 1;
    ecoi_posting_run run = {g->n_docs, g->docs, g->tfs, g->positions, formed ? g->ordinals : NULL};
    if (g->n_docs == 0)
        return ECO_OK;
    eco_status status = ecoi_segment_writer_begin_term(m->writer, t->text.ptr, t->text.len, t->forms,
                                                       formed ? t->n_forms : 0, error);
    if (!status)
        status = ecoi_segment_writer_add_postings(m->writer, &run, error);
    return status ? status : ecoi_segment_writer_end_term(m->writer, error);
}

static eco_status write_segment(maker *m, const ecoi_vfs *vfs, eco_error *error)
{
    size_t n_terms = m->slice->words->n_terms;
    ecoi_segment_numbers numbers;
    uint64_t bytes;
    m->postings = calloc(n_terms + 1, sizeof *m->postings);
    if (!m->postings)
        return ecoi_error_no_memory(error);
    bool is_whole = m->slice->of == ECOI_SLICE_WHOLE;
    eco_status status = ecoi_segment_writer_open(vfs, "documents found", is_whole, &m->writer, error);
    if (!status)
        status = is_whole ? put_whole(m, error) : put_records(m, error);
    if (!status)
        status = ecoi_segment_writer_begin_terms(m->writer, error);
    for (size_t i = 0; !status && i < n_terms; i++)
        status = put_term(m, i, error);
    return status ? status : ecoi_segment_writer_finish(m->writer, &numbers, &bytes, error);
}

/* The word's terms as the segment has them; those that it does not have fall away. */
static eco_status use_segment(const ecoi_engine_slice *slice, size_t word, const ecoi_segment *segment,
                              ecoi_arena *arena, eco_error *error)
{
    const ecoi_engine_words *w = slice->words;
    size_t n = 0;
    ecoi_use *uses = ecoi_arena_calloc(arena, w->n_uses[word] + 1, sizeof *uses);
    eco_status status = uses ? ECO_OK : ecoi_error_no_memory(error);
    for (size_t i = 0; !status && i < w->n_uses[word]; i++) {
        const ecoi_engine_term *t = ecoi_engine_lexicon_at(slice->lexicon, w->uses[word][i].term.ordinal);
        bool found = false;
        uses[n] = w->uses[word][i];
        status = ecoi_segment_find_term(segment, t->text.ptr, t->text.len, &uses[n].term, &found, error);
        n += !status && found;
    }
    if (status)
        return status;
    w->words[word]->uses[slice->number] = uses;
    w->words[word]->n_uses[slice->number] = n;
    return ECO_OK;
}

static void dispose(maker *m)
{
    ecoi_segment_writer_close(m->writer);
    ecoi_arena_dispose(&m->arena);
    for (size_t i = 0; m->postings && i < m->slice->words->n_terms; i++) {
        free(m->postings[i].docs);
        free(m->postings[i].tfs);
        free(m->postings[i].positions);
        free(m->postings[i].ordinals);
    }
    free(m->postings);
    free(m->which);
}

eco_status ecoi_engine_slice_make(const ecoi_engine_slice *slice, ecoi_vfs_memory *memory, ecoi_arena *arena,
                                  ecoi_segment **out, eco_error *error)
{
    maker m = {.slice = slice};
    ecoi_segment *segment = NULL;
    eco_status status = write_segment(&m, &memory->vfs, error);
    dispose(&m);
    if (!status)
        status = ecoi_segment_open(&memory->vfs, "documents found", &segment, error);
    ecoi_vfs_memory_dispose(memory); /* the segment has a copy of the file */
    for (size_t i = 0; !status && i < slice->words->n; i++)
        status = use_segment(slice, i, segment, arena, error);
    if (status) {
        ecoi_segment_close(segment);
        return status;
    }
    *out = segment;
    return ECO_OK;
}
