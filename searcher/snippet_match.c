/* SPDX-License-Identifier: MIT */
/* Snippets: the tokens of a text that answer the query. */
#include "searcher/snippet_impl.h"

#include "base/error.h"

/* Long passages are analysed in pieces, so that the list of tokens stays small. */
enum { PIECE = 1 << 16 };

static size_t piece_end(eco_text text, size_t start)
{
    size_t end = start + PIECE;
    if (end >= text.len)
        return text.len;
    while (end > start && (unsigned char)text.ptr[end] > ' ')
        end--;
    if (end > start)
        return end;
    for (end = start + PIECE; ((unsigned char)text.ptr[end] & 0xc0) == 0x80 && end > start + 1;)
        end--;
    return end;
}

/* Tokens come nearly in order of start: a few that share a position may be the wrong way round. */
static void sort_in(ecoi_matches *matches)
{
    size_t i = matches->n - 1;
    ecoi_match match = matches->items[i];
    for (;
         i > 0 && matches->items[i - 1].passage == match.passage && matches->items[i - 1].start > match.start;
         i--)
        matches->items[i] = matches->items[i - 1];
    matches->items[i] = match;
}

static bool add(ecoi_matches *matches, ecoi_match match)
{
    if (!ecoi_grow(&matches->items, &matches->cap, matches->n + 1, sizeof *matches->items))
        return false;
    matches->items[matches->n++] = match;
    sort_in(matches);
    return true;
}

static bool add_token(ecoi_matches *matches, const ecoi_analysis *analysis,
                      const ecoi_highlighter *highlighter, uint32_t passage, size_t offset,
                      const ecoi_token *token)
{
    unsigned group = 0;
    const ecoi_form *form = ecoi_analysis_form(analysis, token->form);
    float weight = highlighter->weigh(highlighter->user, form, &group);
    if (!(weight > 0) && form->flags & ECOI_FORM_CAPITALS)
        weight = highlighter->weigh(highlighter->user, ecoi_analysis_form(analysis, form->capitals), &group);
    if (!(weight > 0) || token->len == 0)
        return true;
    ecoi_match match = {
        .passage = passage, .weight = weight, .group = (uint8_t)(group % ECOI_SNIPPET_GROUPS)};
    match.start = (uint32_t)offset + token->start;
    match.end = match.start + token->len;
    return add(matches, match);
}

eco_status ecoi_matches_find(ecoi_matches *matches, ecoi_analysis *analysis,
                             const ecoi_highlighter *highlighter, uint32_t passage, eco_text text,
                             size_t max_bytes, eco_error *error)
{
    size_t limit = text.len < max_bytes ? text.len : max_bytes;
    for (size_t start = 0, end; start < limit; start = end) {
        const ecoi_token *tokens;
        size_t n;
        end = piece_end(text, start);
        eco_status status = ecoi_analysis_run(analysis, text.ptr + start, end - start, &tokens, &n, error);
        if (status != ECO_OK)
            return status;
        for (size_t i = 0; i < n; i++) {
            if (matches->n >= ECOI_SNIPPET_MAX_MATCHES)
                return ECO_OK;
            if (!add_token(matches, analysis, highlighter, passage, start, &tokens[i]))
                return ecoi_error_no_memory(error);
        }
    }
    return ECO_OK;
}
