/* SPDX-License-Identifier: MIT */
/* Operators and conditions, each tried on one document. */
#include "tests/searcher/oracle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

/* ---- conditions ---- */

static long day_number(eco_date date, int month, int day)
{
    return ((long)date.year * 16 + (date.month ? date.month : month)) * 32 + (date.day ? date.day : day);
}

static bool date_fits(eco_date date, eco_date since, eco_date until)
{
    if (!since.year && !until.year)
        return true;
    return date.year && (!since.year || day_number(date, 12, 31) >= day_number(since, 1, 1)) &&
           (!until.year || day_number(date, 1, 1) <= day_number(until, 12, 31));
}

static bool has_zone(const oracle_document *d, eco_zone zone)
{
    for (size_t i = 0; i < d->document->n_passages; i++)
        if (d->passages[i].zone == zone && d->passages[i].end > d->passages[i].start)
            return true;
    return false;
}

static bool meets(const query *q, const oracle_document *d)
{
    switch (q->kind) {
    case QUERY_SOURCE:
        return ecoi_text_equal(d->document->source, q->text);
    case QUERY_REGION:
        return d->focus >> q->region & 1;
    case QUERY_DATE:
        return date_fits(d->document->date, q->since, q->until);
    default:
        return has_zone(d, q->zone);
    }
}

bool oracle_passes(const oracle_document *d, const eco_search_options *options)
{
    uint32_t regions = options->region_mode == ECO_REGION_MENTION ? d->mention : d->focus;
    bool region_fits = options->n_regions == 0, source_fits = options->n_sources == 0;
    for (size_t i = 0; i < options->n_regions; i++) {
        size_t region;
        assert_int_equal(eco_region_find(options->regions[i], strlen(options->regions[i]), &region, NULL),
                         ECO_OK);
        region_fits = region_fits || (regions >> region & 1);
    }
    for (size_t i = 0; i < options->n_sources; i++)
        source_fits =
            source_fits || ecoi_text_equal(d->document->source,
                                           (eco_text){options->sources[i], strlen(options->sources[i])});
    return region_fits && source_fits && date_fits(d->document->date, options->since, options->until);
}

/* ---- places ---- */

static const oracle_passage *passage_at(const oracle_document *d, uint32_t position)
{
    for (size_t i = 0; i < d->document->n_passages; i++)
        if (position >= d->passages[i].start && position < d->passages[i].end)
            return &d->passages[i];
    return NULL;
}

static bool is_word_at(const oracle_document *d, const oracle_word *word, uint32_t position, size_t near)
{
    size_t i = near;
    while (i > 0 && d->tokens[i - 1].position >= position)
        i--;
    while (i < d->n_tokens && d->tokens[i].position < position)
        i++;
    for (; i < d->n_tokens && d->tokens[i].position == position; i++)
        if (word->takes[d->tokens[i].form])
            return true;
    return false;
}

/* Spans of a row come in order: those of two tokens at one place follow each other. */
void oracle_add_span(oracle_spans *spans, uint32_t start, uint32_t end)
{
    const oracle_span *last = spans->n ? &spans->items[spans->n - 1] : NULL;
    if (last && last->start == start && last->end == end)
        return;
    oracle_must(ecoi_grow(&spans->items, &spans->cap, spans->n + 1, sizeof *spans->items));
    spans->items[spans->n++] = (oracle_span){start, end};
}

/* Where words stand in a row, in one passage. */
void oracle_find_row(const oracle_document *d, const oracle_word *words, size_t n, eco_zone scope,
                     oracle_spans *out)
{
    for (size_t i = 0; i < d->n_tokens; i++) {
        uint32_t start = d->tokens[i].position, end = start + words[n - 1].offset - words[0].offset + 1;
        bool all = words[0].takes[d->tokens[i].form];
        for (size_t k = 1; all && k < n; k++)
            all = is_word_at(d, &words[k], start + words[k].offset - words[0].offset, i);
        if (!all)
            continue;
        const oracle_passage *passage = passage_at(d, start);
        if ((scope == ORACLE_ANY_ZONE || passage->zone == scope) && passage == passage_at(d, end - 1))
            oracle_add_span(out, start, end);
    }
}

/* Positions from the end of the earlier to the start of the later; 0: they overlap. */
static uint32_t distance(oracle_span a, oracle_span b)
{
    return b.start >= a.end ? b.start - a.end + 1 : a.start >= b.end ? a.start - b.end + 1 : 0;
}

