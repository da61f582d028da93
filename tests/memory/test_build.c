/* SPDX-License-Identifier: MIT */
/* Every allocation of a build fails in turn, or one in many: the index before stays as it was and readable,
 * and the next build finds nothing in its way. */
#include "tests/memory/support.h"

#include <dirent.h>
#include <sys/stat.h>
#include <zlib.h>

#include "indexer/writer.h"

#define DIR_NAME "index"
/* Enough to be divided when they are reordered. */
enum { N_LINES = 120, N_PACKED = 10, N_PAGES = 3, N_HTML = 2 };
enum { N_DOCUMENTS = N_LINES + N_PACKED + N_PAGES + N_HTML };

static const char *const sources[] = {"lines.jsonl", "packed.jsonl.gz", "pages"};

/* ---- what is indexed ---- */

static void write_lines(void)
{
    FILE *file = fopen("lines.jsonl", "w");
    gzFile packed = gzopen("packed.jsonl.gz", "w");
    assert_true(file && packed);
    for (int i = 0; i < N_LINES + N_PACKED; i++) {
        char line[512];
        sprintf(line,
                "{\"id\": \"doc-%d\", \"title\": \"Titre %d\", \"body\": \"La région de Tours crée %d "
                "emplois.\\n\\nDes start-up d'Orléans, en %d.\", \"date\": \"2016-05\", \"source\": \"s%d\", "
                "\"n\": {\"a\": [%d]}}\n",
                i, i, i, 1990 + i, i % 3, i);
        assert_true((i < N_LINES ? fputs(line, file) : gzputs(packed, line)) >= 0);
    }
    fclose(file);
    gzclose(packed);
}

static void write_page(int number, unsigned version)
{
    char path[64];
    sprintf(path, "pages/2016-0%d-01-page.txt", number + 1);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file,
            "Le label French Tech %d\n\nPar la rédaction\n\nLa ville de Rennes a réuni ses adhérents.\n\n"
            "Version %u\n\nAbonnez-vous pour lire la suite\n",
            number, version);
    fclose(file);
}

/* One page says all it can about itself, the other is of another charset. */
static void write_html(void)
{
    static const char said[] =
        "<html lang=fr><title>Un label - Le Fil</title><link rel=canonical href='https://fil.example/2016/a'>"
        "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"Article\", \"datePublished\": "
        "\"2016-05-12\", "
        "\"author\": [{\"name\": \"A. B.\"}]}]}</script><nav><a href=/>Accueil</a></nav><h1>Un label</h1>"
        "<div class=corps><p>La ville de Rennes a accueilli ses premiers adhérents au printemps, après des "
        "mois d'attente.</p>"
        "</div></html>",
                      latin[] = "<meta charset=iso-8859-15><p>La ville d'Orl\xe9"
                                "ans re\xe7oit.\0</p>";
    FILE *file = fopen("pages/said.html", "w"), *other = fopen("pages/latin.html", "w");
    assert_true(file && other);
    fwrite(said, 1, sizeof said - 1, file);
    fwrite(latin, 1, sizeof latin - 1, other);
    fclose(file);
    fclose(other);
}

static int write_sources(void **state)
{
    (void)state;
    write_lines();
    (void)mkdir("pages", 0777);
    for (int i = 0; i < N_PAGES; i++)
        write_page(i, 0);
    write_html();
    return 0;
}

/* ---- the folder of the index ---- */

static unsigned count_files(const char *prefix)
{
    DIR *dir = opendir(DIR_NAME);
    unsigned n = 0;
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        n += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    closedir(dir);
    return n;
}

static void remove_index(void)
{
    DIR *dir = opendir(DIR_NAME);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char path[512];
        snprintf(path, sizeof path, DIR_NAME "/%s", entry->d_name);
        remove(path);
    }
    if (dir)
        closedir(dir);
}

static uint64_t generation(void)
{
    eco_index *index;
    eco_index_info info;
    eco_error error;
    if (eco_index_open(DIR_NAME, &index, &error))
        fail_msg("%s", error.message);
    eco_index_get_info(index, &info);
    assert_int_equal(info.documents, N_DOCUMENTS);
    eco_index_close(index);
    return info.generation;
}

/* ---- building ---- */

typedef struct building {
    const ecoi_plan *plan;
    bool reorder;
    uint64_t generation; /* that must be there after a failure */
    unsigned version;    /* of the page that changes */
} building;

