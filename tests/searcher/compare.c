/* SPDX-License-Identifier: MIT */
#include "tests/searcher/compare.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"

typedef struct dated {
    int day;
    size_t document;
} dated;

/* The right answer, and the query that asks for it. */
typedef struct answer {
    const collection *c;
    ecoi_buf text;
    const eco_search_options *options;
    bool *wanted; /* by document */
    double *scores;
    dated *by_date; /* newest first */
    size_t n;
} answer;

static eco_results *ask(const answer *a, eco_search_options options)
{
    eco_results *results;
    eco_error error = {0};
    if (eco_search(a->c->index, (const char *)a->text.data, a->text.len, &options, &results, &error))
        fail_msg("%s: %s", a->text.data, error.message);
    return results;
}

static eco_search_options with(const answer *a, size_t offset, size_t limit, unsigned flags)
{
    eco_search_options options = *a->options;
    options.offset = offset;
    options.limit = limit;
    options.flags |= flags;
    return options;
}

static size_t document_of(const eco_hit *hit)
{
    return strtoul(hit->key.ptr, NULL, 10);
}

/* ---- working it out ---- */

static const eco_document *document_at(const answer *a, size_t i)
{
    return a->c->o.documents[i].document;
}

static int day_of(eco_date date)
{
    return (date.year * 16 + date.month) * 32 + date.day;
}

/* Newest first, what is known less of later within its year or month; then in document order. */
static int by_date(const void *x, const void *y)
{
    const dated *a = x, *b = y;
    return a->day != b->day ? (a->day < b->day) - (a->day > b->day)
                            : (a->document > b->document) - (a->document < b->document);
}

static void sort_by_date(answer *a)
{
    size_t n = 0;
    for (size_t i = 0; i < a->c->o.n; i++)
        if (a->wanted[i])
            a->by_date[n++] = (dated){day_of(document_at(a, i)->date), i};
    qsort(a->by_date, n, sizeof *a->by_date, by_date);
}

static answer work_out(collection *c, query *q, const eco_search_options *options)
{
    size_t n = c->o.n;
    answer a = {.c = c, .options = options};
    a.wanted = calloc(n + 1, sizeof *a.wanted);
    a.scores = calloc(n + 1, sizeof *a.scores);
    a.by_date = calloc(n + 1, sizeof *a.by_date);
    oracle_must(a.wanted && a.scores && a.by_date);
    query_spell(q, &a.text);
    oracle_must(ecoi_buf_append(&a.text, "", 1));
    a.text.len--;
    const query *ready = oracle_resolve(&c->o, q, !(options->flags & ECO_SEARCH_NO_SYNONYMS));
    for (size_t i = 0; i < n; i++) {
        const oracle_document *d = &c->o.documents[i];
        a.wanted[i] = oracle_passes(d, options) && oracle_matches(ready, d, false);
        a.n += a.wanted[i];
        if (a.wanted[i])
            a.scores[i] = oracle_score(&c->o, ready, d);
    }
    return a;
}

static void dispose(answer *a)
{
    ecoi_buf_dispose(&a->text);
    free(a->wanted);
    free(a->scores);
    free(a->by_date);
}

/* ---- comparing ---- */

static void tell(const answer *a, size_t document, const char *what)
{
    const eco_document *d = document_at(a, document);
    print_error("document %zu (source %.*s, date %d-%d-%d):\n", document, (int)d->source.len,
                d->source.ptr ? d->source.ptr : "", d->date.year, d->date.month, d->date.day);
    for (size_t i = 0; i < d->n_passages; i++)
        print_error("  %s: %.500s\n", eco_zone_slug(d->passages[i].zone), d->passages[i].text.ptr);
    fail_msg("%s: document %zu %s", a->text.data, document, what);
}

