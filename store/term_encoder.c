/* SPDX-License-Identifier: MIT */
#include "store/term_encoder.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "store/segment_writer.h"

/* An encoded term: this, then the term, its forms as the dictionary has them, the folded forms (varint count,
 * varint length, bytes), the postings. Never leaves the process. */
typedef struct encoded_term {
    uint32_t term_len, n_forms, df;
    size_t forms_len, folded_len, postings_len;
    uint64_t cf;
} encoded_term;

struct ecoi_term_encoder {
    const ecoi_segment_writer *writer;
    ecoi_postings_encoder *postings;
    encoded_term term;
    ecoi_buf *out;
    size_t start; /* of the term in `out` */
    ecoi_buf forms, folded;
};

/* ---- encoding ---- */

/* Title positions come first and lie below the title's length. */
static float saturation(const void *self, uint32_t doc, uint32_t tf, const uint32_t *positions)
{
    const ecoi_segment_writer *w = self;
    uint32_t title_len = ecoi_writer_column(w, ECOI_TITLE_LENGTHS, doc), in_title = 0;
    while (in_title < tf && positions[in_title] < title_len)
        in_title++;
    float x = ecoi_bm25_frequency(&w->bm25, tf - in_title, ecoi_writer_column(w, ECOI_LENGTHS, doc), in_title,
                                  title_len);
    return ecoi_bm25_saturate(x);
}

eco_status ecoi_term_encoder_new(const ecoi_segment_writer *writer, ecoi_term_encoder **out, eco_error *error)
{
    ecoi_term_encoder *encoder = calloc(1, sizeof *encoder);
    if (!encoder || ecoi_postings_encoder_new((ecoi_impact_source){writer, saturation}, &encoder->postings)) {
        free(encoder);
        return ecoi_error_no_memory(error);
    }
    encoder->writer = writer;
    *out = encoder;
    return ECO_OK;
}

void ecoi_term_encoder_free(ecoi_term_encoder *encoder)
{
    if (!encoder)
        return;
    ecoi_postings_encoder_free(encoder->postings);
    ecoi_buf_dispose(&encoder->forms);
    ecoi_buf_dispose(&encoder->folded);
    free(encoder);
}

static bool put_suffix(ecoi_buf *out, eco_text text, eco_text base)
{
    size_t shared = ecoi_text_common(text, base);
    return ecoi_buf_append_varint(out, shared) && ecoi_buf_append_varint(out, text.len - shared) &&
           ecoi_buf_append(out, text.ptr + shared, text.len - shared);
}

/* One form of a term, see ecoi_segment_term_forms. */
static bool put_form(ecoi_term_encoder *e, const ecoi_term_form *form, eco_text term)
{
    bool same = ecoi_text_equal(form->form, form->folded);
    return ecoi_buf_append_varint(&e->forms, form->count << 1 | !same) &&
           put_suffix(&e->forms, form->form, term) &&
           (same || put_suffix(&e->forms, form->folded, form->form)) &&
           ecoi_buf_append_varint(&e->folded, form->count) &&
           ecoi_buf_append_varint(&e->folded, form->folded.len) &&
           ecoi_buf_append(&e->folded, form->folded.ptr, form->folded.len);
}

eco_status ecoi_term_encoder_begin(ecoi_term_encoder *e, const char *term, size_t len,
                                   const ecoi_term_form *forms, size_t n_forms, ecoi_buf *out,
                                   eco_error *error)
{
    if (len == 0 || len > ECOI_ENTRY_MAX || n_forms > UINT16_MAX)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "a term of %zu bytes with %zu forms", len, n_forms);
    bool fits = true;
    e->forms.len = e->folded.len = 0;
    for (size_t i = 0; fits && i < n_forms; i++)
        fits = put_form(e, &forms[i], (eco_text){term, len});
    e->term = (encoded_term){.term_len = (uint32_t)len,
                             .n_forms = (uint32_t)n_forms,
                             .forms_len = e->forms.len,
                             .folded_len = e->folded.len};
    e->out = out;
    e->start = out->len;
    ecoi_postings_begin(e->postings, ecoi_ordinal_bits(n_forms));
    if (!fits || !ecoi_buf_append(out, &e->term, sizeof e->term) || !ecoi_buf_append(out, term, len) ||
        !ecoi_buf_append(out, e->forms.data, e->forms.len) ||
        !ecoi_buf_append(out, e->folded.data, e->folded.len))
        return ecoi_error_no_memory(error);
    return ECO_OK;
}

