/* SPDX-License-Identifier: MIT */
/* Every allocation of opening an index, asking it anything and looking at all of it fails in turn. */
#include "tests/memory/support.h"

#include <limits.h>
#include <stdatomic.h>

#include "searcher/snapshot.h"
#include "tests/memory/failing_malloc.h"

enum { ALL = 1000000 };

static char folder[] = "memory-search-XXXXXX";
static eco_index *opened;

/* ---- the index ---- */

static const char *const bodies[] = {
    "La startup orléanaise innove dans le numérique et la santé.",
    "L'entreprise de Tours crée des emplois, dit le maire de la région Centre-Val de Loire.",
    "French Tech : la mise en œuvre du label à Rennes, en Bretagne.",
    "Innovations, innovateurs et innovation : l'innovation numérique en région.",
};

static eco_status add_documents(eco_writer *writer)
{
    eco_status status = ECO_OK;
    for (int i = 0; i < 40 && !status; i++) {
        char key[16], title[64];
        sprintf(key, "doc-%d", i);
        sprintf(title, "Titre %d de la French Tech", i);
        const char *body = bodies[i % 4], *comment = bodies[(i + 1) % 4];
        eco_passage passages[] = {{ECO_ZONE_TITLE, {title, strlen(title)}},
                                  {ECO_ZONE_BODY, {body, strlen(body)}},
                                  {ECO_ZONE_COMMENT, {comment, strlen(comment)}},
                                  {ECO_ZONE_BOILERPLATE, {"Abonnez-vous", 12}}};
        eco_document document = {.key = {key, strlen(key)},
                                 .url = {"https://a.fr", 12},
                                 .source = {i % 2 ? "gazette" : "fil", i % 2 ? 7 : 3},
                                 .date = {2016, (uint8_t)(i % 13), 0},
                                 .fields = {"{\"n\":1}", 7},
                                 .passages = passages,
                                 .n_passages = 4};
        status = eco_writer_add(writer, &document, NULL);
    }
    return status;
}

static void publish(void)
{
    eco_writer *writer;
    assert_int_equal(eco_writer_open(folder, NULL, &writer, NULL), ECO_OK);
    assert_int_equal(add_documents(writer), ECO_OK);
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
}

static int build(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    publish();
    assert_int_equal(eco_index_open(folder, &opened, NULL), ECO_OK);
    return 0;
}

static int dispose(void **state)
{
    (void)state;
    eco_index_close(opened);
    return 0;
}

/* ---- queries ---- */

typedef struct question {
    const char *query;
    eco_search_options options;
    eco_results *expected;
} question;

/* What a person sees: results that memory ran out in the midst of must not look like whole ones. */
static void assert_same_hit(const eco_hit *got, const eco_hit *expected)
{
    assert_true(got->score == expected->score);
    assert_string_equal(got->key.ptr, expected->key.ptr);
    assert_int_equal(got->snippet.len, expected->snippet.len);
    assert_int_equal(got->n_highlights, expected->n_highlights);
    assert_int_equal(got->n_title_highlights, expected->n_title_highlights);
    assert_int_equal(got->n_regions, expected->n_regions);
    assert_int_equal(got->n_explain, expected->n_explain);
}

static void assert_same_results(const eco_results *got, const eco_results *expected)
{
    assert_int_equal(eco_results_total(got), eco_results_total(expected));
    assert_int_equal(eco_results_count(got), eco_results_count(expected));
    eco_text meant = eco_results_did_you_mean(got), meant_expected = eco_results_did_you_mean(expected);
    assert_int_equal(meant.len, meant_expected.len);
    for (size_t i = 0; i < eco_results_count(got); i++)
        assert_same_hit(eco_results_hit(got, i), eco_results_hit(expected, i));
    for (unsigned facet = ECO_FACET_REGION; facet <= ECO_FACET_MONTH; facet *= 2) {
        const eco_bucket *a, *b;
        size_t n = eco_results_facet(got, facet, &a);
        assert_int_equal(n, eco_results_facet(expected, facet, &b));
        for (size_t i = 0; i < n; i++)
            assert_int_equal(a[i].count, b[i].count);
    }
}

