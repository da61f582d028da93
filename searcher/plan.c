/* SPDX-License-Identifier: MIT */
#include "searcher/plan.h"

#include <string.h>

#include "base/bytes.h"
#include "base/error.h"
#include "searcher/phrase_texts.h"
#include "searcher/plan_best.h"
#include "searcher/plan_filter.h"
#include "searcher/plan_list.h"
#include "searcher/plan_pattern.h"
#include "searcher/plan_weights.h"
#include "searcher/words.h"

void ecoi_marks_dispose(ecoi_marks *marks)
{
    ecoi_map_dispose(&marks->terms);
    ecoi_map_dispose(&marks->folded);
    ecoi_buf_dispose(&marks->term_words);
    ecoi_buf_dispose(&marks->folded_words);
}

/* Function words are marked faintly, unless they were typed in quotes or after =. */
static bool mark_term(ecoi_marks *marks, eco_text term, bool faint)
{
    bool is_new;
    uint32_t number = ecoi_map_add(&marks->terms, term.ptr, term.len, &is_new);
    if (number == ECOI_MAP_NONE ||
        (is_new && !ecoi_buf_append32(&marks->term_words, marks->n_words | ECOI_MARK_FAINT)))
        return false;
    if (faint)
        return true;
    uint8_t *word = marks->term_words.data + (size_t)number * 4;
    ecoi_store32(word, ecoi_load32(word) & ~ECOI_MARK_FAINT);
    marks->any_strong = true;
    return true;
}

ecoi_query_node *ecoi_plan_new(ecoi_planner *p, ecoi_op op, size_t n_children)
{
    ecoi_query_node *plan = ecoi_arena_calloc(p->arena, 1, sizeof *plan);
    if (!plan)
        return NULL;
    plan->op = op;
    plan->boost = 1;
    plan->children = ecoi_arena_calloc(p->arena, n_children + 1, sizeof(ecoi_query_node *));
    plan->occurs = ecoi_arena_calloc(p->arena, n_children + 1, sizeof *plan->occurs);
    plan->offsets = ecoi_arena_calloc(p->arena, n_children + 1, sizeof *plan->offsets);
    plan->bonuses = ecoi_arena_calloc(p->arena, 2 * n_children + 1, sizeof(ecoi_query_node *));
    return plan->children && plan->occurs && plan->offsets && plan->bonuses ? plan : NULL;
}

static ecoi_query_node *word_plan(ecoi_planner *p, ecoi_word *word)
{
    ecoi_query_node *plan = ecoi_plan_new(p, ECOI_OP_WORD, 0);
    if (plan)
        plan->word = word;
    return plan;
}

/* ---- words and phrases ---- */

typedef struct tokens {
    const ecoi_token *items;
    size_t n;
} tokens;

static const ecoi_form *form_of(const ecoi_planner *p, const ecoi_token *token)
{
    return ecoi_analysis_form(p->analysis, token->form);
}

static bool is_whole(const ecoi_token *token)
{
    return token->kind == ECO_TOKEN_COMPOUND || token->kind == ECO_TOKEN_ADDRESS;
}

static bool is_weightless(const ecoi_planner *p, const ecoi_token *token)
{
    return (form_of(p, token)->flags & (ECOI_FORM_STOP | ECOI_FORM_QUESTION)) != 0;
}

/* What a form typed with accents is indexed under in bare capitals, if its term is another. */
static eco_status add_capitals(ecoi_planner *p, ecoi_word *word, const ecoi_form *form, bool faint)
{
    char text[ECOI_TERM_MAX + 1];
    bool hidden = word->zone == ECO_ZONE_BOILERPLATE || word->zone == ECO_ZONE_PAYWALL;
    eco_text capitals = {text, hidden ? 0 : ecoi_analysis_capitals(p->analysis, form, text)};
    eco_status status = capitals.len ? ecoi_word_add_term(p, word, capitals) : ECO_OK;
    if (!status && capitals.len && !mark_term(p->marks, capitals, faint))
        status = ecoi_error_no_memory(p->error);
    return status;
}

