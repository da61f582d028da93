/* SPDX-License-Identifier: MIT */
/*
 * The yardstick over real texts: our own engine, Xapian in one database and in three, and brute force over
 * some of the documents, answer the same queries alike: status, total, hits in their order with their scores,
 * facets, suggestion.
 *
 * Without $ECO_SHARED it is skipped; $ECO_YARDSTICK=N takes all corpora there and N random queries of each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "tests/indexer/support.h"
#include "tests/searcher/compare.h"
#include "tests/searcher/support.h"

enum { SAMPLE = 120, SAMPLE_BYTES = 1200, MOST_WORDS = 240, FREQUENT = 40, LINE_CAP = 65536, N_INDEXES = 3 };

static const struct {
    const char *file, *questions;
} corpora[] = {{"piaf/docs.jsonl.gz", "piaf/queries.jsonl"},
               {"sp-questions/docs.jsonl.gz", "sp-questions/queries.jsonl"},
               {"cdtn/docs.jsonl.gz", "cdtn/queries.jsonl"},
               {"dynamics.jsonl.gz", NULL},
               {"eltec.jsonl.gz", NULL},
               {"canada-lois.jsonl.gz", NULL}};

static const char *const by_hand[] = {"*",
                                      "le la les",
                                      "contrat de travail",
                                      "+contrat -travail",
                                      "loi ET (article OU alinéa) SAUF règlement",
                                      "\"contrat de travail\"",
                                      "\"il a été\" OU \"elle a été\"",
                                      "=marché",
                                      "élève",
                                      "eleve",
                                      "entreprise NEAR/5 salarié",
                                      "PARA(ministre loi)",
                                      "AUMOINS/2(ville année guerre roi)",
                                      "innov*",
                                      "num?rique",
                                      "re*tion",
                                      "travial~1",
                                      "gouvernemant~2",
                                      "titre:travail",
                                      "titre:\"contrat de\"",
                                      "zone:body:loi",
                                      "zone:lead",
                                      "date:2016..2018",
                                      "date:2019 travail",
                                      "region:bretagne",
                                      "paris^3 lyon",
                                      "(a b) c^0.5",
                                      "l'entreprise d'un employeur",
                                      "aujourd'hui",
                                      "congé CONGE conge",
                                      "rendez-vous start-up",
                                      "NEAR",
                                      "travail NEAR/2 (temps OU durée)",
                                      "\"de la loi\" NEAR/8 ministre",
                                      "PARA(AUMOINS/2(loi article ministre) -règlement)",
                                      "SAUF travail",
                                      "-travail",
                                      "(",
                                      "zzzyyyxxx",
                                      "traavil",
                                      "gouvernemment ministere",
                                      "d* ET e*",
                                      "2 000 €",
                                      "IA PACA"};

typedef struct yardstick {
    eco_index *indexes[N_INDEXES]; /* native, in one database, in three */
    char folders[N_INDEXES][32];
    double seconds[N_INDEXES]; /* of searching */
    collection sample;
    ecoi_map vocabulary;
    const char *words[MOST_WORDS];
    size_t n_words, n_compared, n_seen, step;
} yardstick;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- comparing ---- */

static void differ(eco_text asked, size_t i, const char *what)
{
    static const char *const names[] = {"native", "xapian", "xapian in shards"};
    fail_msg("%.*s: %s differs on %s", (int)asked.len, asked.ptr, what, names[i]);
}

static void compare_facet(eco_text asked, size_t i, unsigned facet, const eco_results *one,
                          const eco_results *other)
{
    const eco_bucket *a, *b;
    size_t n = eco_results_facet(one, facet, &a);
    if (eco_results_facet(other, facet, &b) != n)
        differ(asked, i, "a facet");
    for (size_t k = 0; k < n; k++)
        if (a[k].count != b[k].count || !ecoi_text_equal(a[k].value, b[k].value))
            differ(asked, i, "a facet");
}

