/* SPDX-License-Identifier: MIT */
/* Building small indexes and reading back what is in them. */
#include "tests/indexer/support.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "indexer/writer.h"

#define DIR "index"

static int clean(void **state)
{
    (void)state;
    remove_folder(DIR);
    return 0;
}

static eco_writer *open_writer(const char *analysis)
{
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    eco_error error = {0};
    options.analysis = analysis;
    options.threads = 1;
    if (eco_writer_open(DIR, &options, &writer, &error) != ECO_OK)
        fail_msg("%s", error.message);
    return writer;
}

static void add(eco_writer *writer, const eco_document *document)
{
    eco_error error = {0};
    if (eco_writer_add(writer, document, &error) != ECO_OK)
        fail_msg("%s", error.message);
}

/* Commits, closes, checks, and gives the index as text. */
static ecoi_buf commit(eco_writer *writer, eco_build_summary *summary)
{
    eco_build_summary unwanted;
    eco_error error = {0};
    if (eco_writer_commit(writer, summary ? summary : &unwanted, &error) != ECO_OK)
        fail_msg("%s", error.message);
    eco_writer_close(writer);
    assert_sound(DIR);
    assert_int_equal(count_files(DIR, "run-"), 0);
    return dump_index(ecoi_vfs_posix(), DIR);
}

static void assert_line(const ecoi_buf *text, const char *line)
{
    if (!has_line(text, line))
        fail_msg("no line \"%s\" in\n%s", line, (const char *)text->data);
}

static void ws_is_one_field(void **state)
{
    (void)state;
    eco_writer *writer = open_writer("ws");
    add(writer, small_document(0, "k", "a b", "b c"));
    ecoi_buf text = commit(writer, NULL);
    assert_line(&text, "document 0 length=4 title=0 date=0 focus=0 mention=0 key=k");
    assert_line(&text, "passage title a b");
    assert_line(&text, "layout body 4");
    assert_line(&text, "term a forms=0 at 0:0/0");
    assert_line(&text, "term b forms=0 at 0:1/0,2/0");
    assert_line(&text, "term c forms=0 at 0:3/0");
    ecoi_buf_dispose(&text);
}

static void zones_have_their_positions(void **state)
{
    (void)state;
    eco_passage passages[] = {{ECO_ZONE_BODY, TEXT("port")},
                              {ECO_ZONE_TITLE, TEXT("Port moderne")},
                              {ECO_ZONE_LEAD, TEXT("... !")},
                              {ECO_ZONE_BOILERPLATE, TEXT("Port port")},
                              {ECO_ZONE_BODY, TEXT("usine")}};
    eco_document document = {.key = TEXT("k"), .passages = passages, .n_passages = 5};
    eco_writer *writer = open_writer("fr");
    add(writer, &document);
    ecoi_buf text = commit(writer, NULL);
    /* title 0-1, body 3, nothing in the lead, boilerplate 5-6, body 8 */
    assert_line(&text, "document 0 length=2 title=2 date=0 focus=0 mention=0 key=k");
    assert_line(&text, "layout title 2");
    assert_line(&text, "layout lead 0");
    assert_line(&text, "term port forms=0 at 0:0/0,3/0");
    assert_line(&text, "term ^port forms=0 at 0:5/0,6/0");
    assert_line(&text, "term usin forms=1 usine(usine)*1 at 0:8/0");
    ecoi_buf_dispose(&text);
}

static void forms_come_most_frequent_first(void **state)
{
    (void)state;
    eco_writer *writer = open_writer("fr");
    add(writer, small_document(0, "a", NULL, "usine usines Usines"));
    add(writer, small_document(1, "b", NULL, "usines"));
    ecoi_buf text = commit(writer, NULL);
    assert_line(&text, "term usin forms=2 usines(usines)*3 usine(usine)*1 at 0:0/1,1/0,2/0 1:0/0");
    ecoi_buf_dispose(&text);
}

static void no_documents_make_an_index_too(void **state)
{
    (void)state;
    eco_build_summary summary;
    ecoi_buf text = commit(open_writer("fr"), &summary);
    assert_int_equal(summary.documents, 0);
    assert_int_equal(summary.generation, 1);
    assert_string_equal((const char *)text.data, "");
    ecoi_buf_dispose(&text);
}

static void a_document_may_be_empty(void **state)
{
    (void)state;
    eco_document document = {.key = TEXT("k")};
    eco_writer *writer = open_writer("fr");
    add(writer, &document);
    ecoi_buf text = commit(writer, NULL);
    assert_line(&text, "document 0 length=0 title=0 date=0 focus=0 mention=0 key=k");
    ecoi_buf_dispose(&text);
}

