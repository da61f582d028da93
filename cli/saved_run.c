/* SPDX-License-Identifier: MIT */
/*
 * Running saved queries. What is new among all matches is found by their keys alone, and only those are then
 * fetched with their texts, at their ranks: a query that a hundred thousand old documents match costs no more
 * than a look at their keys.
 */
#include "cli/message.h"
#include "cli/saved.h"
#include "cli/saved_keys.h"

#include <stdlib.h>
#include <string.h>

enum { FOUND = 0, NOTHING_FOUND = 1, FAILED = 2, BEST_SHOWN = 10 };

/* A match to be shown: its place among all, from 0, and its near-duplicates. */
typedef struct match {
    size_t place;
    uint64_t n_alike;
} match;

typedef struct run {
    const saved_writing *writing;
    saved_writer writer;
    bool since_last, any;
    /* of the query at hand */
    saved_query *query;
    cli_request request;
    eco_search_options options;
    eco_index *index;
    saved_keys keys;
} run;

static bool is_new(const run *r, eco_text key)
{
    return cli_saved_keys_look_of(&r->keys, key) > r->query->seen;
}

static bool is_seen(void *user, eco_text key)
{
    return !is_new(user, key);
}

static bool search(run *r, size_t offset, size_t limit, unsigned flags, eco_results **out)
{
    eco_search_options options = r->options;
    eco_error error = {0};
    options.offset = offset;
    options.limit = limit;
    options.flags = (options.flags & ~(ECO_SEARCH_COLLAPSE | ECO_SEARCH_KEYS_ONLY)) | flags;
    if (flags & ECO_SEARCH_KEYS_ONLY) {
        options.is_seen = is_seen;
        options.seen_user = r;
    }
    eco_status status =
        eco_search(r->index, r->request.query, strlen(r->request.query), &options, out, &error);
    if (status == ECO_OK)
        return true;
    cli_message("saved query %s:", r->query->name);
    cli_report_query_error(r->request.query, &error);
    return false;
}

static bool same_key(const eco_hit *a, const eco_hit *b)
{
    return a->key.len == b->key.len && memcmp(a->key.ptr, b->key.ptr, a->key.len) == 0;
}

/* Those to be shown are some of all matches, in the same order; an index of another engine, which finds no
 * near-duplicates, hands out those that have been seen too. */
static void keep_new(const run *r, const eco_results *all, const eco_results *firsts, saved_news *news,
                     match *out)
{
    size_t next = 0;
    for (size_t i = 0; i < eco_results_count(all); i++) {
        const eco_hit *hit = eco_results_hit(all, i), *first = eco_results_hit(firsts, next);
        bool is_first = first && same_key(hit, first);
        next += is_first;
        if (!is_new(r, hit->key))
            continue;
        if (is_first)
            out[news->shown++] = (match){i, first->n_alike};
        else
            news->left_out++;
    }
}

/* The new matches to be shown, malloc'd; NULL: it failed. */
static match *find_new(run *r, saved_news *news)
{
    eco_results *all = NULL, *firsts = NULL;
    match *matches = NULL;
    if (search(r, 0, SIZE_MAX, ECO_SEARCH_KEYS_ONLY, &all)) {
        size_t n = 0;
        for (size_t i = 0; i < eco_results_count(all); i++)
            n += is_new(r, eco_results_hit(all, i)->key);
        news->total = eco_results_total(all);
        bool collapse = n > 0 && !r->request.all;
        bool good = !collapse || search(r, 0, SIZE_MAX, ECO_SEARCH_KEYS_ONLY | ECO_SEARCH_COLLAPSE, &firsts);
        matches = good ? calloc(n + 1, sizeof *matches) : NULL;
        if (matches && n > 0)
            keep_new(r, all, collapse ? firsts : all, news, matches);
        else if (good && !matches)
            cli_message("not enough memory");
    }
    eco_results_free(all);
    eco_results_free(firsts);
    return matches;
}

static bool put_hits(run *r, const eco_results *results, const match *matches, uint64_t *rank)
{
    for (size_t i = 0; i < eco_results_count(results); i++) {
        eco_hit hit = *eco_results_hit(results, i);
        hit.rank = ++*rank;
        hit.n_alike = matches ? matches[i].n_alike : hit.n_alike;
        r->writing->hit(&r->writer, &hit);
    }
    return cli_output_good();
}

