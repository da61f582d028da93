/* SPDX-License-Identifier: MIT */
/* What is alike, and groups of it. Figures over many made-up pairs are eco-near's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/near.h"

static const char release[] =
    "La société Nivalis annonce une levée de fonds de six millions d'euros auprès de trois fonds régionaux. "
    "Elle compte recruter vingt ingénieurs à Chambéry et ouvrir un bureau à Innsbruck avant la fin de "
    "l'année. "
    "Son logiciel prévoit le risque d'avalanche heure par heure, à partir de capteurs posés sur les pylônes.";

static eco_document document_of(eco_passage *passages, size_t n)
{
    return (eco_document){.passages = passages, .n_passages = n};
}

static bool are_alike(const char *a, const char *b)
{
    eco_passage one = {ECO_ZONE_BODY, {a, strlen(a)}}, other = {ECO_ZONE_BODY, {b, strlen(b)}};
    eco_document x = document_of(&one, 1), y = document_of(&other, 1);
    ecoi_sketch p = ecoi_sketch_make(&x), q = ecoi_sketch_make(&y);
    ecoi_shingles s = {0}, t = {0};
    assert_true(ecoi_shingles_make(&s, &x) && ecoi_shingles_make(&t, &y));
    bool alike = ecoi_shingles_alike(&s, &t);
    assert_int_equal(alike, ecoi_shingles_alike(&t, &s));
    assert_int_equal(ecoi_sketch_may_be_alike(&p, &q), ecoi_sketch_may_be_alike(&q, &p));
    if (alike && !ecoi_sketch_is_empty(&p) && !ecoi_sketch_is_empty(&q))
        assert_true(ecoi_sketch_may_be_alike(&p, &q));
    ecoi_shingles_dispose(&s);
    ecoi_shingles_dispose(&t);
    return alike;
}

static void one_release_on_two_sites_is_alike(void **state)
{
    (void)state;
    char text[2048];
    assert_true(are_alike(release, release));
    snprintf(text, sizeof text, "Accueil. Nos dossiers. %s Lire aussi : le froid revient dans les Alpes.",
             release);
    assert_true(are_alike(release, text));
    snprintf(text, sizeof text, "%.150s", release);
    assert_true(are_alike(release, text));
    /* another apostrophe, no-break spaces, soft hyphens, capitals */
    assert_true(are_alike("l'entreprise de Tours lève 6 millions d'euros pour ses fours",
                          "L\xe2\x80\x99"
                          "entre\xc2\xadprise de TOURS l\xc3\xa8ve 6\xc2\xa0millions d\xe2\x80\x99"
                          "euros, pour ses fours"));
    assert_true(are_alike("\xc3\x89"
                          "tat des lieux de l'innovation en r\xc3\xa9gion",
                          "\xc3\xa9tat des LIEUX de l'innovation en R\xc3\x89gion"));
}

static void other_news_is_not(void **state)
{
    (void)state;
    assert_false(are_alike(
        release, "La société Garonix annonce une levée de fonds de neuf millions d'euros. Elle conçoit "
                 "à Toulouse des calculateurs pour satellites et compte dix-huit salariés."));
    char digest[4096];
    size_t n = (size_t)snprintf(digest, sizeof digest, "%.150s", release);
    for (int i = 0; n + 40 < sizeof digest; i++)
        n += (size_t)snprintf(digest + n, sizeof digest - n, " brève %d mot%d suite%d", i, i * 7, i * 13);
    snprintf(digest + 2000, sizeof digest - 2000, " fin");
    char stub[200];
    snprintf(stub, sizeof stub, "%.150s", release);
    assert_false(are_alike(stub, digest)); /* a digest is longer than five times what it quotes */
    assert_false(are_alike("", ""));
    assert_false(are_alike("deux mots", "deux mots"));
}

static void only_the_text_counts(void **state)
{
    (void)state;
    eco_passage page[] = {{ECO_ZONE_TITLE, {release, sizeof release - 1}},
                          {ECO_ZONE_BOILERPLATE, {release, sizeof release - 1}},
                          {ECO_ZONE_COMMENT, {release, sizeof release - 1}}};
    eco_document document = document_of(page, 3);
    ecoi_sketch sketch = ecoi_sketch_make(&document);
    assert_true(ecoi_sketch_is_empty(&sketch));
    page[2].zone = ECO_ZONE_BODY;
    sketch = ecoi_sketch_make(&document);
    assert_false(ecoi_sketch_is_empty(&sketch));
    for (size_t i = 1; i < ECOI_SKETCH_VALUES; i++)
        assert_true(sketch.values[i - 1] < sketch.values[i]);
}

/* ---- groups ---- */

enum { DOCS = 400, WORDS = 60 };

typedef struct row {
    char texts[DOCS][1024];
    eco_passage passages[DOCS];
    ecoi_sketch sketches[DOCS];
    size_t compared;
} row;

static eco_document at(row *r, uint32_t doc)
{
    return document_of(&r->passages[doc], 1);
}

static const ecoi_sketch *sketch_of(void *user, uint32_t doc)
{
    return &((row *)user)->sketches[doc];
}

static bool alike(void *user, uint32_t doc, uint32_t earlier, bool *out)
{
    row *r = user;
    ecoi_shingles s = {0}, t = {0};
    eco_document x = at(r, doc), y = at(r, earlier);
    assert_true(earlier < doc);
    bool fits = ecoi_shingles_make(&s, &x) && ecoi_shingles_make(&t, &y);
    *out = ecoi_shingles_alike(&s, &t);
    ecoi_shingles_dispose(&s);
    ecoi_shingles_dispose(&t);
    r->compared++;
    return fits;
}

/* Documents of ten releases in turn, a few words of each changed, and a phrase that all of them have. */
static void groups_are_called_after_their_first(void **state)
{
    (void)state;
    static row r;
    ecoi_near near = {.sketch = sketch_of, .alike = alike, .user = &r};
    assert_true(ecoi_near_open(&near, DOCS));
    for (uint32_t doc = 0; doc < DOCS; doc++) {
        size_t n =
            (size_t)sprintf(r.texts[doc], "contact presse adresse et téléphone du service communication");
        for (unsigned word = 0; word < WORDS; word++)
            n += (size_t)sprintf(r.texts[doc] + n, " mot%u",
                                 word % 20 == doc / 10 % 20 ? 9000 + doc : doc % 10 * 100 + word);
        r.passages[doc] = (eco_passage){ECO_ZONE_BODY, {r.texts[doc], n}};
        eco_document document = at(&r, doc);
        r.sketches[doc] = ecoi_sketch_make(&document);
        uint32_t group;
        assert_true(ecoi_near_add(&near, doc, &r.sketches[doc], &group));
        assert_int_equal(group, doc % 10);
    }
    assert_true(r.compared < 40 * DOCS); /* and not DOCS / 2 times DOCS */
    ecoi_near_dispose(&near);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_release_on_two_sites_is_alike),
        cmocka_unit_test(other_news_is_not),
        cmocka_unit_test(only_the_text_counts),
        cmocka_unit_test(groups_are_called_after_their_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
