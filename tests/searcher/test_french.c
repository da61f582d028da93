/* SPDX-License-Identifier: MIT */
/* Every operator on French documents full of traps, against brute force. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/searcher/compare.h"
#include "tests/searcher/random_queries.h"

enum { TEXT_CAP = 8192 };

/* Frequent ones first. Accents and bare forms, elisions, compounds, plurals, verbs, capitals, addresses. */
static const char *const words[] = {"la",
                                    "de",
                                    "élus",
                                    "l'État",
                                    "start-up",
                                    "innovation",
                                    "marché",
                                    "Tech",
                                    "et",
                                    "région",
                                    "numérique",
                                    "d'un",
                                    "marche",
                                    "MARCHE",
                                    "élu",
                                    "l’innovation",
                                    "startup",
                                    "French",
                                    "les",
                                    "marchés",
                                    "elus",
                                    "état",
                                    "robots",
                                    "Tours",
                                    "qu'en",
                                    "Etat",
                                    "tour",
                                    "innovations",
                                    "start-ups",
                                    "Région",
                                    "tours",
                                    "robot",
                                    "numerique",
                                    "œuvre",
                                    "mise",
                                    "en",
                                    "oeuvre",
                                    "up",
                                    "start",
                                    "élue",
                                    "marcher",
                                    "ÉTATS",
                                    "innover",
                                    "techStartup",
                                    "Orléans",
                                    "travaux",
                                    "travail",
                                    "marchera",
                                    "directrice",
                                    "directeur",
                                    "2016",
                                    "88000",
                                    "C.N.R.S.",
                                    "CNRS",
                                    "R&D",
                                    "orleans",
                                    "aujourd'hui",
                                    "entrepreneur·e·s",
                                    "entrepreneurs",
                                    "Auvergne-Rhône-Alpes",
                                    "vis-à-vis",
                                    "mise-en-scène",
                                    "scène",
                                    "#FrenchTech",
                                    "https://exemple.fr/tours",
                                    "contact@exemple.fr",
                                    "Wauquiez",
                                    "Wauquier",
                                    "rendez-vous",
                                    "clés-en-main",
                                    "clés",
                                    "main",
                                    "MARCHES",
                                    "congé",
                                    "CONGES",
                                    "L'AUTORITE",
                                    "autorités",
                                    "acteur·rice·s",
                                    "acteur·rice",
                                    "actrices",
                                    "Clust'R"};
static const char *const sources[] = {"le-fil", "Gazette de Loire", "agences", "inconnue"};
static const char *const regions[] = {"centre", "bretagne", "Nord", "PACA", "84"};
static const oracle_synonyms synonyms[] = {{{"robot", "scène"}, {0}},
                                           {{"travail", "marché"}, {"innovation"}},
                                           {{"start-up", "mise en scène"}, {0}},
                                           {{"robot", "tech innovation"}, {0}},
                                           {{"élu", "directeur", "rendez-vous"}, {0}},
                                           {{"région numérique"}, {"auvergne-rhône-alpes"}},
                                           {{0}, {0}}};
enum { N_WORDS = sizeof words / sizeof *words, N_SOURCES = 3, N_REGIONS = sizeof regions / sizeof *regions };

/* ---- documents ---- */

static void write_sentence(dice *d, unsigned n, char *out)
{
    static const char *const ends[] = {"", "", "", "", "", ",", ".", " :", " 88 000 €", " ;"};
    for (unsigned i = 0; i < n; i++) {
        const char *word = words[roll_low(d, N_WORDS)];
        if (i && chance(d, 10))
            word = words[(unsigned)i % 8]; /* repeated words */
        sprintf(out + strlen(out), "%s%s%s", i ? " " : "", word, ends[roll(d, 10)]);
    }
}

static eco_zone body_zone(dice *d)
{
    static const eco_zone zones[] = {ECO_ZONE_LEAD,    ECO_ZONE_BODY,        ECO_ZONE_BODY,
                                     ECO_ZONE_BODY,    ECO_ZONE_HEADING,     ECO_ZONE_CAPTION,
                                     ECO_ZONE_COMMENT, ECO_ZONE_BOILERPLATE, ECO_ZONE_PAYWALL};
    return zones[roll(d, sizeof zones / sizeof *zones)];
}

static size_t random_regions(dice *d, eco_region_share *out)
{
    size_t n = roll(d, 3);
    for (size_t i = 0; i < n; i++) {
        size_t region;
        const char *name = regions[(roll(d, N_REGIONS - 1) + i) % N_REGIONS];
        assert_int_equal(eco_region_find(name, strlen(name), &region, NULL), ECO_OK);
        if (i && region == out[0].region)
            return 1;
        out[i] =
            (eco_region_share){(uint8_t)region, i == 0 ? chance(d, 80) : out[0].focus && chance(d, 50), 0.4f};
    }
    return n;
}

