/* SPDX-License-Identifier: MIT */
#include "searcher/engine_query.h"

#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "store/engine_names.h"
#include "store/engine_record.h"

/* Words of a phrase that stand for more terms than this are looked for without regard to their places:
 * engines merge the positions of all of them. */
enum { MOST_PHRASE_TERMS = 64 };

typedef struct maker {
    const ecoi_engine_lexicon *lexicon;
    ecoi_arena *arena;
    ecoi_buf name;
    bool no_memory;
} maker;

/* A query, and whether it finds what matches alone. */
typedef struct part {
    ecoi_engine_query *query; /* NULL when memory ran out */
    bool exact;
} part;

static ecoi_engine_query *new_query(maker *m, ecoi_engine_op op, size_t n_children)
{
    ecoi_engine_query *q = ecoi_arena_calloc(m->arena, 1, sizeof *q);
    if (q)
        q->children = ecoi_arena_calloc(m->arena, n_children + 1, sizeof(ecoi_engine_query *));
    if (!q || !q->children) {
        m->no_memory = true;
        return NULL;
    }
    q->op = op;
    return q;
}

static part leaf(maker *m, ecoi_engine_op op)
{
    return (part){new_query(m, op, 0), true};
}

static part named(maker *m, bool made)
{
    ecoi_engine_query *q = new_query(m, ECOI_ENGINE_TERM, 0);
    if (q &&
        (!made || !ecoi_arena_text(m->arena, (eco_text){(const char *)m->name.data, m->name.len}, &q->term)))
        m->no_memory = true;
    return (part){q, true};
}

static part text_term(maker *m, char kind, const eco_text *texts)
{
    return named(m, ecoi_name_make(&m->name, kind, texts, ecoi_name_n_texts(kind), NULL, NULL));
}

static part number_term(maker *m, char kind, unsigned number)
{
    return named(m, ecoi_name_number(&m->name, kind, number));
}

/* Adds a part to an AND or OR. */
static void add(part *whole, part one)
{
    if (!whole->query || !one.query)
        return;
    whole->query->children[whole->query->n_children++] = one.query;
    whole->exact = whole->exact && one.exact;
}

/* An AND of nothing is everything, an OR of nothing is nothing. */
static part settle(maker *m, part whole)
{
    if (whole.query && whole.query->n_children == 1)
        whole.query = whole.query->children[0];
    else if (whole.query && whole.query->n_children == 0)
        return leaf(m, whole.query->op == ECOI_ENGINE_AND ? ECOI_ENGINE_ALL : ECOI_ENGINE_NONE);
    return whole;
}

/* ---- words ---- */

static part form_of(maker *m, const ecoi_engine_term *term, uint16_t ordinal)
{
    const eco_text texts[] = {term->text, term->forms[ordinal].form};
    bool loose =
        term->loose && texts[0].len == texts[1].len && memcmp(texts[0].ptr, texts[1].ptr, texts[0].len) == 0;
    part one = loose ? text_term(m, ECOI_NAME_TERM, texts) : text_term(m, ECOI_NAME_FORM, texts);
    one.exact = !loose;
    return one;
}

static size_t n_terms_of(const ecoi_word *word)
{
    size_t n = 0;
    for (size_t i = 0; i < word->n_uses[0]; i++)
        n += word->uses[0][i].n_ordinals ? word->uses[0][i].n_ordinals : 1;
    return n;
}

static part word_part(maker *m, const ecoi_word *word)
{
    part any = {new_query(m, ECOI_ENGINE_OR, n_terms_of(word)), true};
    for (size_t i = 0; i < word->n_uses[0]; i++) {
        const ecoi_use *use = &word->uses[0][i];
        const ecoi_engine_term *term = ecoi_engine_lexicon_at(m->lexicon, use->term.ordinal);
        if (use->n_ordinals == 0)
            add(&any, text_term(m, ECOI_NAME_TERM, &term->text));
        for (size_t k = 0; k < use->n_ordinals; k++)
            add(&any, form_of(m, term, use->ordinals[k]));
    }
    any.exact = any.exact && word->zone == ECOI_ANY_ZONE;
    return settle(m, any);
}

/* ---- operators ---- */

static part make_part(maker *m, const ecoi_query_node *plan);

static part all_of(maker *m, const ecoi_query_node *plan)
{
    part all = {new_query(m, ECOI_ENGINE_AND, plan->n_children), true};
    if (plan->n_children == 0)
        return leaf(m, ECOI_ENGINE_NONE);
    for (size_t i = 0; i < plan->n_children; i++)
        add(&all, make_part(m, plan->children[i]));
    return settle(m, all);
}