static void a_huge_document_keeps_every_position(void **state)
{
    (void)state;
    enum { N = 70000 };
    char *body = malloc(2 * N + 1);
    assert_non_null(body);
    for (size_t i = 0; i < N; ++i)
        memcpy(body + 2 * i, i % 7 ? "a " : "b ", 2);
    body[2 * N] = '\0';
    eco_writer *writer = open_writer("ws");
    add(writer, small_document(0, "x", NULL, "b"));
    add(writer, small_document(1, "k", NULL, body));
    add(writer, small_document(2, "y", NULL, "a"));
    ecoi_buf text = commit(writer, NULL);
    assert_non_null(strstr((const char *)text.data, ",69999/0 2:0/0\n"));
    assert_non_null(strstr((const char *)text.data, "term b forms=0 at 0:0/0 1:0/0,7/0,14/0,"));
    ecoi_buf_dispose(&text);
    free(body);
}

static void regions_given_are_kept(void **state)
{
    (void)state;
    eco_region_share regions[] = {{3, true, 0.5f}, {7, false, 0.25f}};
    eco_document document = *small_document(0, "k", NULL, "rien");
    document.regions = regions;
    document.n_regions = 2;
    document.has_regions = true;
    eco_writer *writer = open_writer("fr");
    add(writer, &document);
    ecoi_buf text = commit(writer, NULL);
    assert_line(&text, "document 0 length=1 title=0 date=0 focus=8 mention=136 key=k");
    ecoi_buf_dispose(&text);
}

/* ---- duplicates ---- */

typedef struct rejects {
    size_t n;
    uint64_t records[8];
    char details[8][64];
} rejects;

static void note_reject(void *user, const eco_reject *reject)
{
    rejects *all = user;
    assert_int_equal(reject->reason, ECO_REJECT_DUPLICATE_KEY);
    assert_string_equal(reject->path, "");
    assert_true(all->n < 8);
    all->records[all->n] = reject->record;
    snprintf(all->details[all->n++], sizeof all->details[0], "%s", reject->detail);
}

static void the_last_of_a_key_stays(void **state)
{
    (void)state;
    rejects all = {0};
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    eco_build_summary summary;
    options.analysis = "ws";
    options.on_reject = note_reject;
    options.user = &all;
    assert_int_equal(eco_writer_open(DIR, &options, &writer, NULL), ECO_OK);
    add(writer, small_document(0, "a", NULL, "un deux"));
    add(writer, small_document(0, "b", NULL, "deux"));
    add(writer, small_document(0, "a", NULL, "trois"));
    add(writer, small_document(0, "c", NULL, "deux un"));
    add(writer, small_document(0, "a", NULL, "deux quatre"));
    ecoi_buf text = commit(writer, &summary);
    assert_int_equal(summary.read, 5);
    assert_int_equal(summary.documents, 3);
    assert_int_equal(summary.rejected, 2);
    assert_int_equal(summary.rejected_by_reason[ECO_REJECT_DUPLICATE_KEY], 2);
    assert_int_equal(all.n, 2);
    assert_int_equal(all.records[0], 1);
    assert_int_equal(all.records[1], 3);
    assert_string_equal(all.details[0], "record 5 has the same key, a, and is taken");
    assert_string_equal(all.details[1], all.details[0]);
    assert_line(&text, "document 0 length=1 title=0 date=0 focus=0 mention=0 key=b");
    assert_line(&text, "document 2 length=2 title=0 date=0 focus=0 mention=0 key=a");
    assert_line(&text, "term deux forms=0 at 0:0/0 1:0/0 2:0/0");
    assert_line(&text, "term un forms=0 at 1:1/0");
    assert_null(strstr((const char *)text.data, "term trois"));
    ecoi_buf_dispose(&text);
}

/* ---- what is refused ---- */