/* The word of tokens [first, next) that share a position: any of them. wholes: the wholes, else the parts. */
static eco_status word_at(ecoi_planner *p, tokens t, size_t first, size_t next, bool wholes, bool exact,
                          eco_zone zone, ecoi_query_node **out)
{
    ecoi_word *word = NULL;
    *out = NULL;
    for (size_t i = first; i < next; i++) {
        if (is_whole(&t.items[i]) != wholes)
            continue;
        const ecoi_form *form = form_of(p, &t.items[i]);
        if (!word) {
            word = ecoi_word_new(p, (eco_text){form->form, form->form_len}, zone);
            if (!word)
                return ecoi_error_no_memory(p->error);
            word->weightless = is_weightless(p, &t.items[i]);
        }
        bool faint = p->faint_stops && is_weightless(p, &t.items[i]);
        eco_status status = ecoi_word_add_form(p, word, form, exact);
        if (!status && !exact)
            status = add_capitals(p, word, form, faint);
        if (status)
            return status;
        if (!mark_term(p->marks, (eco_text){form->term, form->term_len}, faint))
            return ecoi_error_no_memory(p->error);
    }
    if (!word)
        return ECO_OK;
    eco_status status = ECO_OK;
    for (size_t i = first; !status && i < next && !exact; i++)
        if (is_whole(&t.items[i]) == wholes)
            status = ecoi_word_mark_unlike(p, word, form_of(p, &t.items[i]));
    if (!status)
        status = ecoi_word_weigh(p, word);
    if (status)
        return status;
    *out = word_plan(p, word);
    return *out ? ECO_OK : ecoi_error_no_memory(p->error);
}

static size_t end_of_position(tokens t, size_t first)
{
    size_t next = first + 1;
    while (next < t.n && t.items[next].position == t.items[first].position)
        next++;
    return next;
}

/* The parts of a text at their positions: a word, or a phrase of several. Without `keep_stops` function words
 * are left out before the first other word and after the last; between them they keep the phrase in one
 * passage. *out NULL: nothing. */
static eco_status parts_plan(ecoi_planner *p, tokens t, bool keep_stops, bool exact, eco_zone zone,
                             ecoi_query_node **out)
{
    ecoi_query_node *phrase = ecoi_plan_new(p, ECOI_OP_PHRASE, t.n);
    if (!phrase)
        return ecoi_error_no_memory(p->error);
    for (size_t i = 0, next; i < t.n; i = next) {
        ecoi_query_node *word;
        next = end_of_position(t, i);
        eco_status status = word_at(p, t, i, next, false, exact, zone, &word);
        if (status)
            return status;
        if (!word || (!keep_stops && phrase->n_children == 0 && word->word->weightless))
            continue;
        phrase->offsets[phrase->n_children] = t.items[i].position;
        phrase->children[phrase->n_children++] = word;
    }
    while (!keep_stops && phrase->n_children && phrase->children[phrase->n_children - 1]->word->weightless)
        phrase->n_children--;
    ecoi_plan_settle_phrase(phrase);
    *out = phrase->n_children == 0 ? NULL : phrase->n_children == 1 ? phrase->children[0] : phrase;
    return ECO_OK;
}

static bool only_stops(const ecoi_planner *p, tokens t)
{
    for (size_t i = 0; i < t.n; i++)
        if (!is_weightless(p, &t.items[i]))
            return false;
    return true;
}

static eco_status analyse(ecoi_planner *p, eco_text text, tokens *out)
{
    return ecoi_analysis_run(p->analysis, text.ptr, text.len, &out->items, &out->n, p->error);
}

/* Adds what the text's compounds are written together. */
static eco_status add_wholes(ecoi_planner *p, tokens t, bool exact, eco_zone zone, ecoi_query_node *either)
{
    bool one_word = false;
    for (size_t i = 0; i < t.n; i++) {
        if (!is_whole(&t.items[i]))
            continue;
        eco_status status = word_at(p, t, i, i + 1, true, exact, zone, &either->children[either->n_children]);
        if (status)
            return status;
        either->n_children++;
        one_word = one_word || ecoi_analyser_apart(p->snapshot->analyser, form_of(p, &t.items[i]));
    }
    if (one_word)
        ecoi_plan_settle_compound(either);
    return ECO_OK;
}

