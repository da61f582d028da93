/* SPDX-License-Identifier: MIT */
/* Dictionaries, and a term with all that hangs on it (inspect.h). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/text.h"
#include "indexer/inspect.h"
#include "store/posting_list.h"

/* Hidden terms begin with a byte that nobody can type. */
#define HIDDEN_MARK '^'

/* A frequency beyond this is shown without its positions. */
enum { POSITIONS_MAX = 1 << 16 };

static char mark_of(const char *key)
{
    return key[0] == ECOI_TERM_HIDDEN ? HIDDEN_MARK : ' ';
}

static const char *shown(const char *key)
{
    return key + (key[0] == ECOI_TERM_HIDDEN);
}

/* The argument as a key of the dictionary, in `key`. */
static eco_text asked_key(const ecoi_inspector *i, char *key)
{
    size_t len = i->argument.len < ECOI_ENTRY_MAX ? i->argument.len : ECOI_ENTRY_MAX;
    for (size_t at = 0; at < len; ++at)
        key[at] = i->argument.ptr[at];
    if (len > 1 && key[0] == HIDDEN_MARK)
        key[0] = ECOI_TERM_HIDDEN;
    key[len] = '\0';
    return (eco_text){key, len};
}

static bool put_entry(ecoi_inspector *i, const ecoi_term_walk *walk)
{
    const ecoi_term *t = &walk->term;
    const char *key = walk->entry.key;
    return ecoi_inspect_put(i,
                            "  #%-9" PRIu32 " %c%s  df %" PRIu32 ", cf %" PRIu64 ", forms %" PRIu32
                            ", postings %" PRIu64 " bytes at %" PRIu64,
                            t->ordinal, mark_of(key), shown(key), t->df, t->cf, t->n_forms, t->postings_len,
                            t->postings_off);
}

void ecoi_inspect_terms(ecoi_inspector *i)
{
    char buffer[ECOI_ENTRY_MAX + 1];
    eco_text key = asked_key(i, buffer);
    ecoi_term_walk walk;
    eco_error error;
    bool more = false;
    if (!ecoi_inspect_ok(i, ecoi_segment_walk_terms(i->segment, key.ptr, key.len, &walk, &more, &error),
                         &error))
        return;
    while (more && put_entry(i, &walk)) {
        ++i->n_found;
        if (!ecoi_inspect_ok(i, ecoi_segment_next_term(i->segment, &walk, &more, &error), &error))
            return;
    }
}

/* ---- folded forms ---- */

static void put_uses(ecoi_inspector *i, const ecoi_folded_use *uses, size_t n)
{
    for (size_t at = 0; at < n; ++at) {
        ecoi_term_walk walk;
        eco_error error;
        if (!ecoi_inspect_ok(i, ecoi_segment_term_at(i->segment, uses[at].term, &walk, &error), &error) ||
            !ecoi_inspect_put(i, "      form %" PRIu32 " of #%" PRIu32 " %s", uses[at].ordinal, uses[at].term,
                              shown(walk.entry.key)))
            return;
    }
}

void ecoi_inspect_forms(ecoi_inspector *i)
{
    char buffer[ECOI_ENTRY_MAX + 1];
    eco_text key = asked_key(i, buffer);
    ecoi_folded_walk *walk = malloc(sizeof *walk); /* some KiB */
    eco_error error;
    bool more = false;
    if (!walk) {
        i->no_memory = true;
        return;
    }
    bool ok = ecoi_inspect_ok(i, ecoi_segment_walk_folded(i->segment, key.ptr, key.len, walk, &more, &error),
                              &error);
    while (ok && more && ecoi_inspect_put(i, "  %s", walk->entry.key)) {
        ++i->n_found;
        put_uses(i, walk->uses, walk->n_uses);
        ok = ecoi_inspect_ok(i, ecoi_segment_next_folded(i->segment, walk, &more, &error), &error);
    }
    free(walk);
}

/* ---- one term ---- */

static void put_forms(ecoi_inspector *i, const ecoi_term_walk *walk)
{
    const ecoi_term_form *forms;
    size_t n;
    eco_error error;
    ecoi_arena_reset(&i->arena);
    if (!ecoi_inspect_ok(i, ecoi_segment_term_forms(i->segment, walk, &i->arena, &forms, &n, &error), &error))
        return;
    for (size_t at = 0; walk->term.n_forms && at < n; ++at)
        if (!ecoi_inspect_put(i, "    form %zu  %.*s, folded %.*s, %" PRIu64 " times", at,
                              (int)forms[at].form.len, forms[at].form.ptr, (int)forms[at].folded.len,
                              forms[at].folded.ptr, forms[at].count))
            return;
}

static const char *kind_name(unsigned kind)
{
    static const char *const names[] = {"one block", "array", "bitset", "small"};
    return kind < sizeof names / sizeof *names ? names[kind] : "?";
}

