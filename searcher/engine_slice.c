/* SPDX-License-Identifier: MIT */
#include "searcher/engine_slice.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "store/engine_names.h"
#include "store/engine_record.h"

/* The positions of a term in a document of the slice, and the forms at them. */
typedef struct posting {
    uint32_t doc;
    uint32_t n;
    size_t at; /* in `positions` and `ordinals` */
} posting;

/* A document by its number in the engine. */
typedef struct place {
    uint32_t docid, doc;
} place;

typedef struct maker {
    const ecoi_engine_slice *slice;
    ecoi_segment_writer *writer;
    ecoi_arena arena; /* of a document or term */
    place *places;    /* by rising docid */
    uint32_t *docids; /* the same, as the engine takes them */
    posting *postings;
    size_t n_postings, postings_cap;
    uint32_t *positions;
    uint16_t *ordinals;
    size_t n_positions, positions_cap, ordinals_cap;
    ecoi_buf name;
    uint32_t *numbers; /* by document of the slice: its posting + 1; 0: none */
    uint16_t ordinal;  /* of the form being read */
    bool no_memory;
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

static eco_status read_document(maker *m, size_t i, ecoi_record *record, eco_document *out, eco_error *error)
{
    const ecoi_engine_slice *s = m->slice;
    eco_text data;
    if (s->records) {
        eco_status status = ecoi_record_get(s->records[i], &m->arena, record, error);
        *out = (eco_document){.key = record->key,
                              .source = record->source,
                              .date = ecoi_date_unpack(record->date),
                              .has_regions = true};
        if (!status && !(out->regions = regions_of(m, record, &out->n_regions)))
            status = ecoi_error_no_memory(error);
        return status;
    }
    eco_status status = s->lexicon->engine->data(s->lexicon->reader, s->docids[i], &data, error);
    return status ? status : ecoi_data_get(data, &m->arena, record, out, error);
}

static eco_status put_document(maker *m, size_t i, eco_error *error)
{
    ecoi_record record;
    eco_document document;
    ecoi_arena_reset(&m->arena);
    eco_status status = read_document(m, i, &record, &document, error);
    if (status)
        return status;
    document.passages = passages_of(m, &record, &document);
    document.n_passages = record.n_passages;
    if (!document.passages)
        return ecoi_error_no_memory(error);
    ecoi_new_document indexed = {.document = &document,
                                 .passages = record.passages,
                                 .length = record.length,
                                 .title_length = record.title_length};
    return ecoi_segment_writer_add(m->writer, &indexed, error);
}

/* ---- postings ---- */

static bool take_positions(void *user, size_t i, const uint32_t *positions, size_t n)
{
    maker *m = user;
    if (!ecoi_grow(&m->postings, &m->postings_cap, m->n_postings + 1, sizeof *m->postings) ||
        !ecoi_grow(&m->positions, &m->positions_cap, m->n_positions + n, sizeof *m->positions) ||
        !ecoi_grow(&m->ordinals, &m->ordinals_cap, m->n_positions + n, sizeof *m->ordinals)) {
        m->no_memory = true;
        return false;
    }
    m->postings[m->n_postings++] = (posting){m->places[i].doc, (uint32_t)n, m->n_positions};
    for (size_t k = 0; k < n; k++) {
        m->positions[m->n_positions] = positions[k] - 1;
        m->ordinals[m->n_positions++] = m->ordinal;
    }
    m->numbers[m->places[i].doc] = (uint32_t)m->n_postings;
    return true;
}

/* Both lists rise. */
static bool take_form(void *user, size_t i, const uint32_t *positions, size_t n)
{
    maker *m = user;
    uint32_t number = m->numbers[m->places[i].doc];
    if (number == 0)
        return true; /* the form is there and its term is not: a damaged database; its term decides */
    const posting *p = &m->postings[number - 1];
    for (size_t k = 0, at = 0; k < n && at < p->n;) {
        uint32_t position = positions[k] - 1;
        if (m->positions[p->at + at] == position)
            m->ordinals[p->at + at] = m->ordinal;
        k += m->positions[p->at + at] >= position;
        at++;
    }
    return true;
}

static eco_status read_name(maker *m, char kind, const eco_text *texts,
                            bool (*each)(void *user, size_t i, const uint32_t *positions, size_t n),
                            eco_error *error)
{
    const ecoi_engine_lexicon *l = m->slice->lexicon;
    if (!ecoi_name_make(&m->name, kind, texts, ecoi_name_n_texts(kind), NULL, NULL))
        return ecoi_error_no_memory(error);
    eco_status status = l->engine->postings(l->reader, (eco_text){(const char *)m->name.data, m->name.len},
                                            m->docids, m->slice->n, each, m, error);
    return !status && m->no_memory ? ecoi_error_no_memory(error) : status;
}

/* The form of occurrences that no form's name has: the term itself. */
static uint16_t loose_form(const ecoi_engine_term *t)
{
    for (uint32_t i = 0; i < t->n_forms; i++)
        if (t->forms[i].form.len == t->text.len &&
            memcmp(t->forms[i].form.ptr, t->text.ptr, t->text.len) == 0)
            return (uint16_t)i;
    return 0;
}

static eco_status read_term(maker *m, const ecoi_engine_term *t, bool formed, eco_error *error)
{
    m->n_postings = m->n_positions = 0;
    memset(m->numbers, 0, (m->slice->n + 1) * sizeof *m->numbers);
    m->ordinal = formed ? loose_form(t) : 0;
    eco_status status = read_name(m, ECOI_NAME_TERM, &t->text, take_positions, error);
    for (uint32_t i = 0; !status && formed && m->n_postings && i < t->n_forms; i++) {
        const eco_text texts[] = {t->text, t->forms[i].form};
        m->ordinal = (uint16_t)i;
        status = read_name(m, ECOI_NAME_FORM, texts, take_form, error);
    }
    return status;
}

static int by_doc(const void *a, const void *b)
{
    const posting *x = a, *y = b;
    return (x->doc > y->doc) - (x->doc < y->doc);
}

/* A posting at a time: those of a slice of several databases are not in the order of its documents. */
static eco_status put_postings(maker *m, bool formed, eco_error *error)
{
    eco_status status = ECO_OK;
    qsort(m->postings, m->n_postings, sizeof *m->postings, by_doc);
    for (size_t i = 0; !status && i < m->n_postings; i++) {
        const posting *p = &m->postings[i];
        ecoi_posting_run run = {1, &p->doc, &p->n, m->positions + p->at, formed ? m->ordinals + p->at : NULL};
        status = ecoi_segment_writer_add_postings(m->writer, &run, error);
    }
    return status;
}

static eco_status put_term(maker *m, const ecoi_engine_term *t, bool wants_forms, eco_error *error)
{
    bool formed = wants_forms && t->n_forms > 1;
    eco_status status = read_term(m, t, formed, error);
    if (status || m->n_postings == 0)
        return status;
    status = ecoi_segment_writer_begin_term(m->writer, t->text.ptr, t->text.len, t->forms,
                                            formed ? t->n_forms : 0, error);
    if (!status)
        status = put_postings(m, formed, error);
    return status ? status : ecoi_segment_writer_end_term(m->writer, error);
}

/* ---- the whole ---- */

static int by_docid(const void *a, const void *b)
{
    const place *x = a, *y = b;
    return (x->docid > y->docid) - (x->docid < y->docid);
}

static eco_status place_documents(maker *m, eco_error *error)
{
    size_t n = m->slice->n;
    m->places = calloc(n + 1, sizeof *m->places);
    m->docids = calloc(n + 1, sizeof *m->docids);
    m->numbers = calloc(n + 1, sizeof *m->numbers);
    if (!m->places || !m->docids || !m->numbers)
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < n; i++)
        m->places[i] = (place){m->slice->docids[i], (uint32_t)i};
    qsort(m->places, n, sizeof *m->places, by_docid);
    for (size_t i = 0; i < n; i++)
        m->docids[i] = m->places[i].docid;
    return ECO_OK;
}

static eco_status write_segment(maker *m, const ecoi_vfs *vfs, eco_error *error)
{
    ecoi_engine_words *w = m->slice->words;
    ecoi_segment_numbers numbers;
    uint64_t bytes;
    eco_status status = place_documents(m, error);
    if (!status)
        status =
            ecoi_segment_writer_open(vfs, "documents found", m->slice->records == NULL, &m->writer, error);
    for (size_t i = 0; !status && i < m->slice->n; i++)
        status = put_document(m, i, error);
    if (!status)
        status = ecoi_segment_writer_begin_terms(m->writer, error);
    for (size_t i = 0; !status && i < w->n_terms; i++)
        status = put_term(m, ecoi_engine_lexicon_at(m->slice->lexicon, w->terms[i]), w->formed[i], error);
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
    free(m->places);
    free(m->docids);
    free(m->postings);
    free(m->positions);
    free(m->ordinals);
    free(m->numbers);
    ecoi_buf_dispose(&m->name);
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