static void check_documents(const answer *a, const eco_results *results)
{
    bool *found = calloc(a->c->o.n + 1, sizeof *found);
    oracle_must(found);
    for (size_t i = 0; i < eco_results_count(results); i++) {
        size_t document = document_of(eco_results_hit(results, i));
        if (!a->wanted[document])
            tell(a, document, "is too many");
        if (found[document])
            tell(a, document, "is there twice");
        found[document] = true;
    }
    for (size_t i = 0; i < a->c->o.n; i++)
        if (a->wanted[i] && !found[i])
            tell(a, i, "is missing");
    free(found);
    assert_int_equal(eco_results_total(results), a->n);
}

static void check_scores(const answer *a, const eco_results *results)
{
    for (size_t i = 0; i < eco_results_count(results); i++) {
        const eco_hit *hit = eco_results_hit(results, i), *next = eco_results_hit(results, i + 1);
        size_t document = document_of(hit);
        double wanted = a->scores[document];
        assert_int_equal(hit->rank, i + 1);
        if (!(fabs(hit->score - wanted) <= 1e-5 * wanted)) {
            print_error("score %.9g instead of %.9g\n", hit->score, wanted);
            tell(a, document, "has a wrong score");
        }
        if (next && (hit->score < next->score || (hit->score == next->score && document > document_of(next))))
            tell(a, document, "is before a better one");
    }
}

/* The page is that part of the whole. */
static void check_page(const answer *a, const eco_results *all, eco_search_options options)
{
    eco_results *page = ask(a, options);
    size_t n = eco_results_count(all), first = options.offset < n ? options.offset : n,
           most = options.limit < n - first ? options.limit : n - first;
    if (eco_results_count(page) != most)
        fail_msg("%s: %zu hits instead of %zu", a->text.data, eco_results_count(page), most);
    for (size_t i = 0; i < most; i++) {
        const eco_hit *hit = eco_results_hit(page, i), *same = eco_results_hit(all, first + i);
        if (hit->rank != same->rank || !ecoi_text_equal(hit->key, same->key) ||
            fabs(hit->score - same->score) > 1e-9 * same->score) {
            print_error("flags %u, rank %zu: document %s (%.17g) instead of %s (%.17g)\n", options.flags,
                        first + i + 1, hit->key.ptr, hit->score, same->key.ptr, same->score);
            fail_msg("%s: hits depend on how they are asked for", a->text.data);
        }
    }
    uint64_t total = eco_results_total(page), least = most ? first + most : 0;
    if (options.flags & ECO_SEARCH_NO_TOTAL ? total < least || total > a->n : total != a->n)
        fail_msg("%s: total %d instead of %zu", a->text.data, (int)total, a->n);
    eco_results_free(page);
}

static void check_dates(answer *a)
{
    eco_search_options options = with(a, 0, SIZE_MAX, 0);
    options.sort = ECO_SORT_DATE;
    eco_results *results = ask(a, options);
    sort_by_date(a);
    assert_int_equal(eco_results_count(results), a->n);
    for (size_t i = 0; i < a->n; i++)
        if (document_of(eco_results_hit(results, i)) != a->by_date[i].document)
            tell(a, a->by_date[i].document, "is not where its date belongs");
    options.offset = a->n / 3;
    options.limit = 5;
    check_page(a, results, options);
    options.flags |= ECO_SEARCH_NO_TOTAL;
    check_page(a, results, options);
    eco_results_free(results);
}

/* ---- facets ---- */

static bool is_in_bucket(const eco_document *d, unsigned facet, eco_text value)
{
    if (facet == ECO_FACET_SOURCE)
        return ecoi_text_equal(d->source, value);
    if (facet == ECO_FACET_MONTH) {
        char month[11];
        eco_date_format((eco_date){d->date.year, d->date.month, 0}, month);
        return ecoi_text_equal((eco_text){month, strlen(month)}, value);
    }
    bool any = false;
    for (size_t i = 0; i < d->n_regions; i++) {
        const char *slug = eco_region_at(d->regions[i].region)->slug;
        any = any || d->regions[i].focus;
        if (d->regions[i].focus && ecoi_text_equal((eco_text){slug, strlen(slug)}, value))
            return true;
    }
    return !any && value.len == 0;
}