static part any_of(maker *m, const ecoi_query_node *plan)
{
    part any = {new_query(m, ECOI_ENGINE_OR, plan->n_children), true};
    for (size_t i = 0; i < plan->n_children; i++)
        add(&any, make_part(m, plan->children[i]));
    return settle(m, any);
}

static part inexact(part one)
{
    one.exact = false;
    return one;
}

/* Any of the word's terms, whatever its form: forms have no positions. */
static part whole_word(maker *m, const ecoi_word *word)
{
    part any = {new_query(m, ECOI_ENGINE_OR, word->n_uses[0]), true};
    for (size_t i = 0; i < word->n_uses[0]; i++)
        add(&any, text_term(m, ECOI_NAME_TERM,
                            &ecoi_engine_lexicon_at(m->lexicon, word->uses[0][i].term.ordinal)->text));
    return settle(m, any);
}

static bool has_no_term(const ecoi_query_node *plan)
{
    for (size_t i = 0; i < plan->n_children; i++)
        if (plan->children[i]->word->n_uses[0] == 0)
            return true;
    return plan->n_children == 0;
}

/* Words one after another: within as many positions as the phrase takes, in order. What lies between two
 * words, in which passage they are, and which forms they have there is looked at later. */
static part phrase_part(maker *m, const ecoi_query_node *plan)
{
    size_t n = plan->n_children;
    if (has_no_term(plan))
        return leaf(m, ECOI_ENGINE_NONE);
    part words = all_of(m, plan), row = {new_query(m, ECOI_ENGINE_PHRASE, n), true};
    part both = {new_query(m, ECOI_ENGINE_AND, 2), true};
    if (n < 2 || m->no_memory)
        return words;
    for (size_t i = 0; i < n; i++) {
        if (n_terms_of(plan->children[i]->word) > MOST_PHRASE_TERMS)
            return inexact(words);
        add(&row, whole_word(m, plan->children[i]->word));
    }
    row.query->number = plan->offsets[n - 1] - plan->offsets[0] + 1;
    bool formed = false;
    for (size_t i = 0; i < n; i++)
        formed = formed || ecoi_word_is_restricted(plan->children[i]->word, 0);
    if (!formed) {
        row.exact = row.query->number == n;
        return row;
    }
    add(&both, words);
    add(&both, row);
    return inexact(both);
}

static part at_least(maker *m, const ecoi_query_node *plan)
{
    if (plan->number == plan->n_children)
        return all_of(m, plan);
    return plan->number < 2 ? any_of(m, plan) : inexact(any_of(m, plan));
}

/* What is excluded can be left out here only where it is known exactly. */
static part without(maker *m, part from, const part *excluded, size_t n)
{
    part all = {new_query(m, ECOI_ENGINE_AND_NOT, n + 1), from.exact};
    if (!all.query)
        return all;
    all.query->children[all.query->n_children++] = from.query;
    for (size_t i = 0; i < n; i++) {
        if (excluded[i].query && excluded[i].exact)
            all.query->children[all.query->n_children++] = excluded[i].query;
        all.exact = all.exact && excluded[i].exact;
    }
    if (all.query->n_children == 1)
        all.query = from.query;
    return all;
}

static part not_part(maker *m, const ecoi_query_node *plan)
{
    part from = make_part(m, plan->children[0]);
    if (plan->lenient)
        return from;
    part excluded = make_part(m, plan->children[1]);
    return without(m, from, &excluded, 1);
}

static part list_part(maker *m, const ecoi_query_node *plan)
{
    part must = {new_query(m, ECOI_ENGINE_AND, plan->n_children), true};
    part may = {new_query(m, ECOI_ENGINE_OR, plan->n_children), true};
    part *excluded = ecoi_arena_calloc(m->arena, plan->n_children + 1, sizeof *excluded);
    size_t n_excluded = 0;
    m->no_memory = m->no_memory || !excluded;
    for (size_t i = 0; !m->no_memory && i < plan->n_children; i++) {
        part one = make_part(m, plan->children[i]);
        if (plan->occurs[i] == ECOI_MUST_NOT)
            excluded[n_excluded++] = one;
        else
            add(plan->occurs[i] == ECOI_MUST ? &must : &may, one);
    }
    if (m->no_memory)
        return must;
    part found = settle(m, must.query->n_children ? must : may);
    return plan->lenient ? found : without(m, found, excluded, n_excluded);
}

/* ---- conditions ---- */

