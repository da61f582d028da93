/* SPDX-License-Identifier: MIT */
#include "searcher/suggest_impl.h"

#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "searcher/deleted.h"
#include "searcher/words.h"

typedef struct gathering {
    const ecoi_suggest_request *request;
    ecoi_arena *arena;
    ecoi_suggest_word *out;
    size_t n;
    eco_error *error;
} gathering;

static bool is_word_of_letters(const ecoi_form *form)
{
    size_t n = 0;
    for (size_t i = 0, step; i < form->folded_len; i += step, n++) {
        char c = form->folded[i];
        ecoi_utf8_decode(form->folded + i, form->folded + form->folded_len, &step);
        if ((unsigned char)c < 0x80 && (c < 'a' || c > 'z'))
            return false;
    }
    return n >= ECOI_SUGGEST_SHORTEST && n <= ECOI_SUGGEST_LONGEST &&
           !(form->flags & (ECOI_FORM_STOP | ECOI_FORM_QUESTION));
}

/* How often what the form stands for in a query occurs. */
static eco_status count_form(const gathering *g, const ecoi_form *form, uint64_t *out)
{
    ecoi_planner planner = {
        .snapshot = g->request->snapshot, .arena = g->arena, .max_clauses = SIZE_MAX, .error = g->error};
    ecoi_word *word = ecoi_word_new(&planner, (eco_text){form->form, form->form_len}, ECOI_ANY_ZONE);
    eco_status status =
        word ? ecoi_word_add_form(&planner, word, form, false) : ecoi_error_no_memory(g->error);
    *out = 0;
    for (size_t i = 0; !status && i < g->request->snapshot->n_segments; i++)
        for (size_t j = 0; !status && j < word->n_uses[i]; j++) {
            uint64_t cf = 0;
            status = ecoi_live_cf(g->request->snapshot, i, &word->uses[i][j].term, &cf, g->error);
            *out += cf;
        }
    return status;
}

/* Where a text of a node lies in the query; the query's length when an escape makes it differ. */
static size_t place_of(const gathering *g, const ecoi_ast *ast)
{
    const char *query = g->request->query.ptr;
    for (size_t at = ast->offset; at + ast->text.len <= ast->offset + ast->length; at++)
        if (memcmp(query + at, ast->text.ptr, ast->text.len) == 0)
            return at;
    return g->request->query.len;
}

static bool is_whole(const ecoi_token *token)
{
    return token->kind == ECO_TOKEN_COMPOUND || token->kind == ECO_TOKEN_ADDRESS;
}

/* Whether the token is a part of a whole that is an address or that the index knows. */
static eco_status is_covered(const gathering *g, const ecoi_token *tokens, size_t n, const ecoi_token *token,
                             bool *out)
{
    eco_status status = ECO_OK;
    uint64_t count = 0;
    *out = false;
    for (size_t i = 0; !status && !*out && i < n; i++) {
        const ecoi_token *whole = &tokens[i];
        if (!is_whole(whole) || token->start < whole->start ||
            token->start + token->len > whole->start + whole->len)
            continue;
        status = count_form(g, ecoi_analysis_form(g->request->analysis, whole->form), &count);
        *out = whole->kind == ECO_TOKEN_ADDRESS || count > 0;
    }
    return status;
}

/* Words stand in the order of the query, a whole before its parts. */
static ecoi_suggest_word *insert(gathering *g, size_t start, size_t end)
{
    size_t at = g->n++;
    for (; at > 0 &&
           (g->out[at - 1].start > start || (g->out[at - 1].start == start && g->out[at - 1].end < end));
         at--)
        g->out[at] = g->out[at - 1];
    g->out[at] = (ecoi_suggest_word){.start = start, .end = end};
    return &g->out[at];
}

static eco_status add_token(gathering *g, size_t base, const ecoi_token *token, const ecoi_form *form)
{
    ecoi_suggest_word *word = insert(g, base + token->start, base + token->start + token->len);
    eco_text folded = {form->folded, form->folded_len};
    if (!ecoi_arena_text(g->arena, folded, &word->folded))
        return ecoi_error_no_memory(g->error);
    return count_form(g, form, &word->count);
}

/* Whether a whole is misspelt: unknown, like one of its parts. */
static eco_status is_misspelt(const gathering *g, const ecoi_token *tokens, size_t n, const ecoi_token *whole,
                              bool *out)
{
    uint64_t count = 0;
    *out = false;
    eco_status status = count_form(g, ecoi_analysis_form(g->request->analysis, whole->form), &count);
    if (status || count)
        return status;
    for (size_t i = 0; !status && !*out && i < n; i++) {
        if (tokens[i].kind != ECO_TOKEN_WORD || tokens[i].start < whole->start ||
            tokens[i].start + tokens[i].len > whole->start + whole->len)
            continue;
        status = count_form(g, ecoi_analysis_form(g->request->analysis, tokens[i].form), &count);
        *out = count == 0;
    }
    return status;
}

/* Whether the token is a word to look at. */
static eco_status is_wanted(const gathering *g, const ecoi_token *tokens, size_t n, const ecoi_token *token,
                            bool *out)
{
    *out = false;
    if (!is_word_of_letters(ecoi_analysis_form(g->request->analysis, token->form)))
        return ECO_OK;
    if (token->kind == ECO_TOKEN_COMPOUND)
        return is_misspelt(g, tokens, n, token, out);
    if (token->kind != ECO_TOKEN_WORD)
        return ECO_OK;
    eco_status status = is_covered(g, tokens, n, token, out);
    *out = !*out;
    return status;
}

static eco_status gather_text(gathering *g, const ecoi_ast *ast)
{
    const ecoi_token *tokens;
    size_t n, base = place_of(g, ast);
    if (base == g->request->query.len)
        return ECO_OK;
    eco_status status =
        ecoi_analysis_run(g->request->analysis, ast->text.ptr, ast->text.len, &tokens, &n, g->error);
    for (size_t i = 0; !status && i < n && g->n < ECOI_SUGGEST_WORDS; i++) {
        bool wanted;
        status = is_wanted(g, tokens, n, &tokens[i], &wanted);
        if (!status && wanted)
            status = add_token(g, base, &tokens[i], ecoi_analysis_form(g->request->analysis, tokens[i].form));
    }
    return status;
}

static eco_status gather(gathering *g, const ecoi_ast *ast)
{
    eco_status status = ECO_OK;
    if (ast->kind == ECOI_AST_WORD || ast->kind == ECOI_AST_EXACT || ast->kind == ECOI_AST_PHRASE)
        return gather_text(g, ast);
    size_t n = ast->kind == ECOI_AST_NOT ? 1 : ast->n_children;
    for (size_t i = 0; !status && i < n; i++)
        if (ast->kind != ECOI_AST_LIST || ast->children[i]->occur != ECOI_MUST_NOT)
            status = gather(g, ast->children[i]);
    return status;
}

eco_status ecoi_suggest_words(const ecoi_suggest_request *request, ecoi_arena *arena, ecoi_suggest_word *out,
                              size_t *out_n, eco_error *error)
{
    gathering g = {.request = request, .arena = arena, .out = out, .error = error};
    ecoi_ast *ast;
    eco_status status =
        ecoi_ast_parse(request->query.ptr, request->query.len, request->parse_flags, arena, &ast, error);
    if (!status)
        status = gather(&g, ast);
    *out_n = g.n;
    return status;
}