static void check_facet(const answer *a, const eco_results *results, unsigned facet)
{
    const eco_bucket *buckets;
    size_t n = eco_results_facet(results, facet, &buckets), n_places = 0, n_wanted = 0;
    for (size_t k = 0; k < n; k++) {
        size_t count = 0;
        for (size_t i = 0; i < a->c->o.n; i++)
            count += a->wanted[i] && is_in_bucket(document_at(a, i), facet, buckets[k].value);
        if (count == 0 || buckets[k].count != count)
            fail_msg("%s: facet %s counts %d instead of %zu", a->text.data, buckets[k].value.ptr,
                     (int)buckets[k].count, count);
        if (k && (facet == ECO_FACET_MONTH ? ecoi_text_compare(buckets[k - 1].value, buckets[k].value) <= 0
                                           : buckets[k - 1].count < buckets[k].count))
            fail_msg("%s: facet %s stands in the wrong place", a->text.data, buckets[k].value.ptr);
        n_places += count;
    }
    for (size_t i = 0; i < a->c->o.n; i++) {
        const eco_document *d = document_at(a, i);
        size_t focus = 0;
        for (size_t k = 0; k < d->n_regions && facet == ECO_FACET_REGION; k++)
            focus += d->regions[k].focus;
        n_wanted += a->wanted[i] ? (focus ? focus : 1) : 0;
    }
    assert_int_equal(n_places, n_wanted); /* no bucket is missing */
}

static void check_facets(const answer *a)
{
    eco_search_options options = with(a, 0, 0, 0);
    options.facets = ECO_FACET_REGION | ECO_FACET_SOURCE | ECO_FACET_MONTH;
    eco_results *results = ask(a, options);
    assert_int_equal(eco_results_total(results), a->n);
    assert_int_equal(eco_results_count(results), 0);
    check_facet(a, results, ECO_FACET_REGION);
    check_facet(a, results, ECO_FACET_SOURCE);
    check_facet(a, results, ECO_FACET_MONTH);
    eco_results_free(results);
}

/* ---- explanations ---- */

static void check_explanations(const answer *a, eco_sort sort)
{
    eco_search_options options = with(a, 0, 5, ECO_SEARCH_EXPLAIN);
    options.flags &= ~ECO_SEARCH_KEYS_ONLY;
    options.sort = sort;
    eco_results *results = ask(a, options);
    for (size_t i = 0; i < eco_results_count(results); i++) {
        const eco_hit *hit = eco_results_hit(results, i);
        double sum = 0;
        for (size_t k = 0; k < hit->n_explain; k++)
            sum += hit->explain[k].depth == 0 ? hit->explain[k].value : 0;
        if (!(fabs(sum - hit->score) <= 1e-6 * hit->score))
            fail_msg("%s: the explanation of document %s comes to %g, its score is %g", a->text.data,
                     hit->key.ptr, sum, hit->score);
    }
    eco_results_free(results);
}

static eco_search_options plain_options(const collection *c)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    options.flags = ECO_SEARCH_KEYS_ONLY | (c->synonyms ? 0 : ECO_SEARCH_NO_SYNONYMS);
    options.synonyms = c->synonyms;
    return options;
}

void compare_query(collection *c, query *q, const eco_search_options *options)
{
    static const unsigned flags[] = {0, ECO_SEARCH_EXHAUSTIVE, ECO_SEARCH_NO_TOTAL,
                                     ECO_SEARCH_NO_TOTAL | ECO_SEARCH_EXHAUSTIVE};
    eco_search_options defaults = plain_options(c);
    answer a = work_out(c, q, options ? options : &defaults);
    eco_results *all = ask(&a, with(&a, 0, SIZE_MAX, 0));
    check_documents(&a, all);
    check_scores(&a, all);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        check_page(&a, all, with(&a, 0, SIZE_MAX, flags[i]));
        check_page(&a, all, with(&a, 0, 1, flags[i]));
        check_page(&a, all, with(&a, 0, 10, flags[i]));
        check_page(&a, all, with(&a, a.n / 2, 7, flags[i]));
        check_page(&a, all, with(&a, a.n, 3, flags[i]));
    }
    check_dates(&a);
    check_facets(&a);
    check_explanations(&a, ECO_SORT_RELEVANCE);
    check_explanations(&a, ECO_SORT_DATE);
    eco_results_free(all);
    dispose(&a);
}

