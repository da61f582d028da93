/* SPDX-License-Identifier: MIT */
/* Sources to files to bytes: folders, links, gzip, what cannot be read. */
#include "tests/corpus/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void expect_keys(const heard *all, const char *const *keys, size_t n)
{
    assert_int_equal(all->n, n);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(all->documents[i].key, keys[i]);
}

static void folders_are_walked_in_byte_order(void **state)
{
    (void)state;
    char dir[64];
    snprintf(dir, sizeof dir, "%s", scratch());
    put_file(dir, "b/z.txt", BYTES("un texte"));
    put_file(dir, "b/a/2016-05-03-note.txt", BYTES("un texte"));
    put_file(dir, "B.txt", BYTES("un texte"));
    put_file(dir, "a.txt", BYTES("un texte"));
    put_file(dir, "\xc3\xa9.txt", BYTES("un texte"));
    put_file(dir, ".hidden.txt", BYTES("un texte"));
    put_file(dir, ".hidden/x.txt", BYTES("un texte"));
    static const char *const keys[] = {"B.txt", "a.txt", "b/a/2016-05-03-note.txt", "b/z.txt",
                                       "\xc3\xa9.txt"};
    heard all = listen_one(dir);
    expect_keys(&all, keys, 5);
    assert_string_equal(all.documents[2].source, "b");
    assert_string_equal(all.documents[2].date, "2016-05-03");
    assert_null(all.documents[1].source);
    assert_string_equal(all.documents[1].date, "");
    assert_int_equal(all.counts.bytes_read, 40);
    assert_int_equal(all.counts.bytes_total, 40);
    forget(&all);
    strcat(dir, "/");
    all = listen_one(dir);
    expect_keys(&all, keys, 5);
    forget(&all);
}

static void files_given_directly_have_their_base_name(void **state)
{
    (void)state;
    const char *dir = scratch();
    const char *sources[] = {put_file(dir, "s/b.txt", BYTES("deux")),
                             put_file(dir, "s/a.jsonl", BYTES("{\"title\":\"un\"}\n{\"title\":\"deux\"}"))};
    static const char *const keys[] = {"b.txt", "a.jsonl#1", "a.jsonl#2"};
    heard all = listen(sources, 2, 0);
    expect_keys(&all, keys, 3);
    assert_null(all.documents[0].source);
    forget(&all);
}

static void a_line_above_the_text_may_date_it(void **state)
{
    (void)state;
    static const struct {
        const char *name, *line, *date;
    } pages[] = {
        {"a.txt", "Publié le 1er février 2016 à 10h30", "2016-02-01"},
        {"b.txt", "Le 12/05/2016, par la rédaction", "2016-05-12"},
        {"2015-a.txt", "Publié le 12 mai 2016", "2015"},
        {"c.txt", "Par la rédaction, mardi 3 avril", ""},
        {"d.txt", "Le 31 février 2016", "2016-02"},
        {"e.txt", "Le 12 mai 1916", ""},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char page[1024];
        snprintf(
            page, sizeof page,
            "Un titre de page\n\n%s\n\nLe projet a été voté par les élus après un long débat, et les travaux "
            "doivent commencer le 4 juin 2017 sur les quais de la ville.\n",
            pages[i].line);
        heard all = listen_bytes(pages[i].name, page, strlen(page));
        assert_int_equal(all.n, 1);
        assert_string_equal(all.documents[0].date, pages[i].date);
        forget(&all);
    }
}

static void dates_stand_at_the_start_of_names(void **state)
{
    (void)state;
    static const struct {
        const char *name, *date;
    } names[] = {
        {"2016-05-03-a.txt", "2016-05-03"},
        {"2016-05_a.txt", "2016-05"},
        {"2016-a.txt", "2016"},
        {"2016-05-03.txt", "2016-05-03"},
        {"2016.txt", ""},
        {"20160503-a.txt", ""},
        {"2016-02-30-a.txt", "2016-02"},
        {"a-2016-05-03.txt", ""},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        heard all = listen_bytes(names[i].name, BYTES("un texte"));
        assert_string_equal(all.documents[0].date, names[i].date);
        forget(&all);
    }
}

