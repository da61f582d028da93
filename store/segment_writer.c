/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/column.h"
#include "store/segment_writer.h"

eco_status ecoi_segment_writer_open(const ecoi_vfs *vfs, const char *path, bool store_text,
                                    ecoi_segment_writer **out, eco_error *error)
{
    ecoi_segment_writer *w = calloc(1, sizeof *w);
    if (!w)
        return ecoi_error_no_memory(error);
    w->store_text = store_text;
    eco_status status = ecoi_paged_file_create(&w->file, vfs, path, error);
    if (status) {
        ecoi_segment_writer_close(w);
        return status;
    }
    *out = w;
    return ECO_OK;
}

void ecoi_segment_writer_close(ecoi_segment_writer *w)
{
    if (!w)
        return;
    ecoi_paged_file_dispose(&w->file);
    ecoi_documents_writer_dispose(&w->documents);
    ecoi_blob_writer_dispose(&w->keys);
    ecoi_blob_writer_dispose(&w->layout);
    ecoi_map_dispose(&w->sources);
    for (int i = 0; i < ECOI_N_COLUMNS; i++)
        ecoi_buf_dispose(&w->columns[i]);
    ecoi_buf_dispose(&w->hashes);
    ecoi_buf_dispose(&w->sketches);
    ecoi_term_encoder_free(w->encoder);
    ecoi_buf_dispose(&w->encoded);
    ecoi_dictionary_writer_dispose(&w->terms);
    ecoi_arena_dispose(&w->texts);
    free(w->forms);
    ecoi_buf_dispose(&w->scratch);
    free(w);
}

/* ---- documents ---- */

/* One BODY passage that holds every position is the common case and takes no bytes. */
static bool encode_layout(const ecoi_new_document *document, ecoi_buf *out)
{
    size_t n = document->document->n_passages;
    bool plain = n == 1 && document->length > 0 && document->passages[0].zone == ECO_ZONE_BODY &&
                 document->passages[0].n_positions == document->length;
    out->len = 0;
    for (size_t i = 0; !plain && i < n; i++)
        if (!ecoi_buf_append_varint(out, (uint64_t)document->passages[i].n_positions << 3 |
                                             document->passages[i].zone))
            return false;
    return true;
}

bool ecoi_writer_source(ecoi_segment_writer *w, eco_text source, uint32_t *out)
{
    *out = 0;
    if (!source.ptr)
        return true;
    *out = ecoi_map_add(&w->sources, source.ptr, source.len, NULL);
    return (*out)++ != ECOI_MAP_NONE;
}

static bool put_empty_sketches(ecoi_segment_writer *w, uint64_t n)
{
    if (n == 0)
        return true;
    uint8_t *p = ecoi_buf_reserve(&w->sketches, n * ECOI_SKETCH_BYTES);
    if (!p)
        return false;
    memset(p, 0xff, n * ECOI_SKETCH_BYTES);
    w->sketches.len += n * ECOI_SKETCH_BYTES;
    return true;
}

/* Nothing is kept until a document has one. */
static bool add_sketch(ecoi_segment_writer *w, const ecoi_sketch *sketch)
{
    bool is_empty = !sketch || ecoi_sketch_is_empty(sketch);
    if (is_empty)
        return !w->has_sketch || put_empty_sketches(w, 1);
    if (!w->has_sketch && !put_empty_sketches(w, w->tail.numbers.n_docs))
        return false;
    w->has_sketch = true;
    return ecoi_buf_append(&w->sketches, sketch, ECOI_SKETCH_BYTES);
}

bool ecoi_writer_add_columns(ecoi_segment_writer *w, eco_text key, const void *layout, size_t layout_len,
                             const uint32_t values[ECOI_N_COLUMNS], const ecoi_sketch *sketch)
{
    bool fits = ecoi_blob_add(&w->keys, key.ptr, key.len) &&
                ecoi_buf_append64(&w->hashes, ecoi_hash(key.ptr, key.len)) &&
                ecoi_blob_add(&w->layout, layout, layout_len) && add_sketch(w, sketch);
    for (int i = 0; fits && i < ECOI_N_COLUMNS; i++)
        fits = ecoi_buf_append32(&w->columns[i], values[i]);
    if (!fits)
        return false;
    w->tail.numbers.n_docs++;
    w->tail.numbers.sum_lengths += values[ECOI_LENGTHS];
    w->tail.numbers.sum_title_lengths += values[ECOI_TITLE_LENGTHS];
    return true;
}

eco_status ecoi_writer_check_room(const ecoi_segment_writer *w, uint64_t n_docs, eco_error *error)
{
    if (w->tail.numbers.n_docs + n_docs < ECOI_NO_DOC)
        return ECO_OK;
    return ecoi_error_set(error, ECO_E_LIMIT, "a segment holds at most %u documents", ECOI_NO_DOC - 1);
}