/* Matches side by side are fetched at once, a hundred at most. */
static bool put_matches(run *r, const match *matches, size_t n)
{
    enum { MOST = 100 };
    uint64_t rank = 0;
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && end - i < MOST && matches[end].place == matches[end - 1].place + 1;)
            end++;
        eco_results *results = NULL;
        if (!search(r, matches[i].place, end - i, 0, &results))
            return false;
        bool good = put_hits(r, results, matches + i, &rank);
        eco_results_free(results);
        if (!good)
            return false;
    }
    return true;
}

static void begin_query(run *r, const saved_news *news)
{
    r->any |= news->shown > 0;
    r->writer.news = news;
    r->writing->query(&r->writer);
}

static bool show_new(run *r)
{
    saved_news news = {.query = r->query, .request = &r->request, .since_last = true};
    if (!cli_saved_keys_look(&r->keys, r->index))
        return false;
    if (r->query->keys_id != r->keys.id) {
        cli_message("saved query %s: what it has shown is not known any more; what is there counts as seen",
                    r->query->name);
        r->query->seen = r->keys.looks;
    }
    match *matches = find_new(r, &news);
    if (!matches)
        return false;
    begin_query(r, &news);
    bool good = put_matches(r, matches, (size_t)news.shown);
    r->writing->query_end(&r->writer);
    free(matches);
    if (!good)
        return false;
    r->query->keys_id = r->keys.id;
    r->query->seen = r->keys.looks;
    r->query->last_run = (int64_t)r->writer.now;
    return true;
}

static bool show_best(run *r)
{
    saved_news news = {.query = r->query, .request = &r->request};
    eco_results *results = NULL;
    if (!search(r, 0, BEST_SHOWN, r->request.all ? 0 : ECO_SEARCH_COLLAPSE, &results))
        return false;
    news.total = eco_results_total(results);
    news.shown = eco_results_count(results);
    begin_query(r, &news);
    uint64_t rank = 0;
    bool good = put_hits(r, results, NULL, &rank);
    r->writing->query_end(&r->writer);
    eco_results_free(results);
    return good;
}

static bool run_on_index(run *r, const char *folder)
{
    eco_error error = {0};
    if (eco_index_open(r->request.index, &r->index, &error) != ECO_OK) {
        cli_message("saved query %s: %s", r->query->name, error.message);
        return false;
    }
    if (!r->since_last)
        return show_best(r);
    return cli_saved_keys_open(&r->keys, folder, r->request.index) && show_new(r);
}

static bool run_query(run *r, const char *folder, saved_query *query)
{
    eco_synonyms *synonyms = NULL;
    eco_error error = {0};
    r->query = query;
    bool good = cli_saved_request(query, &r->request);
    if (good && r->request.synonyms && eco_synonyms_load(r->request.synonyms, &synonyms, &error) != ECO_OK) {
        cli_message("saved query %s: %s", query->name, error.message);
        good = false;
    }
    if (good) {
        r->options = cli_request_options(&r->request, synonyms);
        good = run_on_index(r, folder);
    }
    eco_index_close(r->index);
    r->index = NULL;
    cli_saved_keys_dispose(&r->keys);
    eco_synonyms_free(synonyms);
    cli_request_dispose(&r->request);
    return good;
}

static bool check_names(const saved_list *list, const cli_list *names)
{
    for (size_t i = 0; i < names->n; i++)
        if (!cli_saved_find(list, names->items[i])) {
            cli_message("there is no saved query %s (ecosearch saved list shows them)", names->items[i]);
            return false;
        }
    return true;
}

static bool is_named(const saved_query *query, const cli_list *names)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(query->name, names->items[i]) == 0)
            return true;
    return names->n == 0;
}

/* What was written has left this program; until then nothing counts as seen. */
static bool written(void)
{
    return fflush(stdout) == 0 && cli_output_good();
}

int cli_saved_run(saved_list *list, const cli_list *names, bool since_last, saved_format format)
{
    static const saved_writing *const writings[] = {[SAVED_TEXT] = &cli_saved_text,
                                                    [SAVED_JSON] = &cli_saved_json,
                                                    [SAVED_ATOM] = &cli_saved_atom,
                                                    [SAVED_HTML] = &cli_saved_html};
    run r = {.writing = writings[format], .since_last = since_last};
    bool good = true;
    if (!check_names(list, names))
        return FAILED;
    r.writer.now = time(NULL);
    r.writing->begin(&r.writer);
    for (size_t i = 0; i < list->n; i++)
        if (is_named(&list->items[i], names))
            good = run_query(&r, list->folder, &list->items[i]) && good;
    r.writing->end(&r.writer);
    if (!written() || (since_last && !cli_saved_write(list)))
        return FAILED;
    return !good ? FAILED : r.any ? FOUND : NOTHING_FOUND;
}