static void compare_results(eco_text asked, size_t i, const eco_results *one, const eco_results *other)
{
    if (eco_results_total(one) != eco_results_total(other))
        differ(asked, i, "the total");
    if (eco_results_count(one) != eco_results_count(other))
        differ(asked, i, "the number of hits");
    for (size_t k = 0; k < eco_results_count(one); k++) {
        const eco_hit *a = eco_results_hit(one, k), *b = eco_results_hit(other, k);
        if (!ecoi_text_equal(a->key, b->key) || a->score != b->score || a->n_alike != b->n_alike) {
            print_error("rank %zu: %s (%.17g) and %s (%.17g)\n", k + 1, a->key.ptr, a->score, b->key.ptr,
                        b->score);
            differ(asked, i, "a hit");
        }
        if (!ecoi_text_equal(a->snippet, b->snippet))
            differ(asked, i, "a snippet");
    }
    compare_facet(asked, i, ECO_FACET_REGION, one, other);
    compare_facet(asked, i, ECO_FACET_SOURCE, one, other);
    compare_facet(asked, i, ECO_FACET_MONTH, one, other);
    if (!ecoi_text_equal(eco_results_did_you_mean(one), eco_results_did_you_mean(other)))
        differ(asked, i, "what is suggested");
}

static void compare_engines(yardstick *y, eco_text asked, const eco_search_options *options)
{
    eco_results *results[N_INDEXES] = {NULL};
    eco_status statuses[N_INDEXES];
    eco_error errors[N_INDEXES];
    for (size_t i = 0; i < N_INDEXES; i++) {
        double start = now();
        statuses[i] = eco_search(y->indexes[i], asked.ptr, asked.len, options, &results[i], &errors[i]);
        y->seconds[i] += now() - start;
        if (statuses[i] != statuses[0] || (statuses[i] && strcmp(errors[i].message, errors[0].message) != 0))
            differ(asked, i, "the error");
        if (i && !statuses[i])
            compare_results(asked, i, results[0], results[i]);
    }
    for (size_t i = 0; i < N_INDEXES; i++)
        eco_results_free(results[i]);
    y->n_compared++;
}

static void compare_ways(yardstick *y, eco_text asked)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    options.facets = ECO_FACET_REGION | ECO_FACET_SOURCE | ECO_FACET_MONTH;
    options.flags = y->n_compared % 2 ? ECO_SEARCH_COLLAPSE : 0;
    options.limit = y->n_compared % 3 ? 20 : 100;
    options.offset = y->n_compared % 5 ? 0 : 7;
    options.sort = y->n_compared % 7 ? ECO_SORT_RELEVANCE : ECO_SORT_DATE;
    compare_engines(y, asked, &options);
}

/* ---- a corpus ---- */

static void open_indexes(yardstick *y, const char *path)
{
    static const struct {
        const char *engine;
        unsigned shards;
    } kinds[N_INDEXES] = {{"native", 1}, {"xapian", 1}, {"xapian", 3}};
    for (size_t i = 0; i < N_INDEXES; i++) {
        eco_build_options options = ECO_BUILD_OPTIONS_INIT;
        eco_error error;
        double start = now();
        options.engine = kinds[i].engine;
        options.shards = kinds[i].shards;
        strcpy(y->folders[i], "yardstick-XXXXXX");
        assert_non_null(mkdtemp(y->folders[i]));
        if (eco_build(y->folders[i], &path, 1, &options, NULL, &error) ||
            eco_index_open(y->folders[i], &y->indexes[i], &error))
            fail_msg("%s: %s", path, error.message);
        print_message("%s, %u: built in %.1f s of CPU\n", kinds[i].engine, kinds[i].shards, now() - start);
    }
}

/* The first byte of one: in French those beyond ASCII begin with this one, but for œ. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c == 0xc3;
}

static bool is_operator(const char *word, size_t len)
{
    static const char *const operators[] = {"ET", "OU", "NOT", "AND", "OR", "SAUF", "NEAR"};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (strlen(operators[i]) == len && memcmp(operators[i], word, len) == 0)
            return true;
    return false;
}

/* Words of letters, as the texts have them. */
static void note_words(yardstick *y, const char *text)
{
    for (const char *at = text, *end; *at; at = end) {
        end = at + 1;
        if (!is_letter(*at))
            continue;
        while (is_letter(*end) || ((unsigned char)*end >= 0x80 && (unsigned char)*end < 0xc0))
            end++;
        size_t len = (size_t)(end - at);
        if (len < 30 && !is_operator(at, len))
            assert_int_not_equal(ecoi_map_add(&y->vocabulary, at, len, NULL), ECOI_MAP_NONE);
    }
}

