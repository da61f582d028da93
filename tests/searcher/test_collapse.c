/* SPDX-License-Identifier: MIT */
/* One release on many sites is one hit, and all of them where they are asked for. */
#include "tests/searcher/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SITES = 12, NEWS = 6, TEXT = 1024 };

static const char *const releases[] = {
    "La société Nivalis annonce une levée de fonds de six millions auprès de trois fonds régionaux. Elle "
    "compte recruter "
    "vingt ingénieurs à Chambéry et ouvrir un bureau à Innsbruck avant la fin de cette année.",
    "Le fabricant Garonix annonce une levée de fonds pour ses calculateurs de satellites. Dix-huit salariés "
    "travaillent à "
    "Toulouse, deux autres à Brême, et la moitié du capital reste aux mains des fondateurs.",
};

/* Words of nobody else. */
static size_t put_words(char *out, unsigned number, unsigned n)
{
    size_t len = 0;
    for (unsigned i = 0; i < n; i++)
        len += (size_t)sprintf(out + len, "mot%u ", number * 100 + i);
    return len;
}

/* Each site puts its own words around a release; some cut it. */
static const char *make_text(char *out, unsigned release, unsigned site)
{
    size_t len = put_words(out, site, 4);
    len += (size_t)snprintf(out + len, TEXT - len, "%.*s ", site % 4 == 3 ? 130 : 1000, releases[release]);
    put_words(out + len, 50 + site, 3);
    return out;
}

static eco_index *open_sites(const eco_build_options *options)
{
    static char texts[SITES * 2 + NEWS][TEXT], keys[SITES * 2 + NEWS][16];
    page pages[SITES * 2 + NEWS];
    size_t n = 0;
    for (unsigned site = 0; site < SITES; site++)
        for (unsigned release = 0; release < 2; release++, n++) {
            snprintf(keys[n], sizeof keys[n], "%c%u", "ng"[release], site);
            pages[n] = (page){keys[n], NULL, make_text(texts[n], release, site)};
        }
    for (unsigned news = 0; news < NEWS; news++, n++) {
        snprintf(keys[n], sizeof keys[n], "autre%u", news);
        strcpy(texts[n] + put_words(texts[n], 100 + news, 20), "levée de fonds");
        pages[n] = (page){keys[n], NULL, texts[n]};
    }
    return index_of(pages, n, options);
}

static eco_results *ask_collapsed(eco_index *index, size_t offset, size_t limit, unsigned flags)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    options.offset = offset;
    options.limit = limit;
    options.flags = flags | ECO_SEARCH_COLLAPSE;
    return ask(index, "levée fonds", &options);
}

static size_t count_keys(const eco_results *results, char first)
{
    size_t n = 0;
    for (size_t i = 0; i < eco_results_count(results); i++)
        n += eco_results_hit(results, i)->key.ptr[0] == first;
    return n;
}

static void the_best_of_each_group_stands_for_it(void **state)
{
    (void)state;
    eco_index *index = open_sites(NULL);
    eco_results *all = ask(index, "levée fonds",
                           &(eco_search_options){.struct_size = sizeof(eco_search_options), .limit = 50});
    eco_results *some = ask_collapsed(index, 0, 50, 0);
    assert_int_equal(eco_results_count(all), SITES * 2 + NEWS);
    assert_int_equal(eco_results_count(some), 2 + NEWS);
    assert_int_equal(eco_results_total(some), SITES * 2 + NEWS);
    assert_int_equal(eco_results_left_out(some), SITES * 2 - 2);
    assert_int_equal(count_keys(some, 'n'), 1);
    assert_int_equal(count_keys(some, 'g'), 1);
    assert_string_equal(eco_results_hit(some, 0)->key.ptr, eco_results_hit(all, 0)->key.ptr);
    for (size_t i = 0; i < eco_results_count(some); i++) {
        const eco_hit *hit = eco_results_hit(some, i);
        assert_int_equal(hit->rank, i + 1);
        assert_int_equal(hit->n_alike, hit->key.ptr[0] == 'a' ? 0 : SITES - 1);
        assert_true(i == 0 || eco_results_hit(some, i - 1)->score >= hit->score);
    }
    eco_results_free(all);
    eco_results_free(some);
    eco_index_close(index);
}

/* However many are asked for at a time. */
static void pages_add_up(void **state)
{
    (void)state;
    static const unsigned flags[] = {0, ECO_SEARCH_KEYS_ONLY, ECO_SEARCH_EXHAUSTIVE, ECO_SEARCH_NO_TOTAL};
    char whole[1024], part[1024], parts[1024];
    eco_index *index = open_sites(NULL);
    eco_results *results = ask_collapsed(index, 0, SIZE_MAX, 0);
    keys_of(results, whole);
    eco_results_free(results);
    for (size_t i = 0; i < 4; i++)
        for (size_t limit = 1; limit < 5; limit++) {
            parts[0] = '\0';
            for (size_t offset = 0; offset < 2 + NEWS; offset += limit) {
                results = ask_collapsed(index, offset, limit, flags[i]);
                strcat(parts, offset ? " " : "");
                strcat(parts, keys_of(results, part));
                eco_results_free(results);
            }
            assert_string_equal(parts, whole);
        }
    results = ask_collapsed(index, 2 + NEWS, 5, 0);
    assert_int_equal(eco_results_count(results), 0);
    eco_results_free(results);
    eco_index_close(index);
}

