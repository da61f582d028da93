/* SPDX-License-Identifier: MIT */
#include "searcher/plan_pattern.h"

#include <string.h>

#include "base/error.h"
#include "searcher/words.h"

static size_t literal_end(eco_text text, size_t from)
{
    while (from < text.len && text.ptr[from] != '*' && text.ptr[from] != '?' && text.ptr[from] != '\\')
        from++;
    return from;
}

/* Where the word of a pattern begins: after an elision (l', d', qu'...), which is a word of its own. */
static eco_status skip_elision(ecoi_planner *p, eco_text text, size_t *out)
{
    const ecoi_token *tokens;
    size_t n;
    eco_status status = ecoi_analysis_run(p->analysis, text.ptr, literal_end(text, 0), &tokens, &n, p->error);
    *out = 0;
    for (size_t i = 0; !status && !p->snapshot->plain && i < n && tokens[i].start == 0; i++)
        if (tokens[i].kind == ECO_TOKEN_ELISION && tokens[i].len < text.len)
            *out = tokens[i].len;
    return status;
}

/* French words joined by hyphens are found as one, written together. */
static bool append_joined(const ecoi_planner *p, ecoi_buf *out, const char *folded, size_t len)
{
    bool fits = true;
    for (size_t i = 0; fits && i < len; i++)
        if (folded[i] != '-' || p->snapshot->plain)
            fits = ecoi_buf_append_byte(out, (uint8_t)folded[i]);
    return fits;
}

/* The pattern is folded around its wildcards, so that accents and capitals do not matter. */
static bool fold_pattern(const ecoi_planner *p, eco_text text, ecoi_buf *out)
{
    char folded[ECOI_TERM_MAX + 1];
    for (size_t i = 0; i < text.len;) {
        size_t start = i;
        i = literal_end(text, i);
        if (i > start && !append_joined(p, out, folded, ecoi_fold(text.ptr + start, i - start, folded)))
            return false;
        size_t special = i < text.len ? (text.ptr[i] == '\\' && i + 1 < text.len ? 2 : 1) : 0;
        if (special && !ecoi_buf_append(out, text.ptr + i, special))
            return false;
        i += special;
    }
    return true;
}

/* The word of all forms that fit a part of what was typed. */
static eco_status pattern_word(ecoi_planner *p, const ecoi_ast *ast, eco_text text, eco_zone zone,
                               ecoi_query_node **out)
{
    ecoi_buf pattern = {0};
    ecoi_automaton *automaton = NULL;
    eco_status status = fold_pattern(p, text, &pattern) ? ECO_OK : ecoi_error_no_memory(p->error);
    if (!status)
        status =
            ast->kind == ECOI_AST_FUZZY
                ? ecoi_automaton_fuzzy((char *)pattern.data, pattern.len, ast->number, &automaton, p->error)
                : ecoi_automaton_wildcard((char *)pattern.data, pattern.len, &automaton, p->error);
    ecoi_word *word = status ? NULL : ecoi_word_new(p, ast->text, zone);
    if (!status)
        status = word ? ecoi_word_add_pattern(p, word, automaton) : ecoi_error_no_memory(p->error);
    if (!status)
        status = ecoi_word_weigh(p, word);
    if (status) {
        ecoi_error_range(p->error, ast->offset, ast->length);
    } else {
        *out = ecoi_plan_new(p, ECOI_OP_WORD, 0);
        status = *out ? ECO_OK : ecoi_error_no_memory(p->error);
    }
    if (!status)
        (*out)->word = word;
    ecoi_automaton_free(automaton);
    ecoi_buf_dispose(&pattern);
    return status;
}

/* The next part of words joined by hyphens; empty at the end. */
static eco_text next_part(eco_text *rest)
{
    while (rest->len && *rest->ptr == '-') {
        rest->ptr++;
        rest->len--;
    }
    const char *end = rest->len ? memchr(rest->ptr, '-', rest->len) : NULL;
    eco_text part = {rest->ptr, end ? (size_t)(end - rest->ptr) : rest->len};
    rest->ptr += part.len;
    rest->len -= part.len;
    return part;
}

/* How many parts there are; 0 when one of them asks for nothing in particular (vis-a-*). */
static size_t count_parts(eco_text text)
{
    size_t n = 0;
    for (eco_text part = next_part(&text); part.len; part = next_part(&text), n++)
        if (literal_end(part, 0) == 0 && strspn(part.ptr, "*?") >= part.len)
            return 0;
    return n;
}

/* The parts side by side. */
static eco_status parts_phrase(ecoi_planner *p, const ecoi_ast *ast, eco_text text, eco_zone zone, size_t n,
                               ecoi_query_node **out)
{
    ecoi_query_node *phrase = ecoi_plan_new(p, ECOI_OP_PHRASE, n);
    if (!phrase)
        return ecoi_error_no_memory(p->error);
    for (eco_text part = next_part(&text); part.len; part = next_part(&text)) {
        phrase->offsets[phrase->n_children] = (uint32_t)phrase->n_children;
        eco_status status = pattern_word(p, ast, part, zone, &phrase->children[phrase->n_children]);
        if (status)
            return status;
        phrase->n_children++;
    }
    *out = phrase;
    return ECO_OK;
}

eco_status ecoi_plan_pattern(ecoi_planner *p, const ecoi_ast *ast, eco_zone zone, ecoi_query_node **out)
{
    size_t from, n = 0;
    eco_status status = skip_elision(p, ast->text, &from);
    eco_text text = {ast->text.ptr + from, ast->text.len - from};
    if (!status)
        status = pattern_word(p, ast, text, zone, out);
    if (!status && ast->kind == ECOI_AST_WILDCARD && !p->snapshot->plain)
        n = count_parts(text);
    if (!status && n > 1) {
        ecoi_query_node *best = ecoi_plan_new(p, ECOI_OP_BEST, 2);
        if (!best)
            return ecoi_error_no_memory(p->error);
        best->children[best->n_children++] = *out;
        status = parts_phrase(p, ast, text, zone, n, &best->children[best->n_children++]);
        *out = best;
    }
    p->marks->n_words++;
    return status;
}
