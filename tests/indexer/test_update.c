/* SPDX-License-Identifier: MIT */
/* Random sequences of changes to files, each followed by an update, now and then a forgetting or a merge: the
 * index answers as one built afresh from the same files. */
#include "tests/indexer/support.h"

#include <fcntl.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include <ecosearch/ecosearch.h>

#include "indexer/writer.h"

enum { N_FILES = 9, MOST_DOCS = 6, N_KEYS = 25, N_WORDS = 12, TEXT = 256 };

static const char *const words[N_WORDS] = {"la",     "région",  "region", "élus",   "élu",   "start-up",
                                           "marché", "marchés", "marche", "robots", "robot", "Orléans"};
static const char *const queries[] = {"*",
                                      "région",
                                      "region",
                                      "élu",
                                      "+marché +robot",
                                      "marche",
                                      "\"la région\"",
                                      "=marché",
                                      "robot*",
                                      "élu~1",
                                      "startup -la",
                                      "la robot",
                                      "k?rt",
                                      "AUMOINS/2(élus robot marché)",
                                      "source:a",
                                      "titre:robot",
                                      "+unique robot"};

/* ---- the files as they should be ---- */

typedef struct record {
    unsigned key;
    char text[TEXT];
} record;

/* A file of records, or a page whose key is its name. */
typedef struct model_file {
    bool is_there;
    size_t n;
    record records[MOST_DOCS];
    long time;
} model_file;

typedef struct model {
    model_file files[N_FILES];
    bool forgotten[N_KEYS];
    uint64_t state;
    long clock;
} model;

static unsigned roll(model *m, unsigned sides)
{
    m->state = m->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(m->state >> 33) % sides;
}

static bool is_page(size_t file)
{
    return file % 3 == 2;
}

static void write_text(model *m, char *out)
{
    out[0] = '\0';
    for (unsigned n = 1 + roll(m, 12); n; n--) {
        unsigned a = roll(m, N_WORDS), b = roll(m, N_WORDS);
        sprintf(out + strlen(out), "%s ", words[a < b ? a : b]);
    }
    sprintf(out + strlen(out), "mot%u", roll(m, 40));
}

/* Two sources: "one" has the first files and is named first. */
static const char *folder_of(size_t file)
{
    return file < N_FILES / 2 ? "one" : "two";
}