static void add_random(collection *c, dice *d)
{
    static char texts[8][TEXT_CAP];
    eco_passage passages[8];
    eco_region_share shares[3];
    char key[24];
    size_t n_titles = chance(d, 80) ? (chance(d, 8) ? 2 : 1) : 0, n = n_titles + 1 + roll(d, 5);
    for (size_t i = 0; i < n; i++) {
        texts[i][0] = '\0';
        if (!chance(d, 5)) /* a passage may be empty */
            write_sentence(d, 1 + roll_low(d, i < n_titles ? 8 : 40), texts[i]);
        passages[i] =
            (eco_passage){i < n_titles ? ECO_ZONE_TITLE : body_zone(d), {texts[i], strlen(texts[i])}};
    }
    snprintf(key, sizeof key, "%zu", c->o.n);
    eco_document document = {.key = {key, strlen(key)},
                             .passages = passages,
                             .n_passages = n,
                             .regions = shares,
                             .n_regions = random_regions(d, shares),
                             .has_regions = true};
    const char *source = sources[roll(d, N_SOURCES)];
    if (chance(d, 90))
        document.source = (eco_text){source, strlen(source)};
    if (chance(d, 85))
        document.date = random_date(d);
    oracle_add(&c->o, &document);
}

/* ---- tests ---- */

static void ask_collection(bool with_deleted, uint64_t seed, unsigned n_documents, size_t n_segments,
                           unsigned n_queries)
{
    static const query_material material = {.words = words,
                                            .n_words = N_WORDS,
                                            .sources = sources,
                                            .n_sources = N_SOURCES + 1,
                                            .regions = regions,
                                            .n_regions = N_REGIONS};
    collection c = {.with_deleted = with_deleted};
    dice d = dice_of(seed);
    oracle_init(&c.o, "fr");
    c.o.synonyms = synonyms;
    for (unsigned i = 0; i < n_documents; i++)
        add_random(&c, &d);
    collection_open(&c, "fr", n_segments);
    compare_random(&c, &material, &d, n_queries);
    collection_close(&c);
}

static void ask_at_random(uint64_t seed, unsigned n_documents, size_t n_segments, unsigned n_queries)
{
    ask_collection(false, seed, n_documents, n_segments, n_queries);
}

static void finds_what_brute_force_finds(void **state)
{
    (void)state;
    ask_at_random(1, 250, 1, 600);
}

/* More matches than are looked at one by one. */
static void finds_as_much_among_many(void **state)
{
    (void)state;
    ask_at_random(3, 1500, 1, 60);
}

static void segments_make_no_difference(void **state)
{
    (void)state;
    ask_at_random(2, 200, 4, 200);
}

/* Few documents: hardly any word is in all segments. */
static void small_segments_make_no_difference(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < 12; i++)
        ask_at_random(10 + i, 2 + (unsigned)i, 2 + i % 4, 60);
}

/* Whatever shares its segments, answers and scores are those of the documents that are left. */
static void deleted_documents_make_no_difference(void **state)
{
    (void)state;
    ask_collection(true, 30, 250, 1, 300);
    ask_collection(true, 31, 200, 4, 200);
    ask_collection(true, 32, 1500, 1, 40);
    for (uint64_t i = 0; i < 8; i++)
        ask_collection(true, 33 + i, 2 + (unsigned)i, 2 + i % 4, 60);
}

/* Rare beside the words of "mise en scène", start-up weighs what these do, without the "en". */
static void a_synonym_weighs_no_more_than_words_that_weigh(void **state)
{
    static const char *const texts[] = {"mise et scène", "la mise en scène", "scène de mise", "mise de scène",
                                        "une start-up"};
    collection c = {0};
    (void)state;
    oracle_init(&c.o, "fr");
    c.o.synonyms = synonyms;
    for (size_t i = 0; i < 20; i++)
        collection_add(&c, texts[i < 16 ? i % 4 : i % 16 == 0 ? 4 : 0]);
    collection_open(&c, "fr", 1);
    compare_words(&c, "+mise +en +scène");
    compare_words(&c, "mise en scène");
    compare_words(&c, "start-up");
    collection_close(&c);
}

/* What is found by a function word or by a condition alone scores nothing: all such come in document order.
 */
static void documents_that_score_nothing_come_in_order(void **state)
{
    query port = {.kind = QUERY_WORD, .boost = 1, .text = {"port", 4}},
          la = {.kind = QUERY_WORD, .boost = 1, .text = {"la", 2}},
          source = {.kind = QUERY_SOURCE, .boost = 1, .text = {"journal", 7}},
          either = {.kind = QUERY_OR, .boost = 1, .children = {&port, &la, &source}, .n_children = 3};
    collection c = {0};
    (void)state;
    oracle_init(&c.o, "fr");
    for (size_t i = 0; i < 1200; i++) {
        char key[24];
        const char *body = i % 100 == 50 ? "le port" : i < 600 ? "élus" : "la tech";
        eco_passage passage = {ECO_ZONE_BODY, {body, strlen(body)}};
        eco_document document = {.key = {key, (size_t)snprintf(key, sizeof key, "%zu", i)},
                                 .source = i < 600 ? (eco_text){"journal", 7} : (eco_text){0},
                                 .passages = &passage,
                                 .n_passages = 1,
                                 .has_regions = true};
        oracle_add(&c.o, &document);
    }
    collection_open(&c, "fr", 1);
    compare_query(&c, &either, NULL);
    collection_close(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_brute_force_finds),
        cmocka_unit_test(finds_as_much_among_many),
        cmocka_unit_test(segments_make_no_difference),
        cmocka_unit_test(small_segments_make_no_difference),
        cmocka_unit_test(deleted_documents_make_no_difference),
        cmocka_unit_test(documents_that_score_nothing_come_in_order),
        cmocka_unit_test(a_synonym_weighs_no_more_than_words_that_weigh),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