static void find_spans(const query *q, const oracle_document *d, oracle_spans *out);

static void find_near(const query *q, const oracle_document *d, oracle_spans *out)
{
    oracle_spans a = {0}, b = {0};
    find_spans(q->children[0], d, &a);
    find_spans(q->children[1], d, &b);
    for (size_t i = 0; i < a.n; i++)
        for (size_t k = 0; k < b.n; k++) {
            oracle_span x = a.items[i], y = b.items[k];
            uint32_t between = distance(x, y);
            if (between > 0 && between <= q->number)
                oracle_add_span(out, x.start < y.start ? x.start : y.start, x.end > y.end ? x.end : y.end);
        }
    free(a.items);
    free(b.items);
}

/* Where words, phrases, neighbours and alternatives of them stand. */
static void find_spans(const query *q, const oracle_document *d, oracle_spans *out)
{
    if (q->kind == QUERY_NEAR) {
        find_near(q, d, out);
        return;
    }
    for (size_t i = 0; i < q->n_readings && oracle_is_leaf(q); i++)
        oracle_find_row(d, q->readings[i].words, q->readings[i].n, q->scope, out);
    for (size_t i = 0; i < q->n_children; i++)
        if (!q->children[i]->dropped)
            find_spans(q->children[i], d, out);
}

/* ---- matching ---- */

/* Where something must be found: anywhere in the document, or in one passage. */
typedef struct where {
    const oracle_document *document;
    const oracle_passage *passage; /* NULL: anywhere */
    bool lenient;                  /* what is excluded counts for nothing */
} where;

static bool is_found(const query *q, where w);

static bool has_span(const query *q, where w)
{
    oracle_spans spans = {0};
    bool found = false;
    find_spans(q, w.document, &spans);
    for (size_t i = 0; i < spans.n; i++)
        found = found || !w.passage ||
                (spans.items[i].start >= w.passage->start && spans.items[i].end <= w.passage->end);
    free(spans.items);
    return found;
}

static size_t count_found(const query *q, where w)
{
    size_t n = 0;
    for (size_t i = 0; i < q->n_children; i++)
        n += is_found(q->children[i], w);
    return n;
}

static bool list_is_found(const query *q, where w)
{
    size_t n_must = 0, n_wanted = 0, n_found = 0;
    for (size_t i = 0; i < q->n_children; i++) {
        const query *child = q->children[i];
        if (child->dropped || (child->sign == '-' && w.lenient))
            continue;
        bool found = is_found(child, w);
        if (child->sign == '-' ? found : !found && (child->sign == '+' || oracle_is_condition(child)))
            return false;
        if (child->sign == '-' || oracle_is_condition(child))
            continue;
        n_wanted++;
        n_must += child->sign == '+';
        n_found += found;
    }
    return n_wanted == 0 || n_must > 0 || n_found > 0;
}

/* One passage holds every part. */
static bool para_is_found(const query *q, where w)
{
    const oracle_document *d = w.document;
    for (size_t i = 0; i < d->document->n_passages; i++) {
        where inside = {d, &d->passages[i], false};
        if (d->passages[i].end > d->passages[i].start && (!w.passage || w.passage == inside.passage) &&
            count_found(q, inside) == q->n_children)
            return true;
    }
    return false;
}

static bool is_found(const query *q, where w)
{
    switch (q->kind) {
    case QUERY_LIST:
        return list_is_found(q, w);
    case QUERY_AND:
        return count_found(q, w) == q->n_children;
    case QUERY_OR:
    case QUERY_BEST:
        return count_found(q, w) > 0;
    case QUERY_NOT:
        return is_found(q->children[0], w) && (w.lenient || !is_found(q->children[1], w));
    case QUERY_PARA:
        return para_is_found(q, w);
    case QUERY_ATLEAST:
        return count_found(q, w) >= q->number;
    case QUERY_ALL:
        return true;
    case QUERY_ZONE:
        return q->n_children ? is_found(q->children[0], w) : has_zone(w.document, q->zone);
    case QUERY_SOURCE:
    case QUERY_REGION:
    case QUERY_DATE:
        return meets(q, w.document);
    default:
        return has_span(q, w);
    }
}

bool oracle_matches(const query *q, const oracle_document *d, bool lenient)
{
    return is_found(q, (where){d, NULL, lenient});
}