static void write_file(const char *root, const model *m, size_t at, bool all)
{
    const model_file *f = &m->files[at];
    char path[64];
    snprintf(path, sizeof path, "%s/%s/f%zu.%s", root, folder_of(at), at, is_page(at) ? "txt" : "jsonl");
    remove(path);
    if (!f->is_there)
        return;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (size_t i = 0; i < f->n; i++)
        if (is_page(at))
            fprintf(file, "%s\n", f->records[i].text);
        else if (all || !m->forgotten[f->records[i].key])
            fprintf(
                file,
                "{\"id\":\"k%u\",\"title\":\"%.10s\",\"body\":\"%s\",\"source\":\"%c\",\"date\":\"%u\"}\n",
                f->records[i].key, words[f->records[i].key % N_WORDS], f->records[i].text,
                'a' + (char)(f->records[i].key % 3), 2000 + f->records[i].key);
    assert_int_equal(fclose(file), 0);
    struct timespec times[2] = {{f->time, 0}, {f->time, 0}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void change_file(model *m, size_t at)
{
    model_file *f = &m->files[at];
    unsigned what = roll(m, 10);
    f->time = ++m->clock;
    if (what == 0 || !f->is_there || f->n == 0) {
        f->is_there = what != 0;
        f->n = is_page(at) ? 1 : 1 + roll(m, MOST_DOCS);
        for (size_t i = 0; i < f->n; i++) {
            f->records[i].key = roll(m, N_KEYS);
            write_text(m, f->records[i].text);
        }
    } else if (what == 1 && !is_page(at)) {
        f->n--;
    } else if (what < 9) { /* at 9 only its time changes */
        write_text(m, f->records[roll(m, (unsigned)f->n)].text);
    }
}

static void make_folders(void)
{
    const ecoi_vfs *vfs = ecoi_vfs_posix();
    static const char *const names[] = {"live/one", "live/two", "left/one", "left/two"};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(vfs->make_dirs(vfs->self, names[i]), 0);
}

static int clean(void **state)
{
    static const char *const names[] = {"live/one", "live/two", "live",  "left/one",
                                        "left/two", "left",     "index", "fresh"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove_folder(names[i]);
    return 0;
}

/* ---- comparing ---- */

typedef struct found {
    char key[32];
    double score;
} found;

static int by_key(const void *a, const void *b)
{
    return strcmp(((const found *)a)->key, ((const found *)b)->key);
}

/* All hits of a query by key; their number. */
static size_t ask(eco_index *index, const char *query, unsigned flags, found *out, uint64_t *total)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    eco_results *results;
    eco_error error;
    options.limit = SIZE_MAX;
    options.flags = flags;
    if (eco_search(index, query, strlen(query), &options, &results, &error))
        fail_msg("%s: %s", query, error.message);
    size_t n = eco_results_count(results);
    *total = eco_results_total(results);
    assert_in_range(n, 0, 99);
    for (size_t i = 0; i < n; i++) {
        const eco_hit *hit = eco_results_hit(results, i);
        snprintf(out[i].key, sizeof out[i].key, "%.*s", (int)hit->key.len, hit->key.ptr);
        out[i].score = hit->score;
    }
    eco_results_free(results);
    qsort(out, n, sizeof *out, by_key);
    return n;
}

static void compare_query(eco_index *a, eco_index *b, const char *query, unsigned flags)
{
    found x[100], y[100];
    uint64_t total_x, total_y;
    size_t n_x = ask(a, query, flags, x, &total_x), n_y = ask(b, query, flags, y, &total_y);
    if (n_x != n_y || total_x != total_y)
        fail_msg("%s: %zu hits of %d, not %zu of %d", query, n_x, (int)total_x, n_y, (int)total_y);
    for (size_t i = 0; i < n_x; i++)
        if (strcmp(x[i].key, y[i].key) != 0 || fabs(x[i].score - y[i].score) > 1e-5)
            fail_msg("%s: %s scores %.7f, %s should %.7f", query, x[i].key, x[i].score, y[i].key, y[i].score);
}

typedef struct texts {
    char *items[100];
    size_t n;
} texts;

static bool add_text(void *user, const eco_document *d)
{
    texts *all = user;
    ecoi_buf text = {0};
    assert_true(ecoi_buf_appendf(&text, "%.*s %.*s %d", (int)d->key.len, d->key.ptr, (int)d->source.len,
                                 d->source.ptr ? d->source.ptr : "", d->date.year));
    for (size_t i = 0; i < d->n_passages; i++)
        assert_true(ecoi_buf_appendf(&text, "|%d %.*s", (int)d->passages[i].zone,
                                     (int)d->passages[i].text.len, d->passages[i].text.ptr));
    assert_true(ecoi_buf_append_byte(&text, '\0'));
    assert_in_range(all->n, 0, 99);
    all->items[all->n++] = (char *)text.data;
    return true;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_texts(eco_index *index, texts *out)
{
    assert_int_equal(eco_index_each(index, add_text, out, NULL), ECO_OK);
    qsort(out->items, out->n, sizeof *out->items, by_text);
}

static void compare_documents(eco_index *a, eco_index *b)
{
    texts x = {.n = 0}, y = {.n = 0};
    read_texts(a, &x);
    read_texts(b, &y);
    if (x.n != y.n)
        fail_msg("%zu documents instead of %zu", x.n, y.n);
    for (size_t i = 0; i < x.n; i++) {
        assert_string_equal(x.items[i], y.items[i]);
        free(x.items[i]);
        free(y.items[i]);
    }
}

static void compare_indexes(void)
{
    eco_index *a = NULL, *b = NULL;
    eco_index_info info, other;
    eco_error error;
    if (eco_index_open("index", &a, &error) || eco_index_open("fresh", &b, &error))
        fail_msg("%s", error.message);
    eco_index_get_info(a, &info);
    eco_index_get_info(b, &other);
    assert_int_equal(info.documents, other.documents);
    compare_documents(a, b);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        compare_query(a, b, queries[i], 0);
        compare_query(a, b, queries[i], ECO_SEARCH_EXHAUSTIVE);
    }
    eco_index_close(a);
    eco_index_close(b);
}

/* ---- running ---- */

static eco_build_options options_of(void)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    options.force = true; /* the files change wildly */
    options.threads = 1;
    return options;
}

static void write_all(const char *root, const model *m, bool all)
{
    for (size_t i = 0; i < N_FILES; i++)
        write_file(root, m, i, all);
}

static eco_build_summary update(const char *const *sources, size_t n)
{
    eco_build_options options = options_of();
    eco_build_summary summary = {0};
    eco_error error;
    eco_status status = eco_update("index", sources, n, &options, &summary, &error);
    if (status != ECO_OK)
        fail_msg("%s", error.message);
    return summary;
}

static bool has_documents(const model *m)
{
    for (size_t i = 0; i < N_FILES; i++)
        for (size_t j = 0; m->files[i].is_there && j < m->files[i].n; j++)
            if (is_page(i) || !m->forgotten[m->files[i].records[j].key])
                return true;
    return false;
}

/* Builds what the index should be; forgotten keys are not in its files. */
static void build_fresh(const model *m)
{
    const char *const sources[] = {"left/one", "left/two"};
    eco_build_options options = options_of();
    eco_error error;
    write_all("left", m, false);
    remove_folder("fresh");
    if (eco_build("fresh", sources, 2, &options, NULL, &error))
        fail_msg("%s", error.message);
}

static void forget_one(model *m)
{
    char key[16];
    const char *keys[] = {key};
    unsigned number = roll(m, N_KEYS);
    eco_forget_request request = ECO_FORGET_REQUEST_INIT;
    eco_build_options options = options_of();
    eco_build_summary summary;
    eco_error error;
    snprintf(key, sizeof key, "k%u", number);
    request.keys = keys;
    request.n_keys = 1;
    request.now = roll(m, 2);
    eco_status status = eco_forget("index", &request, &options, &summary, &error);
    if (status == ECO_E_DATA)
        return; /* there is none */
    if (status != ECO_OK)
        fail_msg("%s", error.message);
    assert_int_equal(summary.removed, 1);
    m->forgotten[number] = true;
}

static void go_through(uint64_t seed, unsigned n_steps)
{
    const char *const both[] = {"live/one", "live/two"};
    model m = {.state = seed, .clock = 1000000000};
    char *scale = getenv("ECO_SEED");
    m.state += scale ? strtoull(scale, NULL, 10) * 1000 : 0;
    clean(NULL);
    make_folders();
    for (unsigned step = 0; step < n_steps; step++) {
        unsigned what = step ? roll(&m, 12) : 2;
        for (unsigned n = step ? roll(&m, 3) : 2 * N_FILES; n; n--)
            change_file(&m, roll(&m, N_FILES));
        if (!has_documents(&m))
            continue;
        write_all("live", &m, true);
        if (what < 2) { /* where a key is given up by one source the next update of the other takes it */
            update(both, 1);
            update(both + 1, 1);
        }
        update(both, step && what < 9 ? 0 : 2);
        if (what == 10)
            forget_one(&m);
        if (what == 11)
            assert_int_equal(eco_optimize("index", NULL, NULL, NULL), ECO_OK);
        if (!has_documents(&m))
            continue;
        assert_sound("index");
        assert_int_equal(eco_check_deep("index", NULL, NULL, NULL), ECO_OK);
        build_fresh(&m);
        compare_indexes();
    }
}

static void updates_come_to_the_same_as_a_build(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++)
        go_through(seed, 20);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, clean, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(updates_come_to_the_same_as_a_build)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