/* The index keeps what it can use again; here every search begins without. */
static void drop_spare(void)
{
    ecoi_snapshot *snapshot = ecoi_index_snapshot(opened);
    ecoi_analysis_free(atomic_exchange(&snapshot->spare, NULL));
    ecoi_snapshot_release(snapshot);
}

static eco_status ask(void *user, eco_error *error)
{
    question *q = user;
    eco_results *results = NULL;
    eco_status status = eco_search(opened, q->query, strlen(q->query), &q->options, &results, error);
    if (!status && q->expected)
        assert_same_results(results, q->expected);
    if (status)
        assert_null(results);
    eco_results_free(results);
    drop_spare();
    return status;
}

static void fail_question(const char *query, const eco_search_options *options)
{
    question q = {query, *options, NULL};
    eco_error error = {0};
    if (eco_search(opened, query, strlen(query), options, &q.expected, &error))
        fail_msg("%s: %s", query, error.message);
    if (eco_results_total(q.expected) == 0 && !eco_results_did_you_mean(q.expected).ptr)
        fail_msg("%s finds nothing", query);
    drop_spare();
    fail_each_allocation(query, ask, &q, ALL, NULL);
    eco_results_free(q.expected);
}

static void each_operator_survives(void **state)
{
    static const char *const queries[] = {
        "french tech",
        "+numérique -santé",
        "startup ET (numérique OU santé) SAUF emploi",
        "\"mise en œuvre\"",
        "=numérique",
        "startup NEAR/9 santé",
        "PARA(startup numérique)",
        "AUMOINS/2(startup numérique emploi)",
        "innov*",
        "num?rique",
        "numerrique~1",
        "inovatoin~2",
        "titre:french",
        "zone:comment:emplois",
        "zone:boilerplate",
        "zone:boilerplate:abonnez",
        "source:gazette",
        "region:bretagne",
        "date:2015..2017",
        "startup^2 emploi^0.5",
        "innovatoin numeriqe", /* something else was meant */
        "*",
    };
    (void)state;
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    options.limit = 2;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
        fail_question(queries[i], &options);
}

static void each_option_survives(void **state)
{
    static const char *const regions[] = {"bretagne", "centre"}, *const sources[] = {"gazette", "fil"};
    (void)state;
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    options.regions = regions;
    options.n_regions = 2;
    options.region_mode = ECO_REGION_MENTION;
    options.sources = sources;
    options.n_sources = 2;
    options.since = (eco_date){2015, 0, 0};
    options.until = (eco_date){2017, 0, 0};
    fail_question("french OR innovation", &options);
    options = (eco_search_options)ECO_SEARCH_OPTIONS_INIT;
    options.facets = ECO_FACET_REGION | ECO_FACET_SOURCE | ECO_FACET_MONTH;
    options.sort = ECO_SORT_DATE;
    options.limit = SIZE_MAX;
    fail_question("innovation", &options);
    options.flags = ECO_SEARCH_EXPLAIN;
    options.limit = 3;
    fail_question("\"mise en œuvre\" innov* startup", &options);
    options.flags = ECO_SEARCH_KEYS_ONLY | ECO_SEARCH_NO_TOTAL;
    fail_question("startup numérique", &options);
    options.flags = ECO_SEARCH_PLAIN | ECO_SEARCH_EXHAUSTIVE;
    fail_question("startup (numérique", &options);
    options.flags = ECO_SEARCH_COLLAPSE;
    options.facets = ECO_FACET_SOURCE;
    fail_question("startup numérique", &options);
}

static const char synonyms[] = "startup, jeune pousse\nseed => amorçage, capital-risque\n=AURA => Auvergne\n";

static eco_status parse_synonyms(void *user, eco_error *error)
{
    eco_synonyms *list = NULL;
    eco_status status = eco_synonyms_parse(user, synonyms, strlen(synonyms), &list, error);
    if (status)
        assert_null(list);
    eco_synonyms_free(list);
    return status;
}