static void links_make_no_loops(void **state)
{
    (void)state;
    char dir[64], path[128];
    snprintf(dir, sizeof dir, "%s", scratch());
    put_file(dir, "a/x.txt", BYTES("un texte"));
    put_file(dir, "b/y.txt", BYTES("un texte"));
    snprintf(path, sizeof path, "%s/a/up", dir);
    assert_int_equal(symlink("..", path), 0);
    snprintf(path, sizeof path, "%s/b/other", dir);
    assert_int_equal(symlink("../a", path), 0);
    snprintf(path, sizeof path, "%s/c", dir);
    assert_int_equal(symlink("b/y.txt", path), 0);
    snprintf(path, sizeof path, "%s/gone", dir);
    assert_int_equal(symlink("nowhere", path), 0);
    static const char *const keys[] = {"a/x.txt", "b/y.txt", "c"};
    heard all = listen_one(dir);
    expect_keys(&all, keys, 3);
    assert_int_equal(all.n_rejects, 1);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_UNREADABLE);
    assert_non_null(strstr(all.rejects[0].path, "/gone"));
    assert_string_equal(all.rejects[0].detail, "No such file or directory");
    forget(&all);
}

static void what_is_no_file_is_named(void **state)
{
    (void)state;
    char dir[64], path[128];
    snprintf(dir, sizeof dir, "%s", scratch());
    put_file(dir, "z.txt", BYTES("un texte"));
    snprintf(path, sizeof path, "%s/pipe", dir);
    assert_int_equal(mkfifo(path, 0600), 0);
    heard all = listen_one(dir); /* and does not wait for a writer */
    assert_int_equal(all.n, 1);
    assert_int_equal(all.n_rejects, 1);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_UNREADABLE);
    assert_string_equal(all.rejects[0].detail, "not a regular file");
    forget(&all);
}

static void what_is_forbidden_is_passed_over(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip(); /* nothing is forbidden to root */
    char dir[64], path[128];
    snprintf(dir, sizeof dir, "%s", scratch());
    put_file(dir, "a/x.txt", BYTES("un texte"));
    put_file(dir, "z.txt", BYTES("un texte"));
    chmod(put_file(dir, "b.txt", BYTES("un texte")), 0);
    snprintf(path, sizeof path, "%s/a", dir);
    chmod(path, 0);
    heard all = listen_one(dir);
    chmod(path, 0700);
    assert_int_equal(all.n, 1);
    assert_int_equal(all.counts.rejected[ECO_REJECT_UNREADABLE], 2);
    assert_string_equal(all.rejects[0].detail, "Permission denied");
    forget(&all);
}

static void names_are_cleaned_for_keys(void **state)
{
    (void)state;
    char dir[64];
    snprintf(dir, sizeof dir, "%s", scratch());
    put_file(dir, "a\nb\xff.txt", BYTES("un texte"));
    put_file(dir, "a\nb\xfe.txt", BYTES("un autre"));
    heard all = listen_one(dir);
    assert_int_equal(all.n, 2);
    assert_string_equal(all.documents[0].key, "a\uFFFD0Ab\uFFFDFE.txt");
    assert_string_equal(all.documents[1].key, "a\uFFFD0Ab\uFFFDFF.txt");
    forget(&all);
}

static void missing_sources_stop_the_run(void **state)
{
    (void)state;
    const char *sources[] = {".", "no/such/place"}, *dashes[] = {"-", "-"};
    ecoi_reader *reader = (ecoi_reader *)&sources;
    eco_error error;
    assert_int_equal(ecoi_reader_open(sources, 2, NULL, &reader, &error), ECO_E_MISSING);
    assert_null(reader);
    assert_non_null(strstr(error.message, "no/such/place"));
    assert_int_equal(ecoi_reader_open(dashes, 2, NULL, &reader, &error), ECO_E_ARGUMENT);
    assert_int_equal(ecoi_reader_open(NULL, 0, NULL, &reader, &error), ECO_OK);
    const eco_document *document;
    assert_int_equal(ecoi_reader_next(reader, &document, &error), ECO_OK);
    assert_null(document);
    ecoi_reader_close(reader);
}