static part any_number(maker *m, char kind, uint32_t bits)
{
    part any = {new_query(m, ECOI_ENGINE_OR, 32), true};
    for (unsigned i = 0; i < 32; i++)
        if (bits >> i & 1)
            add(&any, number_term(m, kind, i));
    return settle(m, any);
}

static part any_source(maker *m, const ecoi_filter *filter)
{
    part any = {new_query(m, ECOI_ENGINE_OR, filter->n_sources), true};
    for (size_t i = 0; i < filter->n_sources; i++)
        add(&any, text_term(m, ECOI_NAME_SOURCE, &filter->sources[i]));
    return settle(m, any);
}

static bool set_bound(maker *m, uint32_t number, eco_text *out)
{
    char bytes[4];
    ecoi_slot_number(number, bytes);
    bool fits = ecoi_arena_text(m->arena, (eco_text){bytes, sizeof bytes}, out);
    m->no_memory = m->no_memory || !fits;
    return fits;
}

/* A bound that is 0 is open. */
static part range(maker *m, uint32_t slot, uint32_t low, uint32_t high)
{
    part one = leaf(m, ECOI_ENGINE_RANGE);
    if (!one.query)
        return one;
    one.query->number = slot;
    if ((low && !set_bound(m, low, &one.query->low)) || (high && !set_bound(m, high, &one.query->high)))
        one.query = NULL;
    return one;
}

static part filter_part(maker *m, const ecoi_filter *f)
{
    part all = {new_query(m, ECOI_ENGINE_AND, 6), true};
    if (f->focus)
        add(&all, any_number(m, ECOI_NAME_FOCUS, f->focus));
    if (f->mention)
        add(&all, any_number(m, ECOI_NAME_MENTION, f->mention));
    if (f->n_sources)
        add(&all, any_source(m, f));
    if (f->since)
        add(&all, range(m, ECOI_SLOT_LATEST, ecoi_date_first(f->since), 0));
    if (f->until)
        add(&all, range(m, ECOI_SLOT_EARLIEST, 0, ecoi_date_last(f->until)));
    if (f->zone != ECOI_ANY_ZONE)
        add(&all, inexact(number_term(m, ECOI_NAME_ZONE, f->zone)));
    return settle(m, all);
}

static part make_part(maker *m, const ecoi_query_node *plan)
{
    switch (plan->op) {
    case ECOI_OP_WORD:
        return word_part(m, plan->word);
    case ECOI_OP_PHRASE:
        return phrase_part(m, plan);
    case ECOI_OP_NEAR:
    case ECOI_OP_WINDOW:
    case ECOI_OP_PARA:
        return inexact(all_of(m, plan));
    case ECOI_OP_AND:
        return all_of(m, plan);
    case ECOI_OP_OR:
    case ECOI_OP_BEST:
        return any_of(m, plan);
    case ECOI_OP_ATLEAST:
        return at_least(m, plan);
    case ECOI_OP_NOT:
        return not_part(m, plan);
    case ECOI_OP_LIST:
        return list_part(m, plan);
    case ECOI_OP_FILTER:
        return filter_part(m, plan->filter);
    case ECOI_OP_ALL:
        return leaf(m, ECOI_ENGINE_ALL);
    case ECOI_OP_NONE:
        break;
    }
    return leaf(m, ECOI_ENGINE_NONE);
}

eco_status ecoi_engine_query_make(const ecoi_engine_lexicon *lexicon, const ecoi_query_node *plan,
                                  ecoi_arena *arena, ecoi_engine_query **out, bool *out_exact,
                                  eco_error *error)
{
    maker m = {.lexicon = lexicon, .arena = arena};
    part whole = make_part(&m, plan);
    ecoi_buf_dispose(&m.name);
    if (m.no_memory || !whole.query)
        return ecoi_error_no_memory(error);
    *out = whole.query;
    *out_exact = whole.exact;
    return ECO_OK;
}

eco_status ecoi_engine_query_within(ecoi_engine_query *query, uint32_t first, uint32_t end, ecoi_arena *arena,
                                    ecoi_engine_query **out, eco_error *error)
{
    maker m = {.arena = arena};
    part both = {new_query(&m, ECOI_ENGINE_AND, 2), true};
    part within = leaf(&m, ECOI_ENGINE_RANGE);
    if (m.no_memory)
        return ecoi_error_no_memory(error);
    within.query->number = ECOI_SLOT_PLACE;
    if (!set_bound(&m, first, &within.query->low) || !set_bound(&m, end - 1, &within.query->high))
        return ecoi_error_no_memory(error);
    add(&both, (part){query, true});
    add(&both, within);
    *out = both.query;
    return ECO_OK;
}