/* Every step-th document, cut short, for brute force and for words. */
static bool take_sample(void *user, const eco_document *document)
{
    yardstick *y = user;
    char text[SAMPLE_BYTES + 1];
    if (y->n_seen++ % y->step || document->n_passages == 0)
        return true;
    eco_text from = document->passages[document->n_passages / 2].text;
    size_t len = from.len < SAMPLE_BYTES ? from.len : SAMPLE_BYTES;
    while (len && len < from.len && from.ptr[len] != ' ')
        len--;
    memcpy(text, from.ptr, len);
    text[len] = '\0';
    collection_add(&y->sample, text);
    note_words(y, text);
    return y->sample.o.n < SAMPLE;
}

/* Those met first are frequent ones; of the others some. */
static void choose_words(yardstick *y)
{
    size_t n = y->vocabulary.n, step = n / (MOST_WORDS - FREQUENT) + 1;
    for (size_t i = 0; i < n && y->n_words < MOST_WORDS; i += i < FREQUENT ? 1 : step)
        y->words[y->n_words++] = y->vocabulary.entries[i].key;
}

static void ask_at_random(yardstick *y, unsigned n)
{
    const query_material material = {.words = y->words, .n_words = y->n_words};
    dice d = dice_of(17);
    ecoi_arena arena = {0};
    collection_open(&y->sample, "fr", 2);
    compare_random(&y->sample, &material, &d, n / 4 + 1);
    for (unsigned i = 0; i < n; i++) {
        ecoi_buf text = {0};
        ecoi_arena_reset(&arena);
        query_spell(random_query(&material, &d, &y->sample.o, &arena), &text);
        compare_ways(y, (eco_text){(const char *)text.data, text.len});
        ecoi_buf_dispose(&text);
    }
    ecoi_arena_dispose(&arena);
}

static void ask_questions(yardstick *y, const char *shared, const char *name, unsigned most)
{
    static char line[LINE_CAP];
    char path[512];
    snprintf(path, sizeof path, "%s/corpora/%s", shared, name);
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("%s cannot be read", path);
    for (unsigned n = 0; n < most && fgets(line, sizeof line, file);) {
        char *text = strstr(line, "\"text\": \""), *end = text ? strchr(text + 9, '"') : NULL;
        if (!end || end[-1] == '\\')
            continue;
        compare_ways(y, (eco_text){text + 9, (size_t)(end - text) - 9});
        n++;
    }
    fclose(file);
}

static void measure(const char *shared, size_t i, unsigned n)
{
    yardstick y = {.step = 1};
    char path[512];
    eco_index_info info;
    eco_error error;
    snprintf(path, sizeof path, "%s/corpora/%s", shared, corpora[i].file);
    print_message("%s\n", corpora[i].file);
    open_indexes(&y, path);
    eco_index_get_info(y.indexes[0], &info);
    y.step = (size_t)info.documents / SAMPLE + 1;
    oracle_init(&y.sample.o, "fr");
    if (eco_index_each(y.indexes[0], take_sample, &y, &error))
        fail_msg("%s: %s", path, error.message);
    choose_words(&y);
    for (size_t k = 0; k < sizeof by_hand / sizeof *by_hand; k++)
        compare_ways(&y, (eco_text){by_hand[k], strlen(by_hand[k])});
    if (corpora[i].questions)
        ask_questions(&y, shared, corpora[i].questions, n / 2);
    ask_at_random(&y, n);
    print_message(
        "%llu documents, %zu queries compared; CPU: native %.2f s, xapian %.2f s, 3 shards %.2f s\n",
        (unsigned long long)info.documents, y.n_compared, y.seconds[0], y.seconds[1], y.seconds[2]);
    collection_close(&y.sample);
    ecoi_map_dispose(&y.vocabulary);
    for (size_t k = 0; k < N_INDEXES; k++) {
        eco_index_close(y.indexes[k]);
        remove_folder(y.folders[k]);
    }
}

static void engines_answer_alike(void **state)
{
    const char *shared = getenv("ECO_SHARED"), *wanted = getenv("ECO_YARDSTICK");
    unsigned n = wanted ? (unsigned)strtoul(wanted, NULL, 10) : 0;
    (void)state;
    if (!shared) {
        print_message("no corpora to ask: set ECO_SHARED\n");
        skip();
    }
    for (size_t i = 0; i < (n ? sizeof corpora / sizeof *corpora : 1); i++)
        measure(shared, i, n ? n : 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(engines_answer_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
