/* SPDX-License-Identifier: MIT */
#include "searcher/walk_forms.h"

#include <string.h>

/* What can be skipped is a step or two more often than not, which costs less than a look-up. */
enum { MOST_STEPS = 3 };

static bool is_before(const ecoi_folded_walk *walk, const ecoi_buf *key)
{
    size_t len = walk->entry.key_len < key->len ? walk->entry.key_len : key->len;
    int order = memcmp(walk->entry.key, key->data, len);
    return order < 0 || (order == 0 && walk->entry.key_len < key->len);
}

static eco_status next(const ecoi_segment *segment, ecoi_folded_walk *walk, const ecoi_buf *skip_to,
                       bool *more, eco_error *error)
{
    eco_status status = ecoi_segment_next_folded(segment, walk, more, error);
    for (int i = 1; !status && *more && skip_to->len && is_before(walk, skip_to); i++)
        status = i < MOST_STEPS ? ecoi_segment_next_folded(segment, walk, more, error)
                                : ecoi_segment_walk_folded(segment, (const char *)skip_to->data, skip_to->len,
                                                           walk, more, error);
    return status;
}

static bool begins(const ecoi_folded_walk *walk, eco_text prefix)
{
    return walk->entry.key_len >= prefix.len && memcmp(walk->entry.key, prefix.ptr, prefix.len) == 0;
}

static eco_status walk_all(const ecoi_segment *segment, ecoi_automaton_walk *steps, eco_text prefix,
                           ecoi_each_form *each, void *user, eco_error *error)
{
    ecoi_folded_walk walk;
    ecoi_buf skip_to = {0};
    bool more, end = false;
    eco_status status = ecoi_segment_walk_folded(segment, prefix.ptr, prefix.len, &walk, &more, error);
    while (!status && more && !end && begins(&walk, prefix)) {
        unsigned edits = 0;
        skip_to.len = 0;
        if (ecoi_automaton_walk_step(steps, walk.entry.key, walk.entry.key_len, &edits, &skip_to, &end))
            status = each(user, &walk, edits, error);
        if (!status && !end)
            status = next(segment, &walk, &skip_to, &more, error);
    }
    ecoi_buf_dispose(&skip_to);
    return status;
}

eco_status ecoi_walk_forms(const ecoi_segment *segment, const ecoi_automaton *automaton, eco_text prefix,
                           ecoi_each_form *each, void *user, eco_error *error)
{
    ecoi_automaton_walk *steps;
    eco_status status = ecoi_automaton_walk_new(automaton, &steps, error);
    if (!status)
        status = walk_all(segment, steps, prefix, each, user, error);
    ecoi_automaton_walk_free(steps);
    return status;
}