/* A word as typed: its parts side by side or the whole written together, whichever counts more. */
static eco_status plan_word(ecoi_planner *p, eco_text text, bool exact, eco_zone zone, ecoi_query_node **out)
{
    tokens t;
    ecoi_query_node *parts = NULL, *either;
    p->faint_stops = !exact;
    eco_status status = analyse(p, text, &t);
    if (!status)
        status = parts_plan(p, t, only_stops(p, t), exact, zone, &parts);
    if (status)
        return status;
    either = ecoi_plan_new(p, ECOI_OP_BEST, t.n + 1);
    if (!either)
        return ecoi_error_no_memory(p->error);
    if (parts)
        either->children[either->n_children++] = parts;
    status = add_wholes(p, t, exact, zone, either);
    if (status)
        return status;
    p->marks->n_words++;
    *out = either->n_children == 1 ? either->children[0] : either;
    if (either->n_children == 0)
        either->op = ECOI_OP_NONE;
    (*out)->weightless = only_stops(p, t);
    return ECO_OK;
}

/* Any of the phrase's spellings. */
static eco_status plan_phrase(ecoi_planner *p, eco_text text, eco_zone zone, ecoi_query_node **out)
{
    eco_text texts[ECOI_PHRASE_TEXTS];
    size_t n;
    p->faint_stops = false;
    eco_status status =
        ecoi_phrase_texts(p->snapshot->analyser, p->analysis, text, p->arena, texts, &n, p->error);
    ecoi_query_node *best = status ? NULL : ecoi_plan_new(p, ECOI_OP_BEST, n);
    if (!status && !best)
        status = ecoi_error_no_memory(p->error);
    for (size_t i = 0; !status && i < n; i++) {
        tokens t;
        ecoi_query_node *phrase = NULL;
        status = analyse(p, texts[i], &t);
        if (!status)
            status = parts_plan(p, t, true, true, zone, &phrase);
        if (phrase)
            best->children[best->n_children++] = phrase;
    }
    if (status)
        return status;
    p->marks->n_words++;
    if (best->n_children == 0)
        best->op = ECOI_OP_NONE;
    *out = best->n_children == 1 ? best->children[0] : best;
    (*out)->weightless = (*out)->op == ECOI_OP_WORD && (*out)->word->weightless;
    return ECO_OK;
}

/* ---- operators ---- */

static eco_status plan_node(ecoi_planner *p, const ecoi_ast *ast, eco_zone zone, ecoi_query_node **out);

static eco_status plan_children(ecoi_planner *p, const ecoi_ast *ast, ecoi_op op, eco_zone zone,
                                ecoi_query_node **out)
{
    ecoi_query_node *plan = ecoi_plan_new(p, op, ast->n_children);
    if (!plan)
        return ecoi_error_no_memory(p->error);
    for (size_t i = 0; i < ast->n_children; i++) {
        eco_status status = plan_node(p, ast->children[i], zone, &plan->children[i]);
        if (status)
            return status;
    }
    plan->n_children = ast->n_children;
    plan->number = ast->number;
    *out = plan;
    return ECO_OK;
}

/* What was typed and its synonyms answer the same word of the query. */
static eco_status plan_best(ecoi_planner *p, const ecoi_ast *ast, eco_zone zone, ecoi_query_node **out)
{
    unsigned first = p->marks->n_words, next = first;
    ecoi_query_node *best = ecoi_plan_new(p, ECOI_OP_BEST, ast->n_children);
    if (!best)
        return ecoi_error_no_memory(p->error);
    for (size_t i = 0; i < ast->n_children; i++) {
        p->marks->n_words = first;
        eco_status status = plan_node(p, ast->children[i], zone, &best->children[i]);
        if (status)
            return status;
        next = p->marks->n_words > next ? p->marks->n_words : next;
    }
    p->marks->n_words = next;
    best->n_children = ast->n_children;
    best->number = ast->number;
    ecoi_plan_settle_best(best, ast->number, ast->text);
    *out = best;
    return ECO_OK;
}

