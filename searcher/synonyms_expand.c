/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/error.h"
#include "searcher/synonyms.h"

typedef struct expansion {
    const ecoi_synonym_table *table;
    ecoi_analysis *analysis;
    ecoi_arena *arena;
    eco_error *error;
} expansion;

static ecoi_ast *node_like(expansion *e, ecoi_ast_kind kind, const ecoi_ast *first, const ecoi_ast *last,
                           size_t n_children)
{
    ecoi_ast *node = ecoi_arena_calloc(e->arena, 1, sizeof *node);
    if (!node)
        return NULL;
    node->kind = kind;
    node->occur = first->occur;
    node->boost = 1;
    node->offset = first->offset;
    node->length = last->offset + last->length - first->offset;
    node->children = ecoi_arena_calloc(e->arena, n_children, sizeof(ecoi_ast *));
    node->n_children = n_children;
    return node->children ? node : NULL;
}

/* The words as typed, a space between them. */
static bool join(expansion *e, ecoi_ast **words, size_t n, eco_text *out)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++)
        len += words[i]->text.len + 1;
    char *text = ecoi_arena_alloc(e->arena, len), *at = text;
    for (size_t i = 0; text && i < n; i++) {
        memcpy(at, words[i]->text.ptr, words[i]->text.len);
        at += words[i]->text.len;
        *at++ = i + 1 < n ? ' ' : '\0';
    }
    *out = (eco_text){text, len - 1};
    return text != NULL;
}

/* What the author of the query typed: a word, or several as a list of their own. */
static ecoi_ast *typed_words(expansion *e, ecoi_ast **words, size_t n)
{
    if (n == 1)
        return words[0];
    ecoi_ast *list = node_like(e, ECOI_AST_LIST, words[0], words[n - 1], n);
    if (list)
        memcpy(list->children, words, n * sizeof *words);
    return list;
}

/* Capitals are taken as they are; other words with all their forms, side by side if they are several. */
static ecoi_ast *synonym_node(expansion *e, const ecoi_synonym *synonym, const ecoi_ast *first,
                              const ecoi_ast *last)
{
    ecoi_ast *node = node_like(e, synonym->capitals ? ECOI_AST_PHRASE : ECOI_AST_WORD, first, last, 0);
    if (node)
        node->text = synonym->text;
    return node;
}

/* The word that two words make together (start up: startup), as a phrase of them or the whole; *out NULL when
 * they make none. */
static eco_status together(expansion *e, ecoi_ast **words, size_t n, eco_text text, ecoi_ast **out)
{
    ecoi_synonym_units units;
    *out = NULL;
    if (n != 2)
        return ECO_OK;
    eco_status status = ecoi_synonym_units_of(e->analysis, text, &units, e->error);
    if (status || !units.has_whole)
        return status;
    *out = node_like(e, ECOI_AST_WORD, words[0], words[1], 0);
    if (!*out)
        return ecoi_error_no_memory(e->error);
    (*out)->text = text;
    return ECO_OK;
}

/* Itself, written together, or its synonyms; *out NULL when there is only itself. The boost of a single word
 * is for all. */
static eco_status best_of(expansion *e, ecoi_ast **words, size_t n, const ecoi_synonym_unit *units,
                          size_t n_units, ecoi_ast **out)
{
    const ecoi_synonym **synonyms;
    size_t n_synonyms, n_typed = 1;
    eco_text text;
    ecoi_ast *whole;
    *out = NULL;
    if (!join(e, words, n, &text))
        return ecoi_error_no_memory(e->error);
    eco_status status = together(e, words, n, text, &whole);
    if (!status)
        status = ecoi_synonyms_find(e->table, units, n_units, e->arena, &synonyms, &n_synonyms, e->error);
    if (status || (n_synonyms == 0 && !whole))
        return status;
    ecoi_ast *best = node_like(e, ECOI_AST_BEST, words[0], words[n - 1], n_synonyms + 2);
    if (!best)
        return ecoi_error_no_memory(e->error);
    best->text = text;
    best->children[0] = typed_words(e, words, n);
    if (whole)
        best->children[n_typed++] = whole;
    for (size_t i = 0; i < n_synonyms; i++)
        best->children[n_typed + i] = synonym_node(e, synonyms[i], words[0], words[n - 1]);
    best->number = (unsigned)n_typed;
    best->n_children = n_typed + n_synonyms;
    for (size_t i = 0; i < best->n_children; i++)
        if (!best->children[i])
            return ecoi_error_no_memory(e->error);
    if (n == 1) {
        best->boost = words[0]->boost;
        words[0]->boost = 1;
    }
    *out = best;
    return ECO_OK;
}

