/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/date.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/text.h"
#include "store/bm25.h"
#include "store/column.h"
#include "store/documents.h"
#include "store/segment_internal.h"

/* A form waiting to be written to the dictionary of folded forms. */
typedef struct folded_form {
    eco_text folded;
    uint32_t term, ordinal;
    uint64_t count;
} folded_form;

/* Columns under construction: one u32 a document each. */
typedef enum column_name { LENGTHS, TITLE_LENGTHS, DATES, SOURCES, FOCUS, MENTION, N_COLUMNS } column_name;

struct ecoi_segment_writer {
    ecoi_paged_file file;
    ecoi_segment_tail tail;
    bool store_text;
    ecoi_documents_writer documents;
    ecoi_blob_writer keys, layout;
    ecoi_map sources;
    ecoi_buf columns[N_COLUMNS];
    ecoi_buf hashes; /* u64 a key */
    ecoi_bm25 bm25;
    bool in_terms;
    ecoi_postings_encoder *encoder;
    ecoi_dictionary_writer terms;
    char term[ECOI_ENTRY_MAX];
    size_t term_len;
    ecoi_buf term_forms; /* encoded */
    uint32_t n_term_forms;
    ecoi_buf postings; /* of the current term */
    ecoi_arena texts;
    folded_form *forms;
    size_t n_forms, forms_cap;
    ecoi_buf scratch;
};

static uint32_t column_value(const ecoi_segment_writer *w, column_name name, uint32_t doc)
{
    return ecoi_load32(w->columns[name].data + (size_t)doc * 4);
}

/* Title positions come first and lie below the title's length. */
static float saturation(const void *self, uint32_t doc, uint32_t tf, const uint32_t *positions)
{
    const ecoi_segment_writer *w = self;
    uint32_t title_len = column_value(w, TITLE_LENGTHS, doc), in_title = 0;
    while (in_title < tf && positions[in_title] < title_len)
        in_title++;
    float x =
        ecoi_bm25_frequency(&w->bm25, tf - in_title, column_value(w, LENGTHS, doc), in_title, title_len);
    return ecoi_bm25_saturate(x);
}

eco_status ecoi_segment_writer_open(const ecoi_vfs *vfs, const char *path, bool store_text,
                                    ecoi_segment_writer **out, eco_error *error)
{
    ecoi_segment_writer *w = calloc(1, sizeof *w);
    if (!w)
        return ecoi_error_no_memory(error);
    w->store_text = store_text;
    eco_status status = ecoi_paged_file_create(&w->file, vfs, path, error);
    if (!status && ecoi_postings_encoder_new((ecoi_impact_source){w, saturation}, &w->encoder))
        status = ecoi_error_no_memory(error);
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
    for (int i = 0; i < N_COLUMNS; i++)
        ecoi_buf_dispose(&w->columns[i]);
    ecoi_buf_dispose(&w->hashes);
    ecoi_postings_encoder_free(w->encoder);
    ecoi_dictionary_writer_dispose(&w->terms);
    ecoi_buf_dispose(&w->term_forms);
    ecoi_buf_dispose(&w->postings);
    ecoi_arena_dispose(&w->texts);
    free(w->forms);
    ecoi_buf_dispose(&w->scratch);
    free(w);
}

/* ---- documents ---- */

/* One BODY passage that holds every position is the common case and takes no bytes. */
static bool put_layout(ecoi_segment_writer *w, const ecoi_new_document *document)
{
    size_t n = document->document->n_passages;
    w->scratch.len = 0;
    bool plain = n == 1 && document->length > 0 && document->passages[0].zone == ECO_ZONE_BODY &&
                 document->passages[0].n_positions == document->length;
    for (size_t i = 0; !plain && i < n; i++)
        if (!ecoi_buf_append_varint(&w->scratch, (uint64_t)document->passages[i].n_positions << 3 |
                                                     document->passages[i].zone))
            return false;
    return ecoi_blob_add(&w->layout, w->scratch.data, w->scratch.len);
}

static bool put_columns(ecoi_segment_writer *w, const ecoi_new_document *document)
{
    const eco_document *d = document->document;
    uint32_t source = 0, focus = 0, mention = 0;
    if (d->source.ptr) {
        source = ecoi_map_add(&w->sources, d->source.ptr, d->source.len, NULL);
        if (source++ == ECOI_MAP_NONE)
            return false;
    }
    for (size_t i = 0; i < d->n_regions; i++) {
        mention |= 1u << d->regions[i].region;
        focus |= (uint32_t)d->regions[i].focus << d->regions[i].region;
    }
    return ecoi_buf_append32(&w->columns[LENGTHS], document->length) &&
           ecoi_buf_append32(&w->columns[TITLE_LENGTHS], document->title_length) &&
           ecoi_buf_append32(&w->columns[DATES], ecoi_date_pack(d->date)) &&
           ecoi_buf_append32(&w->columns[SOURCES], source) && ecoi_buf_append32(&w->columns[FOCUS], focus) &&
           ecoi_buf_append32(&w->columns[MENTION], mention);
}

