/* SPDX-License-Identifier: MIT */
/*
 * eco-near SOURCE... - how well near-duplicates are found. Of each document of the sources four variants are
 * made (near_pairs.h); all go through store/near.h in one mixed row, as they would into an index. Reported:
 *   recall      of the variants, those that are told to be like their original, or both like a third
 *   precision   of the documents told to be like another, those that are of the same original
 *   speed       of one core: sketches alone, and everything, the exact comparison of texts included
 * Exit status 1: recall or precision is below 0.98. -v lists what went wrong.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/near_pairs.h"
#include "store/near.h"

enum { ORIGINALS_MAX = 2000 };
static const double wanted = 0.98;

typedef struct trial {
    near_set set;
    ecoi_sketch *sketches;
    uint32_t *leaders; /* the first document of each one's group */
    ecoi_shingles one, other;
    uint32_t made; /* whose shingles `one` has */
    uint64_t compared;
    double sketch_seconds, all_seconds;
} trial;

/* Of the processor: other programs are nobody's concern. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static const ecoi_sketch *sketch_of(void *user, uint32_t doc)
{
    return &((trial *)user)->sketches[doc];
}

static bool alike(void *user, uint32_t doc, uint32_t earlier, bool *out)
{
    trial *t = user;
    t->compared++;
    if ((doc != t->made && !ecoi_shingles_make(&t->one, &t->set.items[doc].document)) ||
        !ecoi_shingles_make(&t->other, &t->set.items[earlier].document))
        return false;
    t->made = doc;
    *out = ecoi_shingles_alike(&t->one, &t->other);
    return true;
}

static bool run(trial *t)
{
    ecoi_near near = {.sketch = sketch_of, .alike = alike, .user = t};
    t->sketches = calloc(t->set.n, sizeof *t->sketches);
    t->leaders = calloc(t->set.n, sizeof *t->leaders);
    bool fits = t->sketches && t->leaders && ecoi_near_open(&near, t->set.n);
    double start = now();
    for (size_t i = 0; fits && i < t->set.n; i++)
        t->sketches[i] = ecoi_sketch_make(&t->set.items[i].document);
    t->sketch_seconds = now() - start;
    for (uint32_t i = 0; fits && i < t->set.n; i++) {
        fits = ecoi_near_add(&near, i, &t->sketches[i], &t->leaders[i]);
    }
    t->all_seconds = now() - start;
    ecoi_near_dispose(&near);
    return fits;
}

/* ---- originals that are alike themselves ---- */

/* The originals' shingles, each compared with all before it; a variant belongs to what its original is like.
 */
static bool join_originals(trial *t, const uint32_t *originals)
{
    size_t n = t->set.n_originals;
    ecoi_shingles *sets = calloc(n, sizeof *sets);
    uint32_t *same = calloc(n, sizeof *same);
    bool fits = sets && same;
    for (uint32_t i = 0; fits && i < n; i++) {
        fits = ecoi_shingles_make(&sets[i], &t->set.items[originals[i]].document);
        same[i] = i;
        for (uint32_t j = 0; fits && j < i && same[i] == i; j++)
            if (ecoi_shingles_alike(&sets[i], &sets[j]))
                same[i] = same[j];
    }
    for (size_t i = 0; fits && i < t->set.n; i++)
        t->set.items[i].origin = same[t->set.items[i].origin];
    for (size_t i = 0; sets && i < n; i++)
        ecoi_shingles_dispose(&sets[i]);
    free(sets);
    free(same);
    return fits;
}

/* ---- the verdict ---- */

static void show(const trial *t, const char *what, uint32_t a, uint32_t b)
{
    const near_document *x = &t->set.items[a], *y = &t->set.items[b];
    printf("%s: %s of %u, %s of %u\n  %.100s\n  %.100s\n", what, near_kind_name(x->kind), x->origin,
           near_kind_name(y->kind), y->origin, x->document.passages[0].text.ptr,
           y->document.passages[0].text.ptr);
}

static double precision(const trial *t, bool verbose)
{
    size_t told = 0, right = 0;
    for (uint32_t i = 0; i < t->set.n; i++) {
        uint32_t leader = t->leaders[i];
        if (leader == i)
            continue;
        bool same = t->set.items[i].origin == t->set.items[leader].origin;
        told++;
        right += same;
        if (verbose && !same)
            show(t, "wrong", i, leader);
    }
    return told ? (double)right / (double)told : 1;
}

static double recall(const trial *t, bool verbose, const uint32_t *originals, size_t by_kind[NEAR_N_KINDS])
{
    size_t right = 0;
    memset(by_kind, 0, NEAR_N_KINDS * sizeof *by_kind);
    for (uint32_t i = 0; i < t->set.n; i++) {
        const near_document *document = &t->set.items[i];
        uint32_t original = originals[document->origin];
        if (document->kind == NEAR_ORIGINAL)
            continue;
        bool found = t->leaders[i] == t->leaders[original];
        right += found;
        by_kind[document->kind] += found;
        if (verbose && !found)
            show(t, "missed", i, original);
    }
    return (double)right / (double)(t->set.n - t->set.n_originals);
}

static int report(trial *t, bool verbose)
{
    size_t by_kind[NEAR_N_KINDS], n = t->set.n_originals;
    uint32_t *originals = calloc(n, sizeof *originals);
    if (!originals)
        return 2;
    for (uint32_t i = 0; i < t->set.n; i++)
        if (t->set.items[i].kind == NEAR_ORIGINAL)
            originals[t->set.items[i].origin] = i;
    if (!join_originals(t, originals)) {
        free(originals);
        return 2;
    }
    double p = precision(t, verbose), r = recall(t, verbose, originals, by_kind), docs = (double)t->set.n;
    printf("documents   %zu, %zu originals\n", t->set.n, n);
    printf("precision   %.4f\nrecall      %.4f\n", p, r);
    for (unsigned kind = NEAR_EDITED; kind < NEAR_N_KINDS; kind++)
        printf("  %-9s %.4f\n", near_kind_name(kind), (double)by_kind[kind] / (double)n);
    printf("sketches    %.0f documents/s\n", docs / t->sketch_seconds);
    printf("everything  %.0f documents/s, %" PRIu64 " pairs compared\n", docs / t->all_seconds, t->compared);
    free(originals);
    return p >= wanted && r >= wanted ? 0 : 1;
}

int main(int argc, char **argv)
{
    trial t = {.made = UINT32_MAX};
    bool verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    int first = 1 + verbose, code = 2;
    eco_error error = {0};
    if (argc <= first) {
        fprintf(stderr, "usage: eco-near [-v] SOURCE...\n");
        return 2;
    }
    eco_status status = near_set_make((const char *const *)argv + first, (size_t)(argc - first),
                                      ORIGINALS_MAX, &t.set, &error);
    if (status != ECO_OK)
        fprintf(stderr, "eco-near: %s\n", error.message);
    else if (!run(&t))
        fprintf(stderr, "eco-near: not enough memory\n");
    else
        code = report(&t, verbose);
    ecoi_shingles_dispose(&t.one);
    ecoi_shingles_dispose(&t.other);
    free(t.sketches);
    free(t.leaders);
    near_set_dispose(&t.set);
    return code;
}