eco_status ecoi_term_encoder_add_postings(ecoi_term_encoder *e, const ecoi_posting_run *run, eco_error *error)
{
    return ecoi_postings_add(e->postings, run) ? ecoi_error_no_memory(error) : ECO_OK;
}

eco_status ecoi_term_encoder_end(ecoi_term_encoder *e, eco_error *error)
{
    size_t before = e->out->len;
    if (ecoi_postings_end(e->postings, e->out, &e->term.df, &e->term.cf))
        return ecoi_error_no_memory(error);
    e->term.postings_len = e->out->len - before;
    memcpy(e->out->data + e->start, &e->term, sizeof e->term);
    return ECO_OK;
}

/* ---- adding ---- */

static bool add_folded(ecoi_segment_writer *w, const encoded_term *term, const uint8_t *p)
{
    const uint8_t *end = p + term->folded_len;
    if (!ecoi_grow(&w->forms, &w->forms_cap, w->n_forms + term->n_forms, sizeof *w->forms))
        return false;
    for (uint32_t ordinal = 0; ordinal < term->n_forms; ordinal++) {
        ecoi_folded_form *form = &w->forms[w->n_forms++];
        uint64_t count = 0, len = 0;
        p = ecoi_varint_get(p, end, &count);
        p = ecoi_varint_get(p, end, &len);
        *form = (ecoi_folded_form){.term = w->terms.n, .ordinal = ordinal, .count = count};
        if (!ecoi_arena_text(&w->texts, (eco_text){(const char *)p, len}, &form->folded))
            return false;
        p += len;
    }
    return true;
}

static bool add_entry(ecoi_segment_writer *w, const encoded_term *term, const uint8_t *bytes)
{
    uint64_t offset = w->file.len - w->tail.sections[ECOI_SECTION_POSTINGS].offset;
    ecoi_buf *payload = &w->scratch;
    payload->len = 0;
    return ecoi_buf_append_varint(payload, term->df) &&
           ecoi_buf_append_varint(payload, term->cf - term->df) && ecoi_buf_append_varint(payload, offset) &&
           ecoi_buf_append_varint(payload, term->postings_len) &&
           ecoi_buf_append_varint(payload, term->n_forms) &&
           ecoi_buf_append(payload, bytes + term->term_len, term->forms_len) &&
           ecoi_dictionary_add(&w->terms, (const char *)bytes, term->term_len, payload->data, payload->len);
}

static eco_status add_term(ecoi_segment_writer *w, const encoded_term *term, const uint8_t *bytes,
                           eco_error *error)
{
    const uint8_t *folded = bytes + term->term_len + term->forms_len;
    if (!add_folded(w, term, folded) || !add_entry(w, term, bytes))
        return ecoi_error_no_memory(error);
    w->tail.numbers.n_terms++;
    w->tail.numbers.n_forms += term->n_forms ? term->n_forms : 1;
    w->tail.numbers.n_postings += term->df;
    w->tail.numbers.n_positions += term->cf;
    return ecoi_paged_file_write(&w->file, folded + term->folded_len, term->postings_len, error);
}

eco_status ecoi_segment_writer_add_terms(ecoi_segment_writer *w, const ecoi_buf *encoded, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t at = 0; !status && at < encoded->len;) {
        encoded_term term;
        memcpy(&term, encoded->data + at, sizeof term);
        at += sizeof term;
        status = add_term(w, &term, encoded->data + at, error);
        at += term.term_len + term.forms_len + term.folded_len + term.postings_len;
    }
    return status;
}

/* ---- one term after another ---- */

eco_status ecoi_segment_writer_begin_term(ecoi_segment_writer *w, const char *term, size_t len,
                                          const ecoi_term_form *forms, size_t n_forms, eco_error *error)
{
    eco_status status = ecoi_segment_writer_begin_terms(w, error);
    if (!status && !w->encoder)
        status = ecoi_term_encoder_new(w, &w->encoder, error);
    if (status)
        return status;
    w->encoded.len = 0;
    return ecoi_term_encoder_begin(w->encoder, term, len, forms, n_forms, &w->encoded, error);
}

eco_status ecoi_segment_writer_add_postings(ecoi_segment_writer *w, const ecoi_posting_run *run,
                                            eco_error *error)
{
    return ecoi_term_encoder_add_postings(w->encoder, run, error);
}

eco_status ecoi_segment_writer_end_term(ecoi_segment_writer *w, eco_error *error)
{
    eco_status status = ecoi_term_encoder_end(w->encoder, error);
    return status ? status : ecoi_segment_writer_add_terms(w, &w->encoded, error);
}