/* ---- lists of words ---- */

static const char *read_word(const char *at, query *q)
{
    char *end;
    *q = (query){.kind = QUERY_WORD, .boost = 1};
    if (*at == '+' || *at == '-')
        q->sign = *at++;
    if (*at == '"') {
        q->kind = QUERY_PHRASE;
        q->text = (eco_text){at + 1, strcspn(at + 1, "\"")};
        at++;
    } else {
        q->text = (eco_text){at, strcspn(at, " ^")};
    }
    at += q->text.len + (q->kind == QUERY_PHRASE);
    if (*at != '^')
        return at;
    q->boost = strtod(at + 1, &end);
    return end;
}

void compare_words(collection *c, const char *words)
{
    query items[QUERY_MOST_CHILDREN], list = {.kind = QUERY_LIST, .boost = 1};
    for (const char *at = words + strspn(words, " "); *at; at += strspn(at, " ")) {
        assert_true(list.n_children < QUERY_MOST_CHILDREN);
        query *item = &items[list.n_children];
        at = read_word(at, item);
        list.children[list.n_children++] = item;
    }
    items[0].sign = list.n_children == 1 ? 0 : items[0].sign;
    compare_query(c, list.n_children == 1 ? list.children[0] : &list, NULL);
}

/* ---- chance ---- */

dice dice_of(uint64_t seed)
{
    const char *other = getenv("ECO_SEED");
    seed += other ? 1000 * strtoull(other, NULL, 10) : 0;
    print_message("seed %llu\n", (unsigned long long)seed);
    return (dice){seed};
}

static void random_options(const collection *c, const query_material *m, dice *d, const char **regions,
                           const char **sources, eco_search_options *out)
{
    *out = plain_options(c);
    out->flags |= chance(d, 20) ? ECO_SEARCH_NO_SYNONYMS : 0;
    if (!m->sources || chance(d, 70))
        return;
    for (unsigned i = 0; i < 2; i++) {
        regions[i] = m->regions[roll(d, (unsigned)m->n_regions)];
        sources[i] = m->sources[roll(d, (unsigned)m->n_sources)];
    }
    out->regions = regions;
    out->sources = sources;
    out->n_regions = chance(d, 50) ? 1 + roll(d, 2) : 0;
    out->n_sources = chance(d, 40) ? 1 + roll(d, 2) : 0;
    out->region_mode = chance(d, 50) ? ECO_REGION_FOCUS : ECO_REGION_MENTION;
    if (chance(d, 40))
        out->since = random_date(d);
    if (chance(d, 40))
        out->until = random_date(d);
}

void compare_random(collection *c, const query_material *m, dice *d, unsigned n_queries)
{
    ecoi_arena arena = {0};
#ifdef ECO_TEST_REMOTE /* each takes longer there; ECO_SEED looks at others */
    n_queries = n_queries / 60 + 1;
#elif defined ECO_TEST_ENGINE
    n_queries = n_queries / 12 + 1;
#endif
    for (unsigned i = 0; i < n_queries; i++) {
        const char *regions[2], *sources[2];
        eco_search_options options;
        query *q = random_query(m, d, &c->o, &arena);
        random_options(c, m, d, regions, sources, &options);
        compare_query(c, q, &options);
        ecoi_arena_reset(&arena);
    }
    ecoi_arena_dispose(&arena);
}