static bool put_block(ecoi_inspector *i, const ecoi_container *c, uint32_t block)
{
    return ecoi_inspect_put(i, "      block %" PRIu32 ": %" PRIu32 " documents to %" PRIu32 ", impact %u",
                            block, ecoi_container_block_len(c, block),
                            (c->chunk << ECOI_CHUNK_BITS) + ecoi_container_block_last(c, block),
                            ecoi_container_block_impact(c, block));
}

static void put_containers(ecoi_inspector *i, const ecoi_term *term)
{
    ecoi_posting_list list;
    eco_error error = {0};
    ecoi_arena_reset(&i->arena);
    if (!ecoi_inspect_ok(i, ecoi_segment_posting_list(i->segment, term, &i->arena, &list, &error), &error))
        return;
    ecoi_inspect_put(i, "    %zu chunk%s, impact %u", list.n_containers, list.n_containers == 1 ? "" : "s",
                     list.impact);
    for (size_t at = 0; at < list.n_containers; ++at) {
        const ecoi_container *c = &list.containers[at];
        if (!ecoi_inspect_put(i, "    chunk %" PRIu32 ": %s of %" PRIu32 " documents", c->chunk,
                              kind_name(c->kind), c->n))
            return;
        for (uint32_t block = 0; c->kind != ECOI_KIND_SMALL && block < c->n_blocks; ++block)
            if (!put_block(i, c, block))
                return;
    }
}

static bool append_positions(ecoi_cursor *cursor, ecoi_buf *positions, ecoi_buf *out)
{
    uint32_t tf = ecoi_cursor_tf(cursor);
    if (tf > POSITIONS_MAX)
        return true;
    positions->len = 0;
    uint32_t *places = (uint32_t *)(void *)ecoi_buf_reserve(positions, (size_t)tf * 6 + 8);
    if (!places)
        return false;
    uint16_t *ordinals = (uint16_t *)(void *)(places + tf);
    uint32_t n = ecoi_cursor_positions(cursor, places, ordinals);
    for (uint32_t at = 0; at < n; ++at)
        if (!(cursor->ordinal_bits ? ecoi_buf_appendf(out, " %" PRIu32 "/%u", places[at], ordinals[at])
                                   : ecoi_buf_appendf(out, " %" PRIu32, places[at])))
            return false;
    return true;
}

static void put_postings(ecoi_inspector *i, const ecoi_term_walk *walk)
{
    ecoi_cursor cursor;
    ecoi_buf positions = {0}, text = {0};
    eco_error error;
    bool ok = ecoi_inspect_ok(i, ecoi_segment_cursor(i->segment, &walk->term, &cursor, &error), &error);
    ecoi_inspect_put(i, "    postings: document: frequency, positions%s",
                     walk->term.n_forms > 1 ? " with the form after the stroke" : "");
    while (ok && !i->is_ended && ecoi_cursor_next(&cursor) != ECOI_NO_DOC) {
        text.len = 0;
        if (!append_positions(&cursor, &positions, &text) || !ecoi_buf_append_byte(&text, '\0')) {
            i->no_memory = i->is_ended = true;
            break;
        }
        ecoi_inspect_put(i, "      %" PRIu32 ": %" PRIu32 ",%s", cursor.doc, ecoi_cursor_tf(&cursor),
                         (const char *)text.data);
    }
    if (ok)
        ecoi_inspect_sound(i, !cursor.damaged, "the postings");
    ecoi_buf_dispose(&positions);
    ecoi_buf_dispose(&text);
}

/* What was asked for may be a form and no term. */
static void name_terms(ecoi_inspector *i, eco_text form)
{
    ecoi_folded_walk *walk = malloc(sizeof *walk);
    eco_error error;
    bool found = false;
    if (walk &&
        ecoi_inspect_ok(i, ecoi_segment_find_folded(i->segment, form.ptr, form.len, walk, &found, &error),
                        &error) &&
        found) {
        ++i->n_found;
        ecoi_inspect_put(i, "  no term \"%s\"; as a folded form it is", form.ptr);
        put_uses(i, walk->uses, walk->n_uses);
    }
    i->no_memory |= !walk;
    free(walk);
}

void ecoi_inspect_term(ecoi_inspector *i)
{
    char buffer[ECOI_ENTRY_MAX + 1];
    eco_text key = asked_key(i, buffer);
    ecoi_term_walk walk;
    eco_error error;
    bool more = false;
    if (!ecoi_inspect_ok(i, ecoi_segment_walk_terms(i->segment, key.ptr, key.len, &walk, &more, &error),
                         &error))
        return;
    if (!more || !ecoi_text_equal((eco_text){walk.entry.key, walk.entry.key_len}, key)) {
        name_terms(i, key);
        return;
    }
    ++i->n_found;
    put_entry(i, &walk);
    put_forms(i, &walk);
    put_containers(i, &walk.term);
    put_postings(i, &walk);
}