static void impossible_documents_are_refused(void **state)
{
    (void)state;
    char long_key[1026];
    memset(long_key, 'k', sizeof long_key);
    long_key[1025] = '\0';
    eco_passage bad_zone = {ECO_N_ZONES, TEXT("texte")};
    eco_region_share bad_region = {ECO_N_REJECT_REASONS + 30, true, 1};
    eco_region_share twice[] = {{3, true, 0.5f}, {3, false, 0.25f}},
                     too_much[] = {{3, true, 0.9f}, {4, true, 0.2f}}, nothing = {3, true, 0},
                     negative = {3, true, -0.5f}, above = {3, true, 1.5f}, none = {3, true, NAN};
    eco_document documents[] = {
        {.key = TEXT("k"), .regions = twice, .n_regions = 2, .has_regions = true},
        {.key = TEXT("k"), .regions = too_much, .n_regions = 2, .has_regions = true},
        {.key = TEXT("k"), .regions = &nothing, .n_regions = 1, .has_regions = true},
        {.key = TEXT("k"), .regions = &negative, .n_regions = 1, .has_regions = true},
        {.key = TEXT("k"), .regions = &above, .n_regions = 1, .has_regions = true},
        {.key = TEXT("k"), .regions = &none, .n_regions = 1, .has_regions = true},
        {.key = TEXT("k"), .fields = TEXT("")},
        {.key = TEXT("k"), .fields = TEXT("budget: 3")},
        {.key = TEXT("k"), .fields = TEXT("[1]")},
        {.key = TEXT("k"), .fields = TEXT("{\"a\":1} {")},
        {.key = TEXT("k"), .fields = TEXT("{\"a\":\"\xe9\"}")},
        {.key = TEXT("k"), .date = {2016, 2, 30}},
        {.key = TEXT("k"), .date = {2016, 0, 3}},
        {.key = TEXT("k"), .date = {0, 5, 0}},
        {.key = TEXT("k"), .date = {-1, 5, 0}},
        {.passages = NULL},
        {.key = {long_key, 1025}},
        {.key = TEXT("k"), .passages = &bad_zone, .n_passages = 1},
        {.key = TEXT("k"), .regions = &bad_region, .n_regions = 1, .has_regions = true},
        {.key = TEXT("k"), .n_passages = 1},
    };
    eco_writer *writer = open_writer("fr");
    for (size_t i = 0; i < sizeof documents / sizeof *documents; ++i) {
        eco_error error = {0};
        assert_int_equal(eco_writer_add(writer, &documents[i], &error), ECO_E_ARGUMENT);
        assert_true(error.message[0]);
    }
    eco_document good = *small_document(0, "good", NULL, "texte");
    good.fields = TEXT(" {\"a\": [1, {\"b\": null}]} ");
    add(writer, &good);
    ecoi_buf text = commit(writer, NULL);
    assert_line(&text, "document 0 length=1 title=0 date=0 focus=0 mention=0 key=good "
                       "fields= {\"a\": [1, {\"b\": null}]} ");
    ecoi_buf_dispose(&text);
}

static void a_second_writer_is_told_who_holds_the_index(void **state)
{
    (void)state;
    eco_writer *first = open_writer("fr"), *second;
    eco_error error = {0};
    char holder[32];
    assert_int_equal(eco_writer_open(DIR, NULL, &second, &error), ECO_E_LOCKED);
    assert_null(second);
    snprintf(holder, sizeof holder, "%ld", (long)getpid());
    assert_non_null(strstr(error.message, holder));
    eco_writer_close(first);
    assert_int_equal(eco_writer_open(DIR, NULL, &second, &error), ECO_OK);
    eco_writer_close(second);
}

static void a_folder_of_other_files_is_refused(void **state)
{
    (void)state;
    eco_writer *writer;
    eco_error error = {0};
    const ecoi_vfs *vfs = ecoi_vfs_posix();
    assert_int_equal(vfs->make_dirs(vfs->self, DIR), 0);
    FILE *file = fopen(DIR "/lettre.txt", "w");
    assert_non_null(file);
    fclose(file);
    assert_int_equal(eco_writer_open(DIR, NULL, &writer, &error), ECO_E_ARGUMENT);
    assert_non_null(strstr(error.message, "lettre.txt"));
    assert_int_equal(count_files(DIR, ""), 1);
}

static void a_writer_commits_once(void **state)
{
    (void)state;
    eco_writer *writer = open_writer("fr");
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_E_ARGUMENT);
    assert_int_equal(eco_writer_add(writer, small_document(0, "k", NULL, "x"), NULL), ECO_E_ARGUMENT);
    eco_writer_close(writer);
    eco_writer_close(NULL);
}

/* ---- generations ---- */

static void what_is_not_committed_is_gone(void **state)
{
    (void)state;
    eco_writer *writer = open_writer("ws");
    add(writer, small_document(0, "k", NULL, "ancien"));
    ecoi_buf before = commit(writer, NULL);
    writer = open_writer("ws");
    add(writer, small_document(0, "k", NULL, "nouveau"));
    eco_writer_close(writer);
    ecoi_buf after = dump_index(ecoi_vfs_posix(), DIR);
    assert_string_equal((const char *)after.data, (const char *)before.data);
    assert_int_equal(count_files(DIR, "run-"), 0);
    ecoi_buf_dispose(&before);
    ecoi_buf_dispose(&after);
}