static void facets_count_all(void **state)
{
    (void)state;
    eco_index *index = open_sites(NULL);
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    const eco_bucket *buckets;
    options.limit = 3;
    options.facets = ECO_FACET_MONTH;
    options.flags = ECO_SEARCH_COLLAPSE;
    eco_results *results = ask(index, "levée fonds", &options);
    assert_int_equal(eco_results_facet(results, ECO_FACET_MONTH, &buckets), 1);
    assert_int_equal(buckets[0].count, SITES * 2 + NEWS);
    eco_results_free(results);
    eco_index_close(index);
}

/* ---- what has been seen ---- */

static bool is_among(void *user, eco_text key)
{
    const char *const *seen = user;
    for (; *seen; seen++)
        if (strcmp(*seen, key.ptr) == 0)
            return true;
    return false;
}

static eco_results *ask_unseen(eco_index *index, const char *const *seen, size_t limit)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    options.limit = limit;
    options.flags = ECO_SEARCH_COLLAPSE;
    options.is_seen = is_among;
    options.seen_user = (void *)seen;
    return ask(index, "levée fonds", &options);
}

static void what_has_been_seen_is_left_out_with_what_is_like_it(void **state)
{
    (void)state;
    eco_index *index = open_sites(NULL);
    eco_results *all = ask_collapsed(index, 0, SIZE_MAX, 0);
    char best_n[16] = "";
    for (size_t i = 0; i < eco_results_count(all); i++)
        if (eco_results_hit(all, i)->key.ptr[0] == 'n')
            strcpy(best_n, eco_results_hit(all, i)->key.ptr);
    eco_results_free(all);
    const char *const seen[] = {best_n, "autre3", NULL}, *const none[] = {NULL};
    for (size_t limit = 1; limit <= NEWS + 2; limit += NEWS + 1) {
        eco_results *results = ask_unseen(index, seen, limit);
        assert_int_equal(eco_results_count(results), limit < NEWS ? limit : NEWS);
        assert_int_equal(count_keys(results, 'n'), 0);
        assert_int_equal(eco_results_total(results), SITES * 2 + NEWS);
        for (size_t i = 0; i < eco_results_count(results); i++)
            assert_string_not_equal(eco_results_hit(results, i)->key.ptr, "autre3");
        eco_results_free(results);
    }
    eco_results *results = ask_unseen(index, none, SIZE_MAX);
    assert_int_equal(eco_results_count(results), NEWS + 2);
    eco_results_free(results);
    eco_index_close(index);
}

/* ---- what each document is a near-duplicate of ---- */

typedef struct counts {
    size_t n, near;
} counts;

static bool look(void *user, const eco_document *document, eco_text first)
{
    counts *c = user;
    c->n++;
    c->near += first.len > 0;
    if (first.len > 0) { /* the first of its release in the index */
        assert_int_equal(first.len, 2);
        assert_int_equal(first.ptr[0], document->key.ptr[0]);
        assert_int_equal(first.ptr[1], '0');
        assert_true(document->key.len != 2 || document->key.ptr[1] != '0');
    }
    return true;
}

#ifndef ECO_TEST_ENGINE /* where it is not told */
static void each_is_said_to_be_like_the_first(void **state)
{
    (void)state;
    counts c = {0};
    eco_index *index = open_sites(NULL);
    assert_int_equal(eco_index_each_near(index, look, &c, NULL), ECO_OK);
    assert_int_equal(c.n, SITES * 2 + NEWS);
    assert_int_equal(c.near, SITES * 2 - 2);
    eco_index_close(index);
}
#endif

static void without_texts_nothing_is_left_out(void **state)
{
    (void)state;
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    counts c = {0};
    options.no_stored_text = true;
    eco_index *index = open_sites(&options);
    eco_results *results = ask_collapsed(index, 0, 50, 0);
    assert_int_equal(eco_results_count(results), SITES * 2 + NEWS);
    eco_results_free(results);
    assert_int_equal(eco_index_each_near(index, look, &c, NULL), ECO_OK);
    assert_int_equal(c.near, 0);
    eco_index_close(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_of_each_group_stands_for_it),
        cmocka_unit_test(pages_add_up),
        cmocka_unit_test(facets_count_all),
        cmocka_unit_test(what_has_been_seen_is_left_out_with_what_is_like_it),
#ifndef ECO_TEST_ENGINE
        cmocka_unit_test(each_is_said_to_be_like_the_first),
#endif
        cmocka_unit_test(without_texts_nothing_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