static void synonyms_survive(void **state)
{
    (void)state;
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    eco_synonyms *list;
    fail_each_allocation("a list", parse_synonyms, "list", ALL, NULL);
    assert_int_equal(eco_synonyms_parse("list", synonyms, strlen(synonyms), &list, NULL), ECO_OK);
    options.synonyms = list;
    fail_question("jeune pousse numérique", &options);
    eco_synonyms_free(list);
}

/* A question that is at fault: the answer is that fault, or that there was no memory to find it. */
static eco_status ask_wrongly(void *user, eco_error *error)
{
    eco_results *results = NULL;
    eco_status status = eco_search(opened, user, strlen(user), NULL, &results, error);
    assert_int_not_equal(status, ECO_OK);
    assert_null(results);
    return status == ECO_E_NO_MEMORY ? status : ECO_OK;
}

static void questions_at_fault_survive(void **state)
{
    (void)state;
    fail_each_allocation("(a", ask_wrongly, "startup (numérique", ALL, NULL);
    fail_each_allocation("region", ask_wrongly, "region:bretanje", ALL, NULL);
    fail_each_allocation("date", ask_wrongly, "startup date:hier", ALL, NULL);
}

/* ---- the index as a whole ---- */

static eco_status open_and_close(void *user, eco_error *error)
{
    eco_index *index = NULL;
    eco_status status = eco_index_open(user, &index, error);
    if (status)
        assert_null(index);
    eco_index_close(index);
    return status;
}

static bool count_document(void *user, const eco_document *document)
{
    ++*(unsigned *)user;
    assert_int_equal(document->n_passages, 4);
    return true;
}

static eco_status look_at_each(void *user, eco_error *error)
{
    unsigned n = 0;
    eco_status status = eco_index_each(user, count_document, &n, error);
    if (!status)
        assert_int_equal(n, 40);
    return status;
}

static bool count_near(void *user, const eco_document *document, eco_text near_duplicate_of)
{
    (void)document;
    *(unsigned *)user += near_duplicate_of.len > 0 ? 1000 : 1;
    return true;
}

static eco_status look_for_near(void *user, eco_error *error)
{
    static unsigned expected;
    unsigned n = 0;
    eco_status status = eco_index_each_near(user, count_near, &n, error);
    if (!status && expected)
        assert_int_equal(n, expected);
    if (!status)
        expected = n;
    return status;
}

static void report(void *user, const eco_finding *finding)
{
    (void)user;
    fail_msg("%s: %s: %s", finding->file, finding->place, finding->message);
}

static eco_status check(void *user, eco_error *error)
{
    return eco_check(user, report, NULL, error);
}

static void opening_reading_and_checking_survive(void **state)
{
    (void)state;
    fail_each_allocation("open", open_and_close, folder, ALL, NULL);
    fail_each_allocation("each", look_at_each, opened, ALL, NULL);
    fail_each_allocation("each with near-duplicates", look_for_near, opened, ALL, NULL);
    fail_each_allocation("check", check, folder, ALL, NULL);
}

static uint64_t generation(void)
{
    eco_index_info info;
    eco_index_get_info(opened, &info);
    return info.generation;
}

static void a_refresh_that_fails_keeps_the_generation(void **state)
{
    (void)state;
    unsigned long n_asked = ULONG_MAX;
    for (unsigned long n = 1; n <= n_asked; n++) {
        uint64_t before = generation();
        bool changed = false;
        eco_error error = {0};
        publish();
        long live = failing_malloc_live();
        failing_malloc_start(n, n % 2 == 0);
        eco_status status = eco_index_refresh(opened, &changed, &error);
        n_asked = failing_malloc_stop();
        assert_true(status == ECO_OK || status == ECO_E_NO_MEMORY);
        assert_int_equal(changed, status == ECO_OK);
        assert_int_equal(generation() > before, changed);
        if (status)
            assert_int_equal(failing_malloc_live(), live);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_operator_survives),
        cmocka_unit_test(each_option_survives),
        cmocka_unit_test(synonyms_survive),
        cmocka_unit_test(questions_at_fault_survive),
        cmocka_unit_test(opening_reading_and_checking_survive),
        cmocka_unit_test(a_refresh_that_fails_keeps_the_generation),
    };
    return cmocka_run_group_tests(tests, build, dispose);
}
