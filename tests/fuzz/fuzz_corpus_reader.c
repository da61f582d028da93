/* SPDX-License-Identifier: MIT */
/* Any bytes as a file: the reader ends, and what it hands out is what its header promises. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"
#include "corpus/draft.h"
#include "corpus/json.h"
#include "corpus/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Small enough for a fuzzer to pass it. */
enum { MAX_RECORD = 4096 };

static void expect(int truth)
{
    if (!truth)
        abort();
}

static void check_text(eco_text text)
{
    expect(text.ptr != NULL || text.len == 0);
    expect(ecoi_utf8_valid_prefix(text.ptr, text.len) == text.len);
    expect(memchr(text.len > 0 ? text.ptr : "", '\0', text.len) == NULL);
}

/* Stored fields are one JSON object on one line. */
static void check_fields(eco_text fields)
{
    if (fields.ptr == NULL)
        return;
    check_text(fields);
    expect(memchr(fields.ptr, '\n', fields.len) == NULL);
    char *copy = calloc(1, fields.len + ECOI_JSON_PADDING);
    ecoi_json *json = ecoi_json_new();
    ecoi_json_value value;
    memcpy(copy, fields.ptr, fields.len);
    expect(ecoi_json_parse(json, copy, fields.len, &value) == ECOI_JSON_OK);
    expect(value.type == ECOI_JSON_OBJECT && value.n_items > 0 && value.replaced == 0);
    ecoi_json_free(json);
    free(copy);
}

static void check_document(const eco_document *document)
{
    check_text(document->key);
    expect(document->key.len > 0 && document->key.len <= ECOI_KEY_MAX);
    check_text(document->url);
    check_text(document->source);
    check_fields(document->fields);
    expect(document->n_passages > 0);
    expect(document->has_regions || document->n_regions == 0);
    for (size_t i = 0; i < document->n_passages; i++) {
        check_text(document->passages[i].text);
        expect(document->passages[i].text.len > 0 && document->passages[i].zone < ECO_N_ZONES);
    }
}

static void check_reject(void *user, const eco_reject *reject)
{
    ++*(uint64_t *)user;
    expect(reject->reason < ECO_N_REJECT_REASONS && reject->detail[0] != '\0' &&
           strchr(reject->detail, '\n') == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    uint64_t met = 0;
    int fd = memfd_create("input", 0);
    expect(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    const char *sources[] = {path};
    ecoi_reader_options options = {.max_record_bytes = MAX_RECORD, .on_reject = check_reject, .user = &met};
    ecoi_reader *reader = NULL;
    const eco_document *document = NULL;
    expect(ecoi_reader_open(sources, 1, &options, &reader, NULL) == ECO_OK);
    for (; ecoi_reader_next(reader, &document, NULL) == ECO_OK && document != NULL; met++)
        check_document(document);
    expect(document == NULL && ecoi_reader_get_counts(reader).records == met && met > 0);
    expect(ecoi_reader_get_counts(reader).bytes_read <= size);
    ecoi_reader_close(reader);
    close(fd);
    return 0;
}
