/* SPDX-License-Identifier: MIT */
#include "stem/context.h"

#include <string.h>

#include "stem/memo.h"
#include "stem/scan.h"

enum { GROUP = 3 };

/* -- what a chunk can be part of
 * ---------------------------------------------------------------------------------- */

static size_t n_leading_digits(const ecoi_form *form)
{
    return strspn(form->form, "0123456789");
}

static uint8_t number_joins(const ecoi_form *form)
{
    size_t n = n_leading_digits(form);
    bool whole = n == form->form_len;
    uint8_t joins = n == GROUP ? ECOI_JOIN_NUMBER_TAIL : 0;
    if (whole && n <= GROUP && form->form[0] != '0')
        joins |= ECOI_JOIN_NUMBER_HEAD;
    return joins;
}

static bool is_capital(const char *chunk, size_t len)
{
    return len == 1 && chunk[0] >= 'A' && chunk[0] <= 'Z';
}

uint8_t ecoi_joins_of(const ecoi_form_table *forms, const char *chunk, size_t len, const ecoi_token *tokens,
                      size_t n_tokens)
{
    uint8_t joins = 0;
    if (n_tokens != 1)
        return 0;
    const ecoi_form *form = &forms->items[tokens[0].form];
    unsigned flags = ecoi_lexicon_find(forms->lexicon, form->form, form->form_len).flags;
    if (tokens[0].kind == ECO_TOKEN_NUMBER && tokens[0].len == len && memchr(chunk, '.', len) == NULL)
        joins |= number_joins(form);
    if (is_capital(chunk, len))
        joins |= ECOI_JOIN_CAPITAL | ECOI_JOIN_CAPITAL_TAIL;
    if (flags & ECOI_WORD_PAIR_HEAD)
        joins |= ECOI_JOIN_PAIR_HEAD;
    if (flags & ECOI_WORD_PAIR_TAIL)
        joins |= ECOI_JOIN_PAIR_TAIL;
    return joins;
}

uint8_t ecoi_joins_after(const ecoi_form_table *forms, const ecoi_token *token)
{
    const ecoi_form *form = &forms->items[token->form];
    return n_leading_digits(form) == form->form_len ? ECOI_JOIN_NUMBER_HEAD : 0;
}

/* -- what lies between two chunks
 * --------------------------------------------------------------------------------- */

static bool gap_is(const char *text, size_t from, size_t to, const char *gap)
{
    return to - from == strlen(gap) && memcmp(text + from, gap, to - from) == 0;
}

/* One space as figures are grouped with: plain, no-break, narrow no-break, thin, figure. */
static bool gap_is_space(const char *text, size_t from, size_t to)
{
    return gap_is(text, from, to, " ") || gap_is(text, from, to, "\u00a0") ||
           gap_is(text, from, to, "\u202f") || gap_is(text, from, to, "\u2009") ||
           gap_is(text, from, to, "\u2007");
}

static ecoi_joined replace(ecoi_form_table *forms, eco_token_kind kind, const char *form, size_t len,
                           ecoi_token *last, const ecoi_token *token)
{
    uint32_t number = ecoi_form_table_add(forms, kind, form, len);
    if (number == ECOI_MAP_NONE)
        return ECOI_JOINED_FAILED;
    last->form = number;
    last->kind = (uint8_t)kind;
    last->len = token->start + token->len - last->start;
    return ECOI_JOINED_REPLACED;
}

static ecoi_joined join_numbers(ecoi_form_table *forms, ecoi_token *last, const ecoi_token *token)
{
    char form[ECOI_TERM_MAX + 1];
    const ecoi_form *head = &forms->items[last->form], *tail = &forms->items[token->form];
    size_t len = (size_t)head->form_len + tail->form_len;
    if (len > ECOI_TERM_MAX)
        return ECOI_JOINED_NOT;
    memcpy(form, head->form, head->form_len);
    memcpy(form + head->form_len, tail->form, tail->form_len);
    return replace(forms, ECO_TOKEN_NUMBER, form, len, last, token);
}

static ecoi_joined join_capitals(ecoi_form_table *forms, ecoi_token *last, const ecoi_token *token)
{
    const char form[] = {forms->items[last->form].form[0], '&', forms->items[token->form].form[0]};
    return replace(forms, ECO_TOKEN_ACRONYM, form, sizeof form, last, token);
}

static ecoi_joined join_pair(ecoi_form_table *forms, const ecoi_token *last, const ecoi_token *token,
                             ecoi_token *out_added)
{
    const ecoi_form *first = &forms->items[last->form], *second = &forms->items[token->form];
    const char *together =
        ecoi_lexicon_pair(forms->lexicon, first->form, first->form_len, second->form, second->form_len);
    if (!together)
        return ECOI_JOINED_NOT;
    uint32_t number = ecoi_form_table_add(forms, ECO_TOKEN_COMPOUND, together, strlen(together));
    if (number == ECOI_MAP_NONE)
        return ECOI_JOINED_FAILED;
    *out_added = (ecoi_token){number, last->position, last->start, token->start + token->len - last->start,
                              ECO_TOKEN_COMPOUND};
    return ECOI_JOINED_ADDED;
}

ecoi_joined ecoi_context_join(ecoi_form_table *forms, const char *text, uint8_t joins, ecoi_token *last,
                              const ecoi_token *token, ecoi_token *out_added)
{
    size_t from = last->start + last->len, to = token->start;
    if ((joins & ECOI_JOIN_NUMBER_TAIL) && gap_is_space(text, from, to))
        return join_numbers(forms, last, token);
    if ((joins & ECOI_JOIN_CAPITAL_TAIL) && gap_is(text, from, to, " & "))
        return join_capitals(forms, last, token);
    if ((joins & ECOI_JOIN_PAIR_TAIL) && gap_is_space(text, from, to))
        return join_pair(forms, last, token, out_added);
    return ECOI_JOINED_NOT;
}

/* -- URLs
 * ---------------------------------------------------------------------------------------------------------
 */

static bool is_url_byte(const char *text, size_t len, size_t i)
{
    unsigned char byte = (unsigned char)text[i];
    if (byte >= 0x80)
        return ecoi_scan_is_word(text, len, i);
    return byte > 0x20 && byte != 0x7f && !strchr("\"<>\\^`{|}", byte);
}

size_t ecoi_url_end(const char *text, size_t len, size_t start, size_t chunk_end)
{
    size_t end = start;
    while (end < len && is_url_byte(text, len, end))
        end++;
    while (end > chunk_end && strchr(".,;:!?'()[]*_~", text[end - 1])) /* the sentence's, not the address's */
        end--;
    return end > chunk_end ? end : chunk_end;
}