static eco_status expand_word(expansion *e, ecoi_ast *word, ecoi_ast **out)
{
    ecoi_synonym_units units;
    ecoi_ast *best = NULL;
    eco_status status = ecoi_synonym_units_of(e->analysis, word->text, &units, e->error);
    if (!status && units.n)
        status = best_of(e, &word, 1, units.words, units.n, &best);
    if (!status && !best && units.n && units.has_whole)
        status = best_of(e, &word, 1, &units.whole, 1, &best);
    *out = best ? best : word;
    return status;
}

/* ---- rows of words in a list ---- */

/* The words from children[first] on that may be one synonym: bare words with the same sign. ends[k]: how many
 * units the first k + 1 of them come to. */
typedef struct row {
    ecoi_synonym_unit units[ECOI_SYNONYM_WORDS];
    size_t n_units, ends[ECOI_SYNONYM_WORDS], n;
} row;

static bool fits_row(const ecoi_ast *list, size_t first, size_t at)
{
    const ecoi_ast *word = list->children[at];
    return word->kind == ECOI_AST_WORD && word->boost == 1 && word->occur == list->children[first]->occur;
}

static eco_status read_row(expansion *e, const ecoi_ast *list, size_t first, row *out)
{
    eco_status status = ECO_OK;
    *out = (row){.n = 0};
    for (size_t i = first; !status && i < list->n_children && fits_row(list, first, i); i++) {
        ecoi_synonym_units units;
        status = ecoi_synonym_units_of(e->analysis, list->children[i]->text, &units, e->error);
        if (status || units.n == 0 || out->n_units + units.n > ECOI_SYNONYM_WORDS)
            break;
        memcpy(out->units + out->n_units, units.words, units.n * sizeof *units.words);
        out->n_units += units.n;
        out->ends[out->n++] = out->n_units;
    }
    return status;
}

/* The longest row from children[first] on that has synonyms; *out NULL: none of two words or more. */
static eco_status longest_row(expansion *e, ecoi_ast *list, size_t first, ecoi_ast **out, size_t *out_n)
{
    row r;
    *out = NULL;
    eco_status status = read_row(e, list, first, &r);
    for (size_t n = r.n; !status && !*out && n > 1; n--) {
        *out_n = n;
        status = best_of(e, list->children + first, n, r.units, r.ends[n - 1], out);
    }
    return status;
}

static eco_status expand(expansion *e, ecoi_ast **ast);

static eco_status expand_list(expansion *e, ecoi_ast *list)
{
    size_t n = 0;
    eco_status status = ECO_OK;
    for (size_t i = 0, taken; !status && i < list->n_children; i += taken) {
        ecoi_ast *best = NULL, *child = list->children[i];
        taken = 1;
        if (child->occur != ECOI_MUST_NOT && fits_row(list, i, i))
            status = longest_row(e, list, i, &best, &taken);
        if (!best)
            taken = 1;
        if (!status && !best && child->occur != ECOI_MUST_NOT)
            status = expand(e, &child);
        list->children[n++] = best ? best : child;
    }
    list->n_children = n;
    return status;
}

static eco_status expand(expansion *e, ecoi_ast **ast)
{
    ecoi_ast *node = *ast;
    eco_status status = ECO_OK;
    if (node->kind == ECOI_AST_WORD)
        return expand_word(e, node, ast);
    if (node->kind == ECOI_AST_LIST)
        return expand_list(e, node);
    size_t n = node->kind == ECOI_AST_NOT ? 1 : node->n_children;
    for (size_t i = 0; !status && i < n; i++)
        status = expand(e, &node->children[i]);
    return status;
}

eco_status ecoi_synonyms_expand(const ecoi_synonym_table *table, ecoi_analysis *analysis, ecoi_arena *arena,
                                ecoi_ast **ast, eco_error *error)
{
    expansion e = {table, analysis, arena, error};
    return expand(&e, ast);
}