eco_status ecoi_segment_writer_add(ecoi_segment_writer *w, const ecoi_new_document *document,
                                   eco_error *error)
{
    const eco_document *d = document->document;
    if (w->tail.numbers.n_docs >= ECOI_NO_DOC - 1)
        return ecoi_error_set(error, ECO_E_LIMIT, "a segment holds at most %u documents", ECOI_NO_DOC - 1);
    if (!ecoi_blob_add(&w->keys, d->key.ptr, d->key.len) ||
        !ecoi_buf_append64(&w->hashes, ecoi_hash(d->key.ptr, d->key.len)) || !put_layout(w, document) ||
        !put_columns(w, document))
        return ecoi_error_no_memory(error);
    w->tail.numbers.n_docs++;
    w->tail.numbers.sum_lengths += document->length;
    w->tail.numbers.sum_title_lengths += document->title_length;
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

/* Ends the documents and starts the postings. */
static eco_status begin_terms(ecoi_segment_writer *w, eco_error *error)
{
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

/* ---- terms ---- */

static bool put_suffix(ecoi_buf *out, eco_text text, eco_text base)
{
    size_t shared = ecoi_text_common(text, base);
    return ecoi_buf_append_varint(out, shared) && ecoi_buf_append_varint(out, text.len - shared) &&
           ecoi_buf_append(out, text.ptr + shared, text.len - shared);
}

/* One form of the current term, see ecoi_segment_term_forms. */
static bool put_form(ecoi_segment_writer *w, const ecoi_term_form *form, uint32_t ordinal)
{
    bool same = ecoi_text_equal(form->form, form->folded);
    folded_form *entry;
    if (!ecoi_buf_append_varint(&w->term_forms, form->count << 1 | !same) ||
        !put_suffix(&w->term_forms, form->form, (eco_text){w->term, w->term_len}) ||
        (!same && !put_suffix(&w->term_forms, form->folded, form->form)) ||
        !ecoi_grow(&w->forms, &w->forms_cap, w->n_forms + 1, sizeof *w->forms))
        return false;
    entry = &w->forms[w->n_forms++];
    entry->term = w->terms.n;
    entry->ordinal = ordinal;
    entry->count = form->count;
    return ecoi_arena_text(&w->texts, form->folded, &entry->folded);
}

eco_status ecoi_segment_writer_begin_term(ecoi_segment_writer *w, const char *term, size_t len,
                                          const ecoi_term_form *forms, size_t n_forms, eco_error *error)
{
    eco_status status = w->in_terms ? ECO_OK : begin_terms(w, error);
    if (status)
        return status;
    if (len == 0 || len > ECOI_ENTRY_MAX || n_forms > UINT16_MAX)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "a term of %zu bytes with %zu forms", len, n_forms);
    memcpy(w->term, term, len);
    w->term_len = len;
    w->term_forms.len = w->postings.len = 0;
    w->n_term_forms = (uint32_t)n_forms;
    for (size_t i = 0; i < n_forms; i++)
        if (!put_form(w, &forms[i], (uint32_t)i))
            return ecoi_error_no_memory(error);
    ecoi_postings_begin(w->encoder, ecoi_ordinal_bits(n_forms));
    return ECO_OK;
}

eco_status ecoi_segment_writer_add_postings(ecoi_segment_writer *w, const ecoi_posting_run *run,
                                            eco_error *error)
{
    eco_status status = ecoi_postings_add(w->encoder, run);
    return status ? ecoi_error_no_memory(error) : ECO_OK;
}

eco_status ecoi_segment_writer_end_term(ecoi_segment_writer *w, eco_error *error)
{
    uint32_t df;
    uint64_t cf;
    if (ecoi_postings_end(w->encoder, &w->postings, &df, &cf))
        return ecoi_error_no_memory(error);
    uint64_t offset = w->file.len - w->tail.sections[ECOI_SECTION_POSTINGS].offset;
    w->scratch.len = 0;
    if (!ecoi_buf_append_varint(&w->scratch, df) || !ecoi_buf_append_varint(&w->scratch, cf - df) ||
        !ecoi_buf_append_varint(&w->scratch, offset) ||
        !ecoi_buf_append_varint(&w->scratch, w->postings.len) ||
        !ecoi_buf_append_varint(&w->scratch, w->n_term_forms) ||
        !ecoi_buf_append(&w->scratch, w->term_forms.data, w->term_forms.len) ||
        !ecoi_dictionary_add(&w->terms, w->term, w->term_len, w->scratch.data, w->scratch.len))
        return ecoi_error_no_memory(error);
    w->tail.numbers.n_terms++;
    w->tail.numbers.n_forms += w->n_term_forms ? w->n_term_forms : 1;
    w->tail.numbers.n_postings += df;
    w->tail.numbers.n_positions += cf;
    return ecoi_paged_file_write(&w->file, w->postings.data, w->postings.len, error);
}

/* ---- the end ---- */

static int by_folded(const void *a, const void *b)
{
    const folded_form *x = a, *y = b;
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
        const folded_form *first = &w->forms[i];
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
    static const ecoi_section sections[N_COLUMNS] = {ECOI_SECTION_LENGTHS, ECOI_SECTION_TITLE_LENGTHS,
                                                     ECOI_SECTION_DATES,   ECOI_SECTION_SOURCES,
                                                     ECOI_SECTION_FOCUS,   ECOI_SECTION_MENTION};
    for (int i = 0; i < N_COLUMNS; i++) {
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
    eco_status status = w->in_terms ? ECO_OK : begin_terms(w, error);
    if (status || (status = put_terms(w, error)) || (status = put_forms(w, error)) ||
        (status = put_blob(w, ECOI_SECTION_KEYS, &w->keys, error)) || (status = put_key_slots(w, error)) ||
        (status = put_blob(w, ECOI_SECTION_LAYOUT, &w->layout, error)) ||
        (status = put_all_columns(w, error)) || (status = put_source_names(w, error)) ||
        (status = put_tail(w, error)))
        return status;
    *out = w->tail.numbers;
    *out_bytes = w->file.len;
    return ECO_OK;
}
