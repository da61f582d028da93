/* SPDX-License-Identifier: MIT */
#include "indexer/invert.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"

enum { FORM_OVERHEAD = 64 }; /* bytes that a form takes beside its text, in memo, tables and dictionary */

eco_status ecoi_inverter_open(ecoi_inverter *inverter, const ecoi_analyser *analyser, eco_error *error)
{
    inverter->one_field = strcmp(ecoi_analyser_name(analyser), "ws") == 0;
    inverter->flush = ecoi_flush_new();
    if (!inverter->flush)
        return ecoi_error_no_memory(error);
    return ecoi_analysis_new(analyser, &inverter->analysis, error);
}

void ecoi_inverter_dispose(ecoi_inverter *inverter)
{
    if (inverter->analysis)
        ecoi_analysis_free(inverter->analysis);
    ecoi_flush_free(inverter->flush);
    free(inverter->slots[0]);
    free(inverter->slots[1]);
    free(inverter->forms);
    free(inverter->tokens);
    free(inverter->doc_ends);
    free(inverter->layout);
    *inverter = (ecoi_inverter){0};
}

/* The tables that are indexed by the memo's numbers grow with it. */
static bool fit_slots(ecoi_inverter *inverter, bool hidden)
{
    size_t n = ecoi_analysis_n_forms(inverter->analysis), had = inverter->slots_cap[hidden];
    if (n <= had)
        return true;
    if (!ecoi_grow(&inverter->slots[hidden], &inverter->slots_cap[hidden], n, sizeof(uint32_t)))
        return false;
    memset(inverter->slots[hidden] + had, 0, (inverter->slots_cap[hidden] - had) * sizeof(uint32_t));
    return true;
}

/* A form met for the first time in the run; returns its number + 1, 0 when memory ran out. */
static uint32_t add_form(ecoi_inverter *inverter, uint32_t form, bool hidden)
{
    if (inverter->n_forms >= (1u << 30) - 2 ||
        !ecoi_grow(&inverter->forms, &inverter->forms_cap, inverter->n_forms + 1, sizeof *inverter->forms))
        return 0;
    const ecoi_form *text = ecoi_analysis_form(inverter->analysis, form);
    inverter->form_bytes += FORM_OVERHEAD + text->form_len + text->folded_len + text->term_len;
    inverter->forms[inverter->n_forms] = (ecoi_run_form){.form = form, .hidden = hidden};
    uint32_t slot = inverter->slots[hidden][form] = (uint32_t)++inverter->n_forms;
    if (hidden || !(text->flags & ECOI_FORM_CAPITALS))
        return slot;
    uint32_t capitals = inverter->slots[hidden][text->capitals];
    if (!capitals && !(capitals = add_form(inverter, text->capitals, hidden)))
        return 0;
    inverter->forms[slot - 1].capitals = capitals;
    return slot;
}

/* Hidden terms give up their last byte for the prefix when they are as long as can be (flush.c). */
static bool same_term(const ecoi_inverter *inverter, uint32_t a, uint32_t b)
{
    if (a == b)
        return true;
    const ecoi_form *x = ecoi_analysis_form(inverter->analysis, a),
                    *y = ecoi_analysis_form(inverter->analysis, b);
    return x->term_len == y->term_len &&
           memcmp(x->term, y->term, x->term_len < ECOI_ENTRY_MAX ? x->term_len : ECOI_ENTRY_MAX - 1) == 0;
}

/* Whether an earlier token at the position of tokens[i] has the same term: a term stands there once. */
static bool is_repeated(const ecoi_inverter *inverter, const ecoi_token *tokens, size_t i)
{
    for (size_t j = i; j > 0 && tokens[j - 1].position == tokens[i].position; --j)
        if (same_term(inverter, tokens[j - 1].form, tokens[i].form))
            return true;
    return false;
}

/* Where collecting stands in a document. */
typedef struct place {
    uint32_t start;   /* position of the passage's first token */
    uint32_t last;    /* position of the token before */
    uint32_t n_words; /* positions of the passage that hold a token */
} place;

/* Appends a passage's tokens. There is room for 4 words a token, and slots for every form. */
static bool append_tokens(ecoi_inverter *inverter, const ecoi_token *tokens, size_t n, bool hidden, place *at)
{
    uint32_t *slots = inverter->slots[hidden], *out = inverter->tokens + inverter->n_tokens;
    uint32_t last = at->last, before = UINT32_MAX;
    for (size_t i = 0; i < n; ++i) {
        if (tokens[i].position == before && is_repeated(inverter, tokens, i))
            continue;
        at->n_words += tokens[i].position != before;
        before = tokens[i].position;
        uint32_t slot = slots[tokens[i].form];
        if (!slot && !(slot = add_form(inverter, tokens[i].form, hidden)))
            return false;
        ecoi_run_form *form = &inverter->forms[slot - 1];
        ++form->count;
        uint32_t position = at->start + before, step = position - last;
        if (step > ECOI_TOKEN_STEP_MAX) {
            *out++ = 0;
            *out++ = position;
            step = 0;
        }
        last = position;
        *out++ = slot << ECOI_TOKEN_STEP_BITS | step;
        if (form->capitals) {
            ++inverter->forms[form->capitals - 1].count;
            *out++ = form->capitals << ECOI_TOKEN_STEP_BITS;
        }
    }
    at->last = last;
    inverter->n_tokens = (size_t)(out - inverter->tokens);
    return true;
}