static void old_generations_go(void **state)
{
    (void)state;
    eco_build_summary summary;
    for (unsigned i = 1; i <= 5; ++i) {
        eco_writer *writer = open_writer("ws");
        add(writer, small_document(0, "k", NULL, "x"));
        ecoi_buf text = commit(writer, &summary);
        assert_int_equal(summary.generation, i);
        ecoi_buf_dispose(&text);
    }
    assert_int_equal(count_files(DIR, "generation-"), 3);
    assert_int_equal(count_files(DIR, "segment-"), 3);
    assert_int_equal(count_files(DIR, "ledger-"), 3);
}

static void leftovers_of_a_killed_run_go(void **state)
{
    (void)state;
    const ecoi_vfs *vfs = ecoi_vfs_posix();
    assert_int_equal(vfs->make_dirs(vfs->self, DIR), 0);
    const char *names[] = {DIR "/run-00000001-3.tmp", DIR "/segment-00000001-0"};
    for (size_t i = 0; i < 2; ++i) {
        FILE *file = fopen(names[i], "w");
        assert_non_null(file);
        fclose(file);
    }
    eco_writer *writer = open_writer("ws");
    add(writer, small_document(0, "k", NULL, "x"));
    ecoi_buf text = commit(writer, NULL);
    assert_int_equal(count_files(DIR, "segment-"), 1);
    ecoi_buf_dispose(&text);
}

static void put_garbage(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("garbage\n", file);
    fclose(file);
}

static void build_one(const char *body)
{
    eco_writer *writer = open_writer("ws");
    add(writer, small_document(0, "k", NULL, body));
    ecoi_buf text = commit(writer, NULL);
    ecoi_buf_dispose(&text);
}

static void a_damaged_manifest_is_built_over(void **state)
{
    (void)state;
    eco_error error = {0};
    build_one("ancien");
    put_garbage(DIR "/generation-00000001");
    assert_int_equal(eco_check(DIR, NULL, NULL, &error), ECO_E_CORRUPT);
    eco_writer_close(open_writer("ws"));
    assert_int_equal(count_files(DIR, "segment-"), 1); /* who knows what it was good for */
    build_one("nouveau");
    assert_int_equal(count_files(DIR, "generation-"), 1);
    assert_int_equal(count_files(DIR, "segment-"), 1);
}

static void an_intact_generation_outlives_a_damaged_one(void **state)
{
    (void)state;
    eco_error error = {0};
    build_one("un");
    build_one("deux");
    put_garbage(DIR "/generation-00000002");
    assert_int_equal(eco_check(DIR, NULL, NULL, &error), ECO_E_CORRUPT);
    build_one("trois");
    assert_int_equal(count_files(DIR, "generation-00000001"), 1);
    assert_int_equal(count_files(DIR, "generation-00000002"), 0);
    assert_int_equal(count_files(DIR, "segment-00000001"), 1);
    assert_int_equal(count_files(DIR, "segment-00000002"), 0);
    assert_int_equal(count_files(DIR, "segment-00000003"), 1);
}

/* ---- cancelling and options ---- */

static bool cancel_in(void *user, const eco_progress *progress)
{
    return strcmp(progress->stage, user) != 0;
}

static void cancelling_leaves_nothing(void **state)
{
    (void)state;
    static const char *const stages[] = {"merge", "publish"};
    for (size_t i = 0; i < 2; ++i) {
        eco_build_options options = ECO_BUILD_OPTIONS_INIT;
        eco_writer *writer;
        options.on_progress = cancel_in;
        options.user = (void *)(uintptr_t)stages[i];
        assert_int_equal(eco_writer_open(DIR, &options, &writer, NULL), ECO_OK);
        add(writer, small_document(0, "k", NULL, "x"));
        assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_E_CANCELLED);
        eco_writer_close(writer);
        assert_int_equal(count_files(DIR, ""), 1); /* the lock */
    }
}

static void text_need_not_be_kept(void **state)
{
    (void)state;
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    options.analysis = "fr";
    options.no_stored_text = true;
    assert_int_equal(eco_writer_open(DIR, &options, &writer, NULL), ECO_OK);
    add(writer, small_document(0, "k", "Titre", "port"));
    ecoi_buf text = commit(writer, NULL);
    assert_line(&text, "passage title Titre");
    assert_line(&text, "term port forms=0 at 0:2/0");
    ecoi_buf_dispose(&text);
}

static const char *on_nfs(void *self, const char *path)
{
    (void)self;
    assert_string_equal(path, DIR);
    return "NFS";
}

