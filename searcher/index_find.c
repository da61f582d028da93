/* SPDX-License-Identifier: MIT */
/* One document by its key. */
#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "searcher/deleted.h"
#include "store/postings.h"

/* Who asks, for which key, and whether it was found. */
typedef struct wanted {
    eco_text key;
    void (*found)(void *user, const eco_document *document);
    void *user;
    bool is_found;
} wanted;

static eco_status hand_over(const ecoi_segment *segment, uint32_t doc, wanted *w, eco_error *error)
{
    ecoi_arena arena = {0};
    const eco_document *document;
    eco_status status = ecoi_segment_document(segment, doc, &arena, &document, error);
    if (!status) {
        w->is_found = true;
        w->found(w->user, document);
    }
    ecoi_arena_dispose(&arena);
    return status;
}

/* Among the documents of our own segments; a deleted one may have had the key before. */
static eco_status find_in_segments(const ecoi_snapshot *s, wanted *w, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; i < s->n_segments && !status && !w->is_found; i++) {
        uint32_t doc;
        status = ecoi_segment_find_key(s->segments[i], w->key, &doc, error);
        if (!status && doc != ECOI_NO_DOC && !ecoi_is_deleted(s, i, doc))
            status = hand_over(s->segments[i], doc, w, error);
    }
    return status;
}

/* Of another engine's documents, one after another. */
static bool compare_key(void *user, const eco_document *document)
{
    wanted *w = user;
    w->is_found = ecoi_text_equal(document->key, w->key);
    if (w->is_found)
        w->found(w->user, document);
    return !w->is_found;
}

eco_status eco_index_find(eco_index *index, const char *key, size_t key_len,
                          void (*found)(void *user, const eco_document *document), void *user,
                          eco_error *error)
{
    wanted w = {.key = {key, key_len}, .found = found, .user = user};
    ecoi_snapshot *s = ecoi_index_snapshot(index);
    eco_status status =
        s->engine ? eco_index_each(index, compare_key, &w, error) : find_in_segments(s, &w, error);
    ecoi_snapshot_release(s);
    if (!status && !w.is_found)
        status = ecoi_error_set(error, ECO_E_MISSING, "no document has the key \"%.*s\"",
                                (int)(key_len < 256 ? key_len : 256), key);
    return status;
}
