/* SPDX-License-Identifier: MIT */
/* Making a query ready: what its nodes are, what it looks for beside what was typed, what it drops. */
#include "tests/searcher/oracle.h"

#include <math.h>
#include <string.h>

static const double SYNONYM_WEIGHT = 0.7;

/* ---- what a node is ---- */

bool oracle_is_leaf(const query *q)
{
    return q->kind <= QUERY_PHRASE;
}

/* Whether only conditions and `*` are in it; counts the conditions. */
static bool has_no_words(const query *q, size_t *n_conditions)
{
    if (oracle_is_leaf(q))
        return false;
    for (size_t i = 0; i < q->n_children; i++)
        if (!has_no_words(q->children[i], n_conditions))
            return false;
    *n_conditions += q->n_children == 0 && q->kind != QUERY_ALL;
    return true;
}

bool oracle_is_condition(const query *q)
{
    size_t n_conditions = 0;
    return has_no_words(q, &n_conditions) && n_conditions > 0;
}

const query *oracle_leaf_of(const query *q)
{
    while (q->kind == QUERY_ZONE && q->n_children)
        q = q->children[0];
    return oracle_is_leaf(q) ? q : NULL;
}

bool oracle_is_weightless(const query *q)
{
    const query *leaf = oracle_leaf_of(q);
    if (!leaf)
        return oracle_is_condition(q);
    if (leaf->kind == QUERY_PHRASE && (leaf->n_readings > 1 || (leaf->n_readings && leaf->readings[0].n > 1)))
        return false;
    for (size_t i = 0; i < leaf->n_readings; i++)
        for (size_t k = 0; k < leaf->readings[i].n; k++)
            if (!leaf->readings[i].words[k].stop)
                return false;
    return true;
}

/* ---- making ready ---- */

/* A bare zone:NAME beside other clauses says where they are to be found. */
static eco_zone scope_of_list(const query *q, eco_zone scope)
{
    for (size_t i = 0; i < q->n_children; i++) {
        const query *child = q->children[i];
        if (child->kind == QUERY_ZONE && child->n_children == 0 && child->sign != '-')
            return child->zone;
    }
    return scope;
}

/* Function words ask for nothing as long as another word does. */
static void drop_weightless(query *q)
{
    bool any = false;
    for (size_t i = 0; i < q->n_children; i++)
        any = any || (q->children[i]->sign != '-' && !oracle_is_weightless(q->children[i]));
    for (size_t i = 0; i < q->n_children; i++) {
        query *child = q->children[i];
        child->dropped =
            any && child->sign == 0 && oracle_is_weightless(child) && !oracle_is_condition(child);
    }
}

static query *copy(oracle *o, const query *q)
{
    query *out = oracle_alloc(&o->query_arena, 1, sizeof *out);
    *out = *q;
    for (size_t i = 0; i < q->n_children; i++)
        out->children[i] = copy(o, q->children[i]);
    return out;
}

static void resolve(oracle *o, query *q, eco_zone scope)
{
    if (q->kind == QUERY_LIST)
        scope = scope_of_list(q, scope);
    if (q->kind == QUERY_ZONE)
        scope = q->zone;
    q->scope = scope;
    q->dropped = false;
    if (oracle_is_leaf(q))
        oracle_resolve_words(o, q);
    for (size_t i = 0; i < q->n_children; i++)
        resolve(o, q->children[i], scope);
    if (q->kind == QUERY_LIST)
        drop_weightless(q);
}

/* ---- weights ---- */

/* Words in a row weigh what they do together, function words among others nothing, and the parts of what is
 * one word not more than the whole. */
static void weigh_leaf(query *q)
{
    double whole = 0;
    for (size_t i = 0; i < q->n_readings; i++) {
        oracle_reading *reading = &q->readings[i];
        bool any = false;
        for (size_t k = 0; k < reading->n; k++)
            any = any || !reading->words[k].stop;
        for (size_t k = 0; k < reading->n; k++)
            reading->idf += any && reading->words[k].stop ? 0 : reading->words[k].idf;
        whole = reading->n == 1 ? fmax(whole, reading->idf) : whole;
    }
    for (size_t i = 0; q->one_word && whole > 0 && i < q->n_readings; i++)
        q->readings[i].idf = q->readings[i].n > 1 ? fmin(q->readings[i].idf, whole) : q->readings[i].idf;
}

/* Whether a word that weighs something is asked for. */
static bool asks(const query *q)
{
    if (q->dropped || q->sign == '-')
        return false;
    if (oracle_is_leaf(q))
        return !oracle_is_weightless(q);
    for (size_t i = 0; i < (q->kind == QUERY_NOT ? 1 : q->n_children); i++)
        if (asks(q->children[i]))
            return true;
    return false;
}

/* What a clause is worth, but for how often it occurs. */
static double weight_of(const query *q)
{
    double weight = 0;
    for (size_t i = 0; i < q->n_readings && oracle_is_leaf(q) && !oracle_is_weightless(q); i++)
        weight = fmax(weight, q->readings[i].idf);
    for (size_t i = 0; i < q->n_children; i++)
        if (!q->children[i]->dropped)
            weight = q->kind == QUERY_BEST ? fmax(weight, weight_of(q->children[i]))
                                           : weight + weight_of(q->children[i]);
    return weight;
}

/* A synonym weighs a part of what it would if it had been typed, and at most that part of what was. */
static void weigh_synonyms(query *best)
{
    double typed = 0;
    for (size_t i = 0; i < best->n_children; i++) {
        double weight = weight_of(best->children[i]);
        if (i < best->number)
            typed = fmax(typed, weight);
        else
            best->children[i]->boost = SYNONYM_WEIGHT * (typed > 0 && weight > typed ? typed / weight : 1);
    }
}

/* Function words weigh nothing where another word is asked for. */
static void weigh(query *q, bool others)
{
    if (oracle_is_leaf(q))
        weigh_leaf(q);
    for (size_t i = 0; others && oracle_is_leaf(q) && oracle_is_weightless(q) && i < q->n_readings; i++)
        q->readings[i].idf = 0;
    for (size_t i = 0; i < q->n_children; i++)
        weigh(q->children[i], others);
    if (q->kind == QUERY_BEST)
        weigh_synonyms(q);
}

query *oracle_resolve(oracle *o, const query *q, bool expand)
{
    ecoi_arena_reset(&o->query_arena);
    query *ready = copy(o, q);
    if (expand && o->synonyms)
        ready = oracle_expand(o, ready);
    resolve(o, ready, ORACLE_ANY_ZONE);
    weigh(ready, asks(ready));
    return ready;
}