static eco_status build(void *user, eco_error *error)
{
    building *b = user;
    eco_build_summary summary;
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    options.reorder = b->reorder;
    eco_status status =
        ecoi_build_vfs(ecoi_vfs_posix(), b->plan, DIR_NAME, sources, 3, &options, &summary, error);
    if (!status) {
        assert_int_equal(summary.documents, N_DOCUMENTS);
        assert_int_equal(summary.rejected, 0);
        b->generation = summary.generation;
    }
    return status;
}

/* A manifest may be in place all the same, when what failed came after it. */
static void assert_old_or_new(void *user)
{
    building *b = user;
    uint64_t now = generation();
    assert_true(now == b->generation || now == b->generation + 1);
    b->generation = now;
}

static void report(void *user, const eco_finding *finding)
{
    (void)user;
    fail_msg("%s: %s: %s", finding->file, finding->place, finding->message);
}

static void fail_building(const char *name, const ecoi_plan *plan, bool reorder)
{
    building b = {.plan = plan, .reorder = reorder};
    remove_index();
    assert_int_equal(build(&b, NULL), ECO_OK);
    fail_each_allocation(name, build, &b, 300, assert_old_or_new);
    assert_int_equal(build(&b, NULL), ECO_OK);
    assert_int_equal(generation(), b.generation);
    assert_int_equal(count_files("run-"), 0);
    assert_int_equal(count_files("manifest.tmp"), 0);
    assert_int_equal(count_files("segment-"), count_files("generation-"));
    assert_int_equal(eco_check(DIR_NAME, report, NULL, NULL), ECO_OK);
}

static void one_thread_and_one_run(void **state)
{
    (void)state;
    ecoi_plan plan = ecoi_plan_make(0, 1);
    fail_building("one run", &plan, false);
}

static ecoi_plan tiny_plan(unsigned threads)
{
    ecoi_plan plan = ecoi_plan_make(0, threads);
    plan.batch_docs = 7;
    plan.fan_in = 3;
    plan.memo_bytes = plan.map_bytes = 4096;
    return plan;
}

static void several_runs_and_merges(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(1);
    fail_building("several runs", &plan, false);
}

static void several_threads(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(3);
    fail_building("several threads", &plan, false);
}

static void reordered(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(1);
    fail_building("reordered", &plan, true);
}

/* Where there was no index, none is there after a failure, and what is there can be built upon. */
static eco_status build_the_first(void *user, eco_error *error)
{
    building *b = user;
    remove_index();
    return build(b, error);
}

static void assert_none_or_whole(void *user)
{
    (void)user;
    if (count_files("generation-"))
        assert_int_equal(generation(), 1);
}

static void the_first_index(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(1);
    building b = {.plan = &plan};
    fail_each_allocation("the first", build_the_first, &b, 300, assert_none_or_whole);
}

/* ---- updating ---- */

/* One page is another each time; then all is merged. */
static eco_status update_and_merge(void *user, eco_error *error)
{
    building *b = user;
    eco_build_summary summary = {0};
    write_page(1, ++b->version);
    eco_status status = ecoi_update_vfs(ecoi_vfs_posix(), b->plan, DIR_NAME, NULL, 0, NULL, &summary, error);
    if (!status) {
        assert_int_equal(summary.documents, N_DOCUMENTS);
        assert_int_equal(summary.updated + summary.added, 1);
        status = ecoi_optimize_vfs(ecoi_vfs_posix(), b->plan, DIR_NAME, NULL, &summary, error);
    }
    if (!status)
        b->generation = summary.generation;
    return status;
}

static void assert_a_step_further_at_most(void *user)
{
    building *b = user;
    uint64_t now = generation();
    assert_in_range(now, b->generation, b->generation + 2);
    b->generation = now;
    assert_int_equal(eco_check(DIR_NAME, report, NULL, NULL), ECO_OK);
}

static void updates_and_merges(void **state)
{
    (void)state;
    ecoi_plan plan = tiny_plan(1);
    building b = {.plan = &plan};
    remove_index();
    assert_int_equal(build(&b, NULL), ECO_OK);
    fail_each_allocation("update", update_and_merge, &b, 300, assert_a_step_further_at_most);
    assert_int_equal(count_files("run-"), 0);
    assert_int_equal(count_files("manifest.tmp"), 0);
    assert_int_equal(eco_check(DIR_NAME, report, NULL, NULL), ECO_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_thread_and_one_run), cmocka_unit_test(several_runs_and_merges),
        cmocka_unit_test(several_threads),        cmocka_unit_test(reordered),
        cmocka_unit_test(the_first_index),        cmocka_unit_test(updates_and_merges),
    };
    return cmocka_run_group_tests(tests, write_sources, NULL);
}
