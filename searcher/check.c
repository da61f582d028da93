/* SPDX-License-Identifier: MIT */
/* One document at a time: whether a node matches it, without looking for the next one that does. */
#include "base/date.h"
#include "base/text.h"
#include "searcher/match_impl.h"

bool ecoi_match_passes(ecoi_match *m, const ecoi_filter *f, uint32_t doc)
{
    const ecoi_columns *c = m->columns;
    if (f->focus && !(ecoi_column_get(&c->focus, doc) & f->focus))
        return false;
    if (f->mention && !(ecoi_column_get(&c->mention, doc) & f->mention))
        return false;
    if ((f->since || f->until) && !ecoi_date_meets(ecoi_column_get(&c->dates, doc), f->since, f->until))
        return false;
    bool source_fits = f->n_sources == 0;
    eco_text source = {NULL, 0};
    if (!source_fits)
        source = ecoi_segment_source(m->segment, ecoi_column_get(&c->sources, doc));
    for (size_t i = 0; !source_fits && source.ptr && i < f->n_sources; i++)
        source_fits = ecoi_text_equal(source, f->sources[i]);
    return source_fits && (f->zone == ECOI_ANY_ZONE || ecoi_match_has_zone(m, doc, f->zone));
}

static bool check_word(ecoi_match *m, ecoi_node *n, uint32_t doc)
{
    if (ecoi_match_seek_cursors(m, n, doc) != doc)
        return false;
    n->doc = doc;
    if (!n->restricted)
        return true;
    ecoi_match_load_spans(m, n);
    return n->n_spans > 0;
}

static bool check_all(ecoi_match *m, ecoi_node *n, uint32_t doc)
{
    for (size_t i = 0; i < n->plan->n_children; i++)
        if (!ecoi_match_check_node(m, n->children[i], doc))
            return false;
    return n->plan->n_children > 0 && ecoi_match_verify(m, n, doc);
}

static bool check_any(ecoi_match *m, ecoi_node *n, uint32_t doc, size_t wanted)
{
    size_t count = 0;
    for (size_t i = 0; i < n->plan->n_children; i++)
        count += ecoi_match_check_node(m, n->children[i], doc);
    return count > 0 && count >= wanted;
}

/* Every clause that may add to the score is looked at, wanted or not. */
static bool check_list(ecoi_match *m, ecoi_node *n, uint32_t doc)
{
    bool must = false, any = false;
    for (size_t i = 0; i < n->plan->n_children; i++) {
        ecoi_occur occur = n->plan->occurs[i];
        bool found = ecoi_match_check_node(m, n->children[i], doc);
        if (occur == ECOI_MUST ? !found : occur == ECOI_MUST_NOT && found && !n->plan->lenient)
            return false;
        must = must || occur == ECOI_MUST;
        any = any || (occur == ECOI_SHOULD && found);
    }
    return must || any;
}

static bool check(ecoi_match *m, ecoi_node *n, uint32_t doc)
{
    switch (n->plan->op) {
    case ECOI_OP_WORD:
        return check_word(m, n, doc);
    case ECOI_OP_PHRASE:
    case ECOI_OP_NEAR:
    case ECOI_OP_WINDOW:
    case ECOI_OP_PARA:
    case ECOI_OP_AND:
        return check_all(m, n, doc);
    case ECOI_OP_OR:
    case ECOI_OP_BEST:
        return check_any(m, n, doc, 1);
    case ECOI_OP_ATLEAST:
        return check_any(m, n, doc, n->plan->number);
    case ECOI_OP_NOT:
        return ecoi_match_check_node(m, n->children[0], doc) &&
               (!ecoi_match_check_node(m, n->children[1], doc) || n->plan->lenient);
    case ECOI_OP_LIST:
        return check_list(m, n, doc);
    case ECOI_OP_FILTER:
        return ecoi_match_passes(m, n->plan->filter, doc);
    case ECOI_OP_ALL:
        return true;
    case ECOI_OP_NONE:
        break;
    }
    return false;
}

bool ecoi_match_check_node(ecoi_match *m, ecoi_node *n, uint32_t doc)
{
    bool found = !m->status && doc < m->n_docs && check(m, n, doc) && !m->status;
    n->doc = found ? doc : ECOI_NO_DOC;
    return found;
}

bool ecoi_match_at(ecoi_match *m, uint32_t doc)
{
    return ecoi_match_check_node(m, m->root, doc);
}