eco_status ecoi_segment_writer_add(ecoi_segment_writer *w, const ecoi_new_document *document,
                                   eco_error *error)
{
    const eco_document *d = document->document;
    uint32_t values[ECOI_N_COLUMNS] = {[ECOI_LENGTHS] = document->length,
                                       [ECOI_TITLE_LENGTHS] = document->title_length,
                                       [ECOI_DATES] = ecoi_date_pack(d->date)};
    for (size_t i = 0; i < d->n_regions; i++) {
        values[ECOI_MENTION] |= 1u << d->regions[i].region;
        values[ECOI_FOCUS] |= (uint32_t)d->regions[i].focus << d->regions[i].region;
    }
    eco_status status = ecoi_writer_check_room(w, 1, error);
    if (status)
        return status;
    if (!ecoi_writer_source(w, d->source, &values[ECOI_SOURCES]) || !encode_layout(document, &w->scratch) ||
        !ecoi_writer_add_columns(w, d->key, w->scratch.data, w->scratch.len, values, document->sketch))
        return ecoi_error_no_memory(error);
    w->tail.numbers.text_bytes += document->text_bytes;
    return ecoi_documents_add(&w->documents, d, w->store_text, &w->file, error);
}

/* ---- sections ---- */

static eco_status put_section(ecoi_segment_writer *w, ecoi_section section, const ecoi_buf *bytes,
                              eco_error *error)
{
    eco_status status = ecoi_paged_file_align(&w->file, error);
    if (status)
        return status;
    w->tail.sections[section] = (ecoi_extent){w->file.len, bytes->len};
    return ecoi_paged_file_write(&w->file, bytes->data, bytes->len, error);
}

static eco_status put_blob(ecoi_segment_writer *w, ecoi_section section, const ecoi_blob_writer *blob,
                           eco_error *error)
{
    w->scratch.len = 0;
    return ecoi_blob_finish(blob, &w->scratch) ? put_section(w, section, &w->scratch, error)
                                               : ecoi_error_no_memory(error);
}

eco_status ecoi_segment_writer_begin_terms(ecoi_segment_writer *w, eco_error *error)
{
    if (w->in_terms)
        return ECO_OK;
    const ecoi_segment_numbers *numbers = &w->tail.numbers;
    double n = (double)numbers->n_docs;
    w->scratch.len = 0;
    eco_status status = ecoi_documents_finish(&w->documents, &w->file, &w->scratch, error);
    w->tail.sections[ECOI_SECTION_DOCUMENTS] = (ecoi_extent){0, w->file.len};
    if (!status)
        status = put_section(w, ECOI_SECTION_DOC_BLOCKS, &w->scratch, error);
    if (!status)
        status = ecoi_paged_file_align(&w->file, error);
    w->tail.sections[ECOI_SECTION_POSTINGS].offset = w->file.len;
    w->bm25 = ecoi_bm25_make(n > 0 ? (double)numbers->sum_lengths / n : 0,
                             n > 0 ? (double)numbers->sum_title_lengths / n : 0);
    w->in_terms = true;
    return status;
}

/* ---- the end ---- */

static int by_folded(const void *a, const void *b)
{
    const ecoi_folded_form *x = a, *y = b;
    int order = ecoi_text_compare(x->folded, y->folded);
    if (!order)
        order = (x->count < y->count) - (x->count > y->count);
    if (!order)
        order = (x->term > y->term) - (x->term < y->term);
    return order ? order : (x->ordinal > y->ordinal) - (x->ordinal < y->ordinal);
}

static eco_status put_forms(ecoi_segment_writer *w, eco_error *error)
{
    ecoi_dictionary_writer dictionary = {0};
    ecoi_buf uses = {0}, section = {0};
    bool fits = true;
    if (w->n_forms)
        qsort(w->forms, w->n_forms, sizeof *w->forms, by_folded);
    for (size_t i = 0, next; fits && i < w->n_forms; i = next) {
        const ecoi_folded_form *first = &w->forms[i];
        uses.len = 0;
        for (next = i; next < w->n_forms && ecoi_text_equal(w->forms[next].folded, first->folded); next++)
            if (fits && next - i < ECOI_FOLDED_USES_MAX)
                fits = ecoi_buf_append_varint(&uses, w->forms[next].term) &&
                       ecoi_buf_append_varint(&uses, w->forms[next].ordinal);
        fits = fits &&
               ecoi_dictionary_add(&dictionary, first->folded.ptr, first->folded.len, uses.data, uses.len);
    }
    eco_status status = fits && ecoi_dictionary_finish(&dictionary, &section)
                            ? put_section(w, ECOI_SECTION_FORMS, &section, error)
                            : ecoi_error_no_memory(error);
    ecoi_dictionary_writer_dispose(&dictionary);
    ecoi_buf_dispose(&uses);
    ecoi_buf_dispose(&section);
    return status;
}

