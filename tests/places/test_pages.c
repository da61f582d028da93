/* SPDX-License-Identifier: MIT */
/* The regions of whole pages, read and zoned as an indexer would: the bundled sample with its labels, and
 * five pages of the domain where they are at hand. Prints precision and recall over the regions of all
 * pages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "corpus/reader.h"
#include "places/places.h"

enum { MOST_PAGES = 256 };

typedef struct label {
    char key[160], regions[96]; /* slugs joined by commas in any order, or "-" */
    bool seen;
} label;

typedef struct tally {
    unsigned pages, right, found, wrong, missed;
} tally;

static bool lists(const char *list, const char *slug)
{
    size_t len = strlen(slug);
    for (const char *at = list; *at; at += *at == ',') {
        size_t n = strcspn(at, ",");
        if (n == len && memcmp(at, slug, n) == 0)
            return true;
        at += n;
    }
    return false;
}

static void focus_of(ecoi_places *places, const eco_document *document, char *out)
{
    eco_region_share shares[ECO_N_REGIONS];
    size_t n;
    out[0] = '\0';
    assert_int_equal(ecoi_places_find(places, document, shares, &n, NULL), ECO_OK);
    for (size_t i = 0; i < n && shares[i].focus; i++) {
        strcat(out, out[0] ? "," : "");
        strcat(out, eco_region_at(shares[i].region)->slug);
    }
    if (!out[0])
        strcpy(out, "-");
}

static void count(tally *t, const char *key, const char *wanted, const char *got)
{
    unsigned found = 0, wrong = 0, missed = 0;
    for (size_t i = 0; i < ECO_N_REGIONS; i++) {
        bool want = lists(wanted, eco_region_at(i)->slug), have = lists(got, eco_region_at(i)->slug);
        found += want && have;
        wrong += have && !want;
        missed += want && !have;
    }
    t->pages++;
    t->right += wrong + missed == 0;
    t->found += found;
    t->wrong += wrong;
    t->missed += missed;
    if (wrong + missed > 0)
        print_message("%s is about %s, found %s\n", key, wanted, got);
}

static label *label_of(label *labels, size_t n, eco_text key)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(labels[i].key) == key.len && memcmp(labels[i].key, key.ptr, key.len) == 0)
            return &labels[i];
    return NULL;
}

static tally read_pages(const char *folder, label *labels, size_t n_labels)
{
    tally t = {0};
    ecoi_reader *reader;
    ecoi_places *places;
    const eco_document *document;
    assert_int_equal(ecoi_places_new(&places, NULL), ECO_OK);
    assert_int_equal(ecoi_reader_open(&folder, 1, NULL, &reader, NULL), ECO_OK);
    while (ecoi_reader_next(reader, &document, NULL) == ECO_OK && document) {
        char got[512];
        label *l = label_of(labels, n_labels, document->key);
        if (!l)
            continue;
        l->seen = true;
        focus_of(places, document, got);
        count(&t, l->key, l->regions, got);
    }
    ecoi_reader_close(reader);
    ecoi_places_free(places);
    for (size_t i = 0; i < n_labels; i++)
        if (!labels[i].seen)
            fail_msg("no page %s", labels[i].key);
    print_message("%u of %u pages right; precision %.3f, recall %.3f\n", t.right, t.pages,
                  t.found / (double)(t.found + t.wrong), t.found / (double)(t.found + t.missed));
    return t;
}

static size_t read_labels(const char *path, label *labels)
{
    char line[512];
    size_t n = 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    while (n < MOST_PAGES && fgets(line, sizeof line, file))
        if (sscanf(line, "%159[^\t]\t%95[^\t\n]", labels[n].key, labels[n].regions) == 2)
            n++;
    fclose(file);
    return n;
}

static void the_sample_is_as_labelled(void **state)
{
    (void)state;
    static label labels[MOST_PAGES];
    size_t n = read_labels(ECO_SOURCE_DIR "/tests/places/expected-regions.tsv", labels);
    assert_true(n >= 50);
    tally t = read_pages(ECO_SOURCE_DIR "/samples", labels, n);
    assert_true(t.right * 100 >= t.pages * 95);
}

/* $ECO_SHARED, or the folder "shared" beside the source tree. */
static const char *shared_folder(const char *name)
{
    static char path[1024];
    struct stat info;
    const char *shared = getenv("ECO_SHARED");
    snprintf(path, sizeof path, "%s/%s", shared ? shared : ECO_SOURCE_DIR "/../shared", name);
    return stat(path, &info) == 0 ? path : NULL;
}

static void pages_of_the_domain(void **state)
{
    (void)state;
    label labels[] = {
        {"000_5deef1167f48e384.txt", "auvergne-rhone-alpes", false},
        {"001_59fd7d086f7b6489.txt", "auvergne-rhone-alpes", false},
        {"002_0370348429f9ac67.txt", "ile-de-france", false},
        {"003_95f1143741d4ffe6.txt", "auvergne-rhone-alpes", false},
        {"004_0d44463be618cace.txt", "centre-val-de-loire", false},
    };
    const char *folder = shared_folder("seeds");
    if (!folder) {
        print_message("the five pages are not here: set ECO_SHARED\n");
        skip();
    }
    tally t = read_pages(folder, labels, sizeof labels / sizeof *labels);
    assert_int_equal(t.right, t.pages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_is_as_labelled),
        cmocka_unit_test(pages_of_the_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
