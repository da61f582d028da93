/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "searcher/lexer.h"
#include "searcher/suggest_impl.h"

enum { MOST_DOCUMENTS = 4, MOST_BYTES = 32 << 10 /* of text analysed, over all documents */ };

/* Spellings met so far, each better than the ones before it: no name is written in small letters, no common
 * word always with a capital, and all capitals are for titles and acronyms. */
typedef enum spelling_kind { UNKNOWN, CAPITALS, CAPITALISED, SMALL } spelling_kind;

typedef struct spelling {
    const ecoi_suggest_request *request;
    const ecoi_candidate *candidate;
    ecoi_arena *arena;
    eco_text best;
    spelling_kind kind;
    size_t bytes_left;
} spelling;

static bool has_capital_after_first(eco_text text)
{
    for (size_t i = 1; i < text.len; i++)
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
            return true;
    return false;
}

static spelling_kind kind_of(eco_text surface, eco_text form)
{
    if (ecoi_text_equal(surface, form))
        return SMALL;
    return has_capital_after_first(surface) ? CAPITALS : CAPITALISED;
}

/* Whether the text stands for itself in a query. */
static bool is_plain_word(eco_text text)
{
    ecoi_lexer lexer;
    ecoi_lexeme word;
    ecoi_lexer_init(&lexer, text.ptr, text.len);
    ecoi_lexer_next(&lexer, &word);
    return word.kind == ECOI_LEX_WORD && word.text_len == text.len;
}

static eco_status read_text(spelling *s, eco_text text, eco_error *error)
{
    const ecoi_token *tokens;
    size_t n;
    eco_status status = ecoi_analysis_run(s->request->analysis, text.ptr, text.len, &tokens, &n, error);
    for (size_t i = 0; !status && i < n; i++) {
        const ecoi_form *form = ecoi_analysis_form(s->request->analysis, tokens[i].form);
        eco_text surface = {text.ptr + tokens[i].start, tokens[i].len};
        if (!ecoi_text_equal((eco_text){form->form, form->form_len}, s->candidate->form))
            continue;
        spelling_kind kind = kind_of(surface, s->candidate->form);
        if (kind <= s->kind || !is_plain_word(surface))
            continue;
        s->kind = kind;
        if (!ecoi_arena_text(s->arena, surface, &s->best))
            return ecoi_error_no_memory(error);
    }
    return status;
}

static eco_status read_document(spelling *s, const ecoi_segment *segment, uint32_t doc, eco_error *error)
{
    const eco_document *document;
    eco_status status = ecoi_segment_document(segment, doc, s->arena, &document, error);
    for (size_t i = 0; !status && s->kind < SMALL && i < document->n_passages; i++) {
        eco_text text = document->passages[i].text;
        if (text.len > s->bytes_left)
            continue;
        s->bytes_left -= text.len;
        status = read_text(s, text, error);
    }
    return status;
}

static eco_status read_segment(spelling *s, const ecoi_segment *segment, unsigned *documents_left,
                               eco_error *error)
{
    ecoi_term term;
    ecoi_cursor cursor;
    bool found;
    eco_status status =
        ecoi_segment_find_term(segment, s->candidate->term.ptr, s->candidate->term.len, &term, &found, error);
    if (status || !found)
        return status;
    status = ecoi_segment_cursor(segment, &term, &cursor, error);
    if (status)
        return status;
    while (!status && s->kind < SMALL && *documents_left && ecoi_cursor_next(&cursor) != ECOI_NO_DOC) {
        --*documents_left;
        status = read_document(s, segment, cursor.doc, error);
    }
    return status;
}

eco_status ecoi_suggest_spelling(const ecoi_suggest_request *request, const ecoi_candidate *candidate,
                                 ecoi_arena *arena, eco_text *out, eco_error *error)
{
    spelling s = {.request = request, .candidate = candidate, .arena = arena, .bytes_left = MOST_BYTES};
    unsigned documents_left = MOST_DOCUMENTS;
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && s.kind < SMALL && i < request->snapshot->n_segments; i++)
        status = read_segment(&s, request->snapshot->segments[i], &documents_left, error);
    *out = s.kind == UNKNOWN ? candidate->form : s.best;
    return status;
}