static eco_status put_terms(ecoi_segment_writer *w, eco_error *error)
{
    w->tail.sections[ECOI_SECTION_POSTINGS].len =
        w->file.len - w->tail.sections[ECOI_SECTION_POSTINGS].offset;
    w->scratch.len = 0;
    if (!ecoi_dictionary_finish(&w->terms, &w->scratch))
        return ecoi_error_no_memory(error);
    return put_section(w, ECOI_SECTION_TERMS, &w->scratch, error);
}

/* Slots hold document + 1; a third of them stays free. */
static eco_status put_key_slots(ecoi_segment_writer *w, eco_error *error)
{
    uint64_t n_docs = w->tail.numbers.n_docs, n_slots = n_docs + n_docs / 2 + 1;
    if (n_slots > UINT32_MAX)
        return ecoi_error_set(error, ECO_E_LIMIT, "too many documents for one segment");
    w->scratch.len = 0;
    uint8_t *slots = ecoi_buf_reserve(&w->scratch, n_slots * 4);
    if (!slots)
        return ecoi_error_no_memory(error);
    memset(slots, 0, n_slots * 4);
    for (uint32_t doc = 0; doc < n_docs; doc++) {
        uint32_t slot = ecoi_key_slot(ecoi_load64(w->hashes.data + (size_t)doc * 8), (uint32_t)n_slots);
        while (ecoi_load32(slots + (size_t)slot * 4))
            slot = slot + 1 < n_slots ? slot + 1 : 0;
        ecoi_store32(slots + (size_t)slot * 4, doc + 1);
    }
    w->scratch.len = n_slots * 4;
    return put_section(w, ECOI_SECTION_KEY_SLOTS, &w->scratch, error);
}

static eco_status put_source_names(ecoi_segment_writer *w, eco_error *error)
{
    ecoi_blob_writer names = {0};
    bool fits = true;
    for (size_t i = 0; fits && i < w->sources.n; i++)
        fits = ecoi_blob_add(&names, w->sources.entries[i].key, w->sources.entries[i].len);
    eco_status status =
        fits ? put_blob(w, ECOI_SECTION_SOURCE_NAMES, &names, error) : ecoi_error_no_memory(error);
    ecoi_blob_writer_dispose(&names);
    return status;
}

static eco_status put_all_columns(ecoi_segment_writer *w, eco_error *error)
{
    static const ecoi_section sections[ECOI_N_COLUMNS] = {ECOI_SECTION_LENGTHS, ECOI_SECTION_TITLE_LENGTHS,
                                                          ECOI_SECTION_DATES,   ECOI_SECTION_SOURCES,
                                                          ECOI_SECTION_FOCUS,   ECOI_SECTION_MENTION};
    for (int i = 0; i < ECOI_N_COLUMNS; i++) {
        w->scratch.len = 0;
        if (!ecoi_column_write((const uint32_t *)(const void *)w->columns[i].data, w->tail.numbers.n_docs,
                               &w->scratch))
            return ecoi_error_no_memory(error);
        eco_status status = put_section(w, sections[i], &w->scratch, error);
        if (status)
            return status;
    }
    return ECO_OK;
}

static eco_status put_sketches(ecoi_segment_writer *w, eco_error *error)
{
    return put_section(w, ECOI_SECTION_SKETCHES, &w->sketches, error);
}

static eco_status put_tail(ecoi_segment_writer *w, eco_error *error)
{
    /* the slack that decoders may load past the last section */
    static const uint8_t slack[ECOI_OVERREAD];
    eco_status status = ecoi_paged_file_write(&w->file, slack, sizeof slack, error);
    w->scratch.len = 0;
    if (!status && !ecoi_buf_append(&w->scratch, &w->tail, sizeof w->tail))
        status = ecoi_error_no_memory(error);
    return status ? status : ecoi_paged_file_finish(&w->file, &w->scratch, error);
}

eco_status ecoi_segment_writer_finish(ecoi_segment_writer *w, ecoi_segment_numbers *out, uint64_t *out_bytes,
                                      eco_error *error)
{
    eco_status status = ecoi_segment_writer_begin_terms(w, error);
    if (status || (status = put_terms(w, error)) || (status = put_forms(w, error)) ||
        (status = put_blob(w, ECOI_SECTION_KEYS, &w->keys, error)) || (status = put_key_slots(w, error)) ||
        (status = put_blob(w, ECOI_SECTION_LAYOUT, &w->layout, error)) ||
        (status = put_all_columns(w, error)) || (status = put_source_names(w, error)) ||
        (status = put_sketches(w, error)) || (status = put_tail(w, error)))
        return status;
    *out = w->tail.numbers;
    *out_bytes = w->file.len;
    return ECO_OK;
}
