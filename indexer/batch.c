/* SPDX-License-Identifier: MIT */
#include "indexer/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

static const char replacement[] = "\xEF\xBF\xBD";
enum { REPLACEMENT_LEN = 3 };

/* Writes the text repaired to `out` (NULL: measures only); returns its length, adds what it replaced. */
static size_t repair_text(eco_text text, char *out, uint64_t *replaced)
{
    size_t len = 0;
    for (size_t at = 0; at < text.len;) {
        size_t good = ecoi_utf8_valid_prefix(text.ptr + at, text.len - at), bad = 0;
        if (out)
            memcpy(out + len, text.ptr + at, good);
        at += good;
        len += good;
        if (at == text.len)
            break;
        ecoi_utf8_decode(text.ptr + at, text.ptr + text.len, &bad);
        if (out)
            memcpy(out + len, replacement, REPLACEMENT_LEN);
        at += bad;
        len += REPLACEMENT_LEN;
        ++*replaced;
    }
    return len;
}

/* What a copy needs to know; failed once, it does nothing more. */
typedef struct copier {
    ecoi_batch *batch;
    bool repair, failed;
    uint64_t *replaced;
} copier;

static eco_text copy_text(copier *c, eco_text text)
{
    eco_text copy = {NULL, 0};
    if (c->failed)
        return copy;
    if (!c->repair || !text.ptr || ecoi_utf8_valid_prefix(text.ptr, text.len) == text.len) {
        c->failed = !ecoi_arena_text(&c->batch->arena, text, &copy);
    } else {
        uint64_t again = 0;
        size_t len = repair_text(text, NULL, c->replaced);
        char *ptr = ecoi_arena_alloc(&c->batch->arena, len + 1);
        c->failed = !ptr;
        if (ptr) {
            repair_text(text, ptr, &again);
            ptr[len] = '\0';
            copy = (eco_text){ptr, len};
        }
    }
    c->batch->text_bytes += copy.len;
    return copy;
}

static void *copy_items(copier *c, const void *items, size_t n, size_t size)
{
    void *copy = c->failed ? NULL : ecoi_arena_calloc(&c->batch->arena, n ? n : 1, size);
    c->failed = !copy;
    if (copy && n)
        memcpy(copy, items, n * size);
    return copy;
}

static void copy_passages(copier *c, const eco_document *document, eco_document *copy)
{
    eco_passage *passages = copy_items(c, document->passages, document->n_passages, sizeof *passages);
    size_t n = 0;
    for (int titles = 1; titles >= 0; --titles)
        for (size_t i = 0; !c->failed && i < document->n_passages; ++i) {
            const eco_passage *passage = &document->passages[i];
            if ((passage->zone == ECO_ZONE_TITLE) == titles)
                passages[n++] = (eco_passage){passage->zone, copy_text(c, passage->text)};
        }
    copy->passages = passages;
}

bool ecoi_batch_add(ecoi_batch *batch, const eco_document *document, bool repair, uint64_t *replaced)
{
    if (!ecoi_grow(&batch->documents, &batch->cap, batch->n + 1, sizeof *batch->documents))
        return false;
    copier c = {batch, repair, false, replaced};
    eco_document *copy = &batch->documents[batch->n];
    *copy = *document;
    copy->key = copy_text(&c, document->key);
    copy->url = copy_text(&c, document->url);
    copy->source = copy_text(&c, document->source);
    copy->fields = copy_text(&c, document->fields);
    copy_passages(&c, document, copy);
    copy->regions = copy_items(&c, document->regions, document->n_regions, sizeof *document->regions);
    batch->n += !c.failed;
    return !c.failed;
}

bool ecoi_batch_is_full(const ecoi_batch *batch, const ecoi_plan *plan)
{
    return batch->n >= plan->batch_docs || batch->text_bytes >= plan->batch_text;
}

void ecoi_batch_reset(ecoi_batch *batch)
{
    ecoi_arena_reset(&batch->arena);
    batch->n = 0;
    batch->text_bytes = 0;
}

void ecoi_batch_dispose(ecoi_batch *batch)
{
    ecoi_arena_dispose(&batch->arena);
    free(batch->documents);
    *batch = (ecoi_batch){0};
}
