/* SPDX-License-Identifier: MIT */
/* One document by its key: the keys are read one by one, which costs far less than the documents would. */
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "searcher/snapshot.h"
#include "store/postings.h"

static eco_status find_in_segment(const ecoi_segment *segment, eco_text wanted, uint32_t *out_doc,
                                  eco_error *error)
{
    eco_status status = ECO_OK;
    *out_doc = ECOI_NO_DOC;
    for (uint32_t doc = 0; doc < ecoi_segment_n_docs(segment) && !status && *out_doc == ECOI_NO_DOC; doc++) {
        eco_text key;
        status = ecoi_segment_key(segment, doc, &key, error);
        if (!status && key.len == wanted.len && memcmp(key.ptr, wanted.ptr, key.len) == 0)
            *out_doc = doc;
    }
    return status;
}

static eco_status hand_over(const ecoi_segment *segment, uint32_t doc,
                            void (*found)(void *user, const eco_document *document), void *user,
                            eco_error *error)
{
    ecoi_arena arena = {0};
    ecoi_document_cache cache = {0};
    const eco_document *document;
    eco_status status = ecoi_segment_document_cached(segment, doc, &cache, &arena, &document, error);
    if (!status)
        found(user, document);
    ecoi_document_cache_dispose(&cache);
    ecoi_arena_dispose(&arena);
    return status;
}

eco_status eco_index_find(eco_index *index, const char *key, size_t key_len,
                          void (*found)(void *user, const eco_document *document), void *user,
                          eco_error *error)
{
    ecoi_snapshot *s = ecoi_index_snapshot(index);
    eco_status status = ECO_OK;
    uint32_t doc = ECOI_NO_DOC;
    size_t i = 0;
    for (; i < s->n_segments && !status && doc == ECOI_NO_DOC; i++)
        status = find_in_segment(s->segments[i], (eco_text){key, key_len}, &doc, error);
    if (!status && doc == ECOI_NO_DOC)
        status = ecoi_error_set(error, ECO_E_MISSING, "no document has the key \"%.*s\"",
                                (int)(key_len < 256 ? key_len : 256), key);
    else if (!status)
        status = hand_over(s->segments[i - 1], doc, found, user, error);
    ecoi_snapshot_release(s);
    return status;
}