static void standard_input_is_read(void **state)
{
    (void)state;
    int ends[2], kept = dup(0);
    static const char bytes[] = "{\"title\":\"un\"}\n{\"title\":\"deux\"}\n";
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], bytes, sizeof bytes - 1), sizeof bytes - 1);
    close(ends[1]);
    dup2(ends[0], 0);
    heard all = listen_one("-");
    static const char *const keys[] = {"-#1", "-#2"};
    expect_keys(&all, keys, 2);
    assert_int_equal(all.counts.bytes_total, 0);
    assert_int_equal(all.counts.bytes_read, sizeof bytes - 1);
    forget(&all);
    dup2(kept, 0);
    close(kept);
    close(ends[0]);
}

static void gzip_is_found_by_content(void **state)
{
    (void)state;
    static const char lines[] = "{\"id\":\"a\",\"title\":\"un\"}\n{\"id\":\"b\",\"title\":\"deux\"}\n";
    for (size_t member = 0; member < 40; member++) {
        heard all = listen_one(put_gzip(scratch(), "lines.jsonl", BYTES(lines), member));
        static const char *const keys[] = {"a", "b"};
        expect_keys(&all, keys, 2);
        assert_int_equal(all.n_rejects, 0);
        forget(&all);
    }
    heard all = listen_one(put_gzip(scratch(), "2016-05-page.txt.gz", BYTES("Un titre\n\nUn corps."), 0));
    assert_string_equal(all.documents[0].key, "2016-05-page.txt.gz");
    assert_string_equal(all.documents[0].date, "2016-05");
    assert_int_equal(all.documents[0].n_passages, 2);
    forget(&all);
}

static size_t read_back(const char *path, uint8_t *out, size_t cap)
{
    FILE *file = fopen(path, "rb");
    size_t n = fread(out, 1, cap, file);
    fclose(file);
    return n;
}

/* However short the file is cut: whole records before the cut are kept, nothing is invented, one reject says
 * so. */
static void truncated_gzip_keeps_what_came_before(void **state)
{
    (void)state;
    char lines[4000], dir[64];
    uint8_t bytes[4000];
    size_t len = 0;
    for (unsigned i = 0, noise = 1; i < 40; i++, noise = noise * 1103515245u + 12345u)
        len += (size_t)snprintf(lines + len, sizeof lines - len, "{\"id\":%u,\"title\":\"un titre %x\"}\n", i,
                                noise);
    snprintf(dir, sizeof dir, "%s", scratch());
    size_t n = read_back(put_gzip(dir, "whole.gz", lines, len, len / 2), bytes, sizeof bytes), most = 0;
    for (size_t cut = 3; cut < n; cut += 7) {
        heard all = listen_one(put_file(dir, "cut.gz", bytes, cut));
        size_t rejects = all.counts.rejected[ECO_REJECT_GZIP];
        assert_int_equal(all.n_rejects, rejects);
        assert_true(rejects == 1 ||
                    (rejects == 0 && all.n == 20)); /* between the members nothing is missing */
        assert_true(all.n >= most && all.n <= 40);  /* 40: the cut is in the trailer */
        most = all.n;
        forget(&all);
    }
    assert_true(most >= 20);
}

static void damaged_gzip_is_noticed(void **state)
{
    (void)state;
    static const char text[] = "{\"id\":\"a\",\"title\":\"un\"}\n";
    char dir[64];
    uint8_t bytes[256];
    snprintf(dir, sizeof dir, "%s", scratch());
    size_t n = read_back(put_gzip(dir, "a.gz", BYTES(text), 0), bytes, sizeof bytes - 8);
    memset(bytes + n, 0, 8);
    heard all = listen_one(put_file(dir, "padded.gz", bytes, n + 8));
    assert_int_equal(all.n, 1);
    assert_int_equal(all.n_rejects, 0);
    forget(&all);
    bytes[n] = 'x';
    all = listen_one(put_file(dir, "trailing.gz", bytes, n + 3));
    assert_int_equal(all.n, 1);
    assert_int_equal(all.counts.rejected[ECO_REJECT_GZIP], 1);
    forget(&all);
    bytes[n - 8] ^= 1; /* the checksum */
    all = listen_one(put_file(dir, "checksum.gz", bytes, n));
    assert_int_equal(all.counts.rejected[ECO_REJECT_GZIP], 1);
    assert_non_null(strstr(all.rejects[0].detail, "incorrect data check"));
    assert_int_equal(all.rejects[0].record, 0);
    forget(&all);
}