/* A bare zone:NAME among other clauses says where they are to be found. */
static eco_zone zone_of_list(const ecoi_ast *ast, eco_zone zone)
{
    for (size_t i = 0; i < ast->n_children; i++) {
        const ecoi_ast *child = ast->children[i];
        if (child->kind == ECOI_AST_ZONE && child->n_children == 0 && child->occur != ECOI_MUST_NOT &&
            ast->n_children > 1)
            return child->zone;
    }
    return zone;
}

static eco_status plan_list(ecoi_planner *p, const ecoi_ast *ast, eco_zone zone, ecoi_query_node **out)
{
    eco_zone scope = zone_of_list(ast, zone);
    ecoi_query_node *list = ecoi_plan_new(p, ECOI_OP_LIST, ast->n_children);
    if (!list)
        return ecoi_error_no_memory(p->error);
    for (size_t i = 0; i < ast->n_children; i++) {
        eco_status status = plan_node(p, ast->children[i], scope, &list->children[i]);
        if (status)
            return status;
        list->occurs[list->n_children++] = ast->children[i]->occur;
    }
    return ecoi_plan_settle_list(p, list, out);
}

static void make_lenient(ecoi_query_node *plan)
{
    plan->lenient = true;
    for (size_t i = 0; i < plan->n_children; i++)
        make_lenient(plan->children[i]);
}

static eco_status plan_para(ecoi_planner *p, const ecoi_ast *ast, eco_zone zone, ecoi_query_node **out)
{
    eco_status status = plan_children(p, ast, ECOI_OP_PARA, zone, out);
    if (!status)
        make_lenient(*out);
    return status;
}

static eco_status plan_unboosted(ecoi_planner *p, const ecoi_ast *ast, eco_zone zone, ecoi_query_node **out)
{
    switch (ast->kind) {
    case ECOI_AST_WORD:
        return plan_word(p, ast->text, false, zone, out);
    case ECOI_AST_EXACT:
        return plan_word(p, ast->text, true, zone, out);
    case ECOI_AST_WILDCARD:
    case ECOI_AST_FUZZY:
        return ecoi_plan_pattern(p, ast, zone, out);
    case ECOI_AST_PHRASE:
        return plan_phrase(p, ast->text, zone, out);
    case ECOI_AST_LIST:
        return plan_list(p, ast, zone, out);
    case ECOI_AST_AND:
        return plan_children(p, ast, ECOI_OP_AND, zone, out);
    case ECOI_AST_OR:
        return plan_children(p, ast, ECOI_OP_OR, zone, out);
    case ECOI_AST_NOT:
        return plan_children(p, ast, ECOI_OP_NOT, zone, out);
    case ECOI_AST_BEST:
        return plan_best(p, ast, zone, out);
    case ECOI_AST_NEAR:
        return plan_children(p, ast, ECOI_OP_NEAR, zone, out);
    case ECOI_AST_PARA:
        return plan_para(p, ast, zone, out);
    case ECOI_AST_ATLEAST:
        return plan_children(p, ast, ECOI_OP_ATLEAST, zone, out);
    case ECOI_AST_ZONE:
        return ast->n_children ? plan_node(p, ast->children[0], ast->zone, out)
                               : ecoi_plan_field(p, ast, out);
    case ECOI_AST_SOURCE:
    case ECOI_AST_REGION:
    case ECOI_AST_DATE:
        return ecoi_plan_field(p, ast, out);
    case ECOI_AST_ALL:
        break;
    }
    *out = ecoi_plan_new(p, ECOI_OP_ALL, 0);
    return *out ? ECO_OK : ecoi_error_no_memory(p->error);
}

static eco_status plan_node(ecoi_planner *p, const ecoi_ast *ast, eco_zone zone, ecoi_query_node **out)
{
    eco_status status = plan_unboosted(p, ast, zone, out);
    if (!status)
        (*out)->boost *= ast->boost;
    return status;
}

eco_status ecoi_query_plan(ecoi_planner *planner, const ecoi_ast *ast, ecoi_query_node **out)
{
    eco_status status = plan_node(planner, ast, ECOI_ANY_ZONE, out);
    if (!status)
        ecoi_plan_settle_words(*out);
    return status;
}
