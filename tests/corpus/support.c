/* SPDX-License-Identifier: MIT */
#include "tests/corpus/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include <cmocka.h>

const char *scratch(void)
{
    static char path[64];
    static unsigned n;
    snprintf(path, sizeof path, "corpus-%u-XXXXXX", n++);
    assert_non_null(mkdtemp(path));
    return path;
}

static char *copy(const char *text, size_t len)
{
    char *out = malloc(len + 1);
    assert_non_null(out);
    if (len > 0)
        memcpy(out, text, len);
    out[len] = '\0';
    return out;
}

static char *copy_text(eco_text text)
{
    return text.ptr == NULL ? NULL : copy(text.ptr, text.len);
}

static void make_parents(char *path)
{
    for (char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
}

const char *put_file(const char *dir, const char *name, const void *bytes, size_t len)
{
    static char paths[64][512];
    static unsigned n;
    char *path = paths[n++ % 64];
    snprintf(path, sizeof paths[0], "%s/%s", dir, name);
    make_parents(path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
    return path;
}

const char *put_gzip(const char *dir, const char *name, const void *bytes, size_t len, size_t member)
{
    const char *path = put_file(dir, name, "", 0);
    member = member == 0 ? len : member;
    for (size_t i = 0; i < len; i += member) {
        gzFile file = gzopen(path, "ab");
        unsigned n = (unsigned)(len - i < member ? len - i : member);
        assert_int_equal(gzwrite(file, (const char *)bytes + i, n), (int)n);
        assert_int_equal(gzclose(file), Z_OK);
    }
    return path;
}

static void hear_reject(void *user, const eco_reject *reject)
{
    heard *all = user;
    all->rejects = realloc(all->rejects, (all->n_rejects + 1) * sizeof *all->rejects);
    assert_non_null(all->rejects);
    all->rejects[all->n_rejects++] =
        (heard_reject){reject->reason, reject->record, copy(reject->path, strlen(reject->path)),
                       copy(reject->detail, strlen(reject->detail))};
}

static void hear_document(heard *all, const eco_document *document)
{
    all->documents = realloc(all->documents, (all->n + 1) * sizeof *all->documents);
    assert_non_null(all->documents);
    heard_document *out = &all->documents[all->n++];
    *out = (heard_document){.key = copy_text(document->key),
                            .url = copy_text(document->url),
                            .source = copy_text(document->source),
                            .fields = copy_text(document->fields),
                            .partial = document->partial,
                            .has_regions = document->has_regions,
                            .n_passages = document->n_passages,
                            .n_regions = document->n_regions};
    eco_date_format(document->date, out->date);
    out->passages = calloc(out->n_passages + 1, sizeof *out->passages);
    for (size_t i = 0; i < out->n_passages; i++)
        out->passages[i] = (heard_passage){document->passages[i].zone, copy_text(document->passages[i].text)};
    for (size_t i = 0; i < out->n_regions; i++)
        out->regions[i] = document->regions[i];
}

heard listen(const char *const *sources, size_t n, uint64_t max_record_bytes)
{
    heard all = {0};
    ecoi_reader_options options = {
        .max_record_bytes = max_record_bytes, .on_reject = hear_reject, .user = &all};
    ecoi_reader *reader = NULL;
    const eco_document *document = NULL;
    eco_error error;
    assert_int_equal(ecoi_reader_open(sources, n, &options, &reader, &error), ECO_OK);
    while (ecoi_reader_next(reader, &document, &error) == ECO_OK && document != NULL)
        hear_document(&all, document);
    assert_null(document);
    assert_int_equal(ecoi_reader_next(reader, &document, &error), ECO_OK); /* the end stays the end */
    assert_null(document);
    all.counts = ecoi_reader_get_counts(reader);
    assert_int_equal(all.counts.records, all.n + all.n_rejects);
    ecoi_reader_close(reader);
    return all;
}

heard listen_one(const char *source)
{
    return listen(&source, 1, 0);
}

heard listen_bytes(const char *name, const void *bytes, size_t len)
{
    return listen_one(put_file(scratch(), name, bytes, len));
}

void forget(heard *all)
{
    for (size_t i = 0; i < all->n; i++) {
        heard_document *document = &all->documents[i];
        for (size_t j = 0; j < document->n_passages; j++)
            free(document->passages[j].text);
        free(document->passages);
        free(document->key);
        free(document->url);
        free(document->source);
        free(document->fields);
    }
    for (size_t i = 0; i < all->n_rejects; i++) {
        free(all->rejects[i].path);
        free(all->rejects[i].detail);
    }
    free(all->documents);
    free(all->rejects);
    *all = (heard){0};
}