static void damaged_pages_are_not_taken(void **state)
{
    (void)state;
    char dir[64];
    uint8_t bytes[256];
    snprintf(dir, sizeof dir, "%s", scratch());
    size_t n =
        read_back(put_gzip(dir, "a.gz", BYTES("une page de texte, assez longue"), 0), bytes, sizeof bytes);
    heard all = listen_one(put_file(dir, "b.gz", bytes, n - 9));
    assert_int_equal(all.n, 0);
    assert_int_equal(all.n_rejects, 1);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_GZIP);
    forget(&all);
}

static void nothing_and_noise_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        eco_reject_reason reason;
    } files[] = {
        {BYTES(""), ECO_REJECT_EMPTY},
        {BYTES("\xef\xbb\xbf"), ECO_REJECT_EMPTY},
        {BYTES(" \n\t\n\xc2\xa0\n"), ECO_REJECT_EMPTY},
        {BYTES("un texte\0avec un NUL"), ECO_REJECT_BINARY},
        {BYTES("\x01\x02\x03\x04 beaucoup de \x05\x06 commandes"), ECO_REJECT_BINARY},
        {BYTES("\x7f"
               "ELF\x02\x01\x01\x00\x00\x00"),
         ECO_REJECT_BINARY},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        heard all = listen_bytes("a.txt", files[i].bytes, files[i].len);
        assert_int_equal(all.n, 0);
        assert_int_equal(all.n_rejects, 1);
        assert_int_equal(all.rejects[0].reason, files[i].reason);
        forget(&all);
    }
}

static void long_keys_are_rejected(void **state)
{
    (void)state;
    char path[2048] = "";
    snprintf(path, sizeof path, "%s", scratch());
    const char *root = strdup(path);
    for (int i = 0; i < 6; i++)
        strcat(path, "/"), memset(path + strlen(path), 'd', 200);
    strcat(path, "/x.txt");
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("un texte", file);
    fclose(file);
    heard all = listen_one(root);
    assert_int_equal(all.n, 0);
    assert_int_equal(all.n_rejects, 1);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_FIELD);
    forget(&all);
    free((char *)root);
}

static void long_pages_are_rejected(void **state)
{
    (void)state;
    const char *path = put_file(scratch(), "a.txt", BYTES("un texte de plus de dix octets"));
    heard all = listen(&path, 1, 10);
    assert_int_equal(all.n, 0);
    assert_int_equal(all.rejects[0].reason, ECO_REJECT_TOO_LONG);
    forget(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_are_walked_in_byte_order),
        cmocka_unit_test(files_given_directly_have_their_base_name),
        cmocka_unit_test(a_line_above_the_text_may_date_it),
        cmocka_unit_test(dates_stand_at_the_start_of_names),
        cmocka_unit_test(links_make_no_loops),
        cmocka_unit_test(what_is_no_file_is_named),
        cmocka_unit_test(what_is_forbidden_is_passed_over),
        cmocka_unit_test(names_are_cleaned_for_keys),
        cmocka_unit_test(missing_sources_stop_the_run),
        cmocka_unit_test(standard_input_is_read),
        cmocka_unit_test(gzip_is_found_by_content),
        cmocka_unit_test(truncated_gzip_keeps_what_came_before),
        cmocka_unit_test(damaged_gzip_is_noticed),
        cmocka_unit_test(damaged_pages_are_not_taken),
        cmocka_unit_test(nothing_and_noise_are_told_apart),
        cmocka_unit_test(long_keys_are_rejected),
        cmocka_unit_test(long_pages_are_rejected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