static void a_network_s_file_system_is_refused_unless_it_is_allowed(void **state)
{
    (void)state;
    ecoi_vfs vfs = *ecoi_vfs_posix();
    ecoi_plan plan = ecoi_plan_make(0, 1);
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    eco_error error;
    vfs.network = on_nfs;
    remove_folder(DIR);
    assert_int_equal(ecoi_writer_open_vfs(&vfs, &plan, DIR, &options, &writer, &error), ECO_E_UNSUPPORTED);
    assert_non_null(strstr(error.message, "network file system (NFS)"));
    assert_int_not_equal(access(DIR, F_OK), 0);
    options.allow_network = true;
    assert_int_equal(ecoi_writer_open_vfs(&vfs, &plan, DIR, &options, &writer, &error), ECO_OK);
    add(writer, small_document(0, "k", NULL, "x"));
    assert_int_equal(eco_writer_commit(writer, NULL, NULL), ECO_OK);
    eco_writer_close(writer);
    options.allow_network = false;
    assert_int_equal(ecoi_rollback_vfs(&vfs, DIR, 0, &options, NULL, &error), ECO_E_UNSUPPORTED);
}

static void unknown_analyses_are_refused(void **state)
{
    (void)state;
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_writer *writer;
    options.analysis = "de";
    assert_int_equal(eco_writer_open(DIR, &options, &writer, NULL), ECO_E_ARGUMENT);
    assert_int_equal(eco_writer_open("", NULL, &writer, NULL), ECO_E_ARGUMENT);
}

/* ---- from files ---- */

static void builds_from_files(void **state)
{
    (void)state;
    FILE *file = fopen("docs.jsonl", "w");
    assert_non_null(file);
    fputs("{\"id\":\"a\",\"title\":\"Un\",\"body\":\"port\"}\nnot json\n{\"id\":\"b\",\"body\":\"usine\"}\n",
          file);
    fclose(file);
    const char *const sources[] = {"docs.jsonl"};
    eco_build_options options = ECO_BUILD_OPTIONS_INIT;
    eco_build_summary summary;
    eco_error error = {0};
    options.analysis = "ws";
    if (eco_build(DIR, sources, 1, &options, &summary, &error) != ECO_OK)
        fail_msg("%s", error.message);
    assert_int_equal(summary.documents, 2);
    assert_int_equal(summary.read, 3);
    assert_int_equal(summary.rejected, 1);
    assert_int_equal(summary.rejected_by_reason[ECO_REJECT_JSON], 1);
    assert_true(summary.source_bytes > 0 && summary.index_bytes > 0 && summary.text_bytes > 0);
    assert_sound(DIR);
    remove("docs.jsonl");
}

static void a_missing_source_touches_nothing(void **state)
{
    (void)state;
    const char *const sources[] = {"not-there"};
    eco_error error = {0};
    assert_int_equal(eco_build(DIR, sources, 1, NULL, NULL, &error), ECO_E_MISSING);
    assert_non_null(strstr(error.message, "not-there"));
    assert_int_equal(eco_build(DIR, sources, 0, NULL, NULL, &error), ECO_E_ARGUMENT);
    assert_int_equal(count_files(".", DIR), 0);
}

static void checking_nothing_is_an_error(void **state)
{
    (void)state;
    assert_int_equal(eco_check(DIR, NULL, NULL, NULL), ECO_E_MISSING);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, clean, clean)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ws_is_one_field),
        TEST(zones_have_their_positions),
        TEST(forms_come_most_frequent_first),
        TEST(no_documents_make_an_index_too),
        TEST(a_document_may_be_empty),
        TEST(a_huge_document_keeps_every_position),
        TEST(regions_given_are_kept),
        TEST(the_last_of_a_key_stays),
        TEST(impossible_documents_are_refused),
        TEST(a_second_writer_is_told_who_holds_the_index),
        TEST(a_folder_of_other_files_is_refused),
        TEST(a_writer_commits_once),
        TEST(what_is_not_committed_is_gone),
        TEST(old_generations_go),
        TEST(leftovers_of_a_killed_run_go),
        TEST(a_damaged_manifest_is_built_over),
        TEST(an_intact_generation_outlives_a_damaged_one),
        TEST(cancelling_leaves_nothing),
        TEST(text_need_not_be_kept),
        TEST(a_network_s_file_system_is_refused_unless_it_is_allowed),
        TEST(unknown_analyses_are_refused),
        TEST(builds_from_files),
        TEST(a_missing_source_touches_nothing),
        TEST(checking_nothing_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