static eco_status add_passage(ecoi_inverter *inverter, eco_text text, bool hidden, place *at,
                              uint32_t *out_n_positions, eco_error *error)
{
    const ecoi_token *tokens;
    size_t n;
    *out_n_positions = 0;
    at->n_words = 0;
    if (text.len == 0)
        return ECO_OK;
    eco_status status = ecoi_analysis_run(inverter->analysis, text.ptr, text.len, &tokens, &n, error);
    if (status != ECO_OK || n == 0)
        return status;
    if (tokens[n - 1].position >= UINT32_MAX - 1 - at->start)
        return ecoi_error_set(error, ECO_E_LIMIT, "a document has more than %u positions", UINT32_MAX - 1);
    if (!fit_slots(inverter, hidden) ||
        !ecoi_grow(&inverter->tokens, &inverter->tokens_cap, inverter->n_tokens + 4 * n, sizeof(uint32_t)) ||
        !append_tokens(inverter, tokens, n, hidden, at))
        return ecoi_error_no_memory(error);
    inverter->n_analysed += n;
    *out_n_positions = tokens[n - 1].position + 1;
    return ECO_OK;
}

static bool is_hidden(eco_zone zone)
{
    return zone == ECO_ZONE_BOILERPLATE || zone == ECO_ZONE_PAYWALL;
}

/* Zones as the analysis sees them: in one field everything is text. */
static eco_zone zone_of(const ecoi_inverter *inverter, const eco_passage *passage)
{
    return inverter->one_field ? ECO_ZONE_BODY : passage->zone;
}

static void count_passage(ecoi_inverter *inverter, size_t i, eco_zone zone, uint32_t n_positions,
                          const place *at, ecoi_new_document *out)
{
    if (inverter->one_field) {
        inverter->layout[i] = (ecoi_layout_passage){zone, 0};
        inverter->layout[0].n_positions += n_positions;
    } else {
        inverter->layout[i] = (ecoi_layout_passage){zone, n_positions};
    }
    if (zone == ECO_ZONE_TITLE && n_positions)
        out->title_length = at->start + n_positions; /* one number for all titles: gaps included */
    else if (!is_hidden(zone))
        out->length += at->n_words;
}

static eco_status add_passages(ecoi_inverter *inverter, const eco_document *document, ecoi_new_document *out,
                               eco_error *error)
{
    place at = {0};
    for (size_t i = 0; i < document->n_passages; ++i) {
        const eco_passage *passage = &document->passages[i];
        eco_zone zone = zone_of(inverter, passage);
        uint32_t n_positions;
        eco_status status = add_passage(inverter, passage->text, is_hidden(zone), &at, &n_positions, error);
        if (status != ECO_OK)
            return status;
        count_passage(inverter, i, zone, n_positions, &at, out);
        out->text_bytes += passage->text.len;
        at.start += n_positions;
        at.start += n_positions && !inverter->one_field; /* the free position that no phrase crosses */
    }
    return ECO_OK;
}

eco_status ecoi_inverter_add(ecoi_inverter *inverter, const eco_document *document, ecoi_new_document *out,
                             eco_error *error)
{
    if (!ecoi_grow(&inverter->layout, &inverter->layout_cap, document->n_passages + 1,
                   sizeof *inverter->layout) ||
        !ecoi_grow(&inverter->doc_ends, &inverter->docs_cap, inverter->n_docs + 1,
                   sizeof *inverter->doc_ends))
        return ecoi_error_no_memory(error);
    *out = (ecoi_new_document){.document = document, .passages = inverter->layout};
    eco_status status = add_passages(inverter, document, out, error);
    inverter->doc_ends[inverter->n_docs++] = inverter->n_tokens;
    return status;
}

void ecoi_inverter_trim(ecoi_inverter *inverter)
{
    free(inverter->tokens);
    inverter->tokens = NULL;
    inverter->tokens_cap = 0;
    ecoi_flush_trim(inverter->flush);
}

void ecoi_inverter_reset(ecoi_inverter *inverter, uint64_t memo_bytes)
{
    for (size_t i = 0; i < inverter->n_forms; ++i) {
        const ecoi_run_form *form = &inverter->forms[i];
        inverter->slots[form->hidden][form->form] = 0;
    }
    inverter->n_forms = inverter->n_tokens = inverter->n_docs = 0;
    inverter->form_bytes = 0;
    if (ecoi_analysis_bytes(inverter->analysis) > memo_bytes)
        ecoi_analysis_reset(inverter->analysis);
}
