/* SPDX-License-Identifier: MIT */
#include "tests/store/read_segment.h"

#include <stdlib.h>
#include <string.h>

#include "tests/store/read_postings.h"

/* ---- lines of the text ---- */

static void put(ecoi_buf *out, const char *name, eco_text text)
{
    if (text.ptr)
        REQUIRE(ecoi_buf_appendf(out, " %s=", name) && ecoi_buf_append(out, text.ptr, text.len));
}

void print_document(ecoi_buf *out, const eco_document *d, document_numbers numbers,
                    const ecoi_layout_passage *layout, size_t n_layout)
{
    if (!out)
        return;
    REQUIRE(ecoi_buf_appendf(out, "document %d-%d-%d partial=%d lengths=%u,%u regions=%x,%x", d->date.year,
                             d->date.month, d->date.day, d->partial, numbers.length, numbers.title_length,
                             numbers.focus, numbers.mention));
    put(out, "key", d->key);
    put(out, "url", d->url);
    put(out, "source", d->source);
    put(out, "fields", d->fields);
    for (size_t i = 0; i < d->n_regions; i++)
        REQUIRE(ecoi_buf_appendf(out, " %d:%d:%.0f", d->regions[i].region, d->regions[i].focus,
                                 (double)d->regions[i].share * 65535));
    for (size_t i = 0; i < d->n_passages; i++)
        put(out, eco_zone_slug(d->passages[i].zone), d->passages[i].text);
    for (size_t i = 0; i < n_layout; i++)
        REQUIRE(ecoi_buf_appendf(out, " %s:%u", eco_zone_slug(layout[i].zone), layout[i].n_positions));
    REQUIRE(ecoi_buf_append_byte(out, '\n'));
}

void print_term(ecoi_buf *out, eco_text term, const ecoi_term_form *forms, size_t n_forms)
{
    if (!out)
        return;
    put(out, "term", term);
    for (size_t i = 0; i < n_forms; i++) {
        put(out, "form", forms[i].form);
        put(out, "folded", forms[i].folded);
        REQUIRE(ecoi_buf_appendf(out, " *%llu", (unsigned long long)forms[i].count));
    }
    REQUIRE(ecoi_buf_append_byte(out, '\n'));
}

void print_posting(ecoi_buf *out, uint32_t doc, uint32_t tf, const uint32_t *positions,
                   const uint16_t *ordinals)
{
    if (!out)
        return;
    REQUIRE(ecoi_buf_appendf(out, "%u:", doc));
    for (uint32_t i = 0; i < tf; i++)
        REQUIRE(ecoi_buf_appendf(out, " %u/%u", positions[i], ordinals ? ordinals[i] : 0));
    REQUIRE(ecoi_buf_append_byte(out, '\n'));
}

void print_folded(ecoi_buf *out, eco_text folded, const ecoi_folded_use *uses, size_t n)
{
    if (!out)
        return;
    put(out, "folded", folded);
    for (size_t i = 0; i < n; i++)
        REQUIRE(ecoi_buf_appendf(out, " %u/%u", uses[i].term, uses[i].ordinal));
    REQUIRE(ecoi_buf_append_byte(out, '\n'));
}

void print_note(ecoi_buf *out, const char *what, unsigned long long a, unsigned long long b)
{
    REQUIRE(!out || ecoi_buf_appendf(out, "%s: %llu, %llu\n", what, a, b));
}

/* ---- reading ---- */

/* The first error stays in `first`, with its message. Each must name the file. */
typedef struct outcome {
    const ecoi_segment *segment;
    eco_status status;
    eco_error *error;
} outcome;

static bool went_well(outcome *o, eco_status status, const eco_error *error)
{
    if (!status)
        return true;
    REQUIRE(status == ECO_E_CORRUPT && error->status == status);
    if (!o->status) {
        o->status = status;
        *o->error = *error;
    }
    return false;
}

static void read_document(outcome *o, const ecoi_columns *columns, uint32_t doc, ecoi_document_cache *cache,
                          ecoi_buf *out)
{
    ecoi_arena arena = {0};
    const eco_document *document;
    const ecoi_layout_passage *layout;
    size_t n_layout;
    eco_text key;
    uint32_t found;
    eco_error error;
    if (went_well(o, ecoi_segment_document_cached(o->segment, doc, cache, &arena, &document, &error),
                  &error) &&
        went_well(o, ecoi_segment_layout(o->segment, doc, &arena, &layout, &n_layout, &error), &error))
        print_document(out, document,
                       (document_numbers){ecoi_column_get(&columns->lengths, doc),
                                          ecoi_column_get(&columns->title_lengths, doc),
                                          ecoi_column_get(&columns->focus, doc),
                                          ecoi_column_get(&columns->mention, doc)},
                       layout, n_layout);
    if (went_well(o, ecoi_segment_key(o->segment, doc, &key, &error), &error) &&
        went_well(o, ecoi_segment_find_key(o->segment, key, &found, &error), &error) && found != doc)
        print_note(out, "a document and where its key leads", doc, found);
    ecoi_arena_dispose(&arena);
}

static void read_documents(outcome *o, ecoi_buf *out)
{
    const ecoi_columns *columns;
    ecoi_document_cache cache = {0};
    eco_error error;
    if (!went_well(o, ecoi_segment_columns(o->segment, &columns, &error), &error))
        return;
    for (uint32_t doc = 0; doc < ecoi_segment_n_docs(o->segment); doc++)
        read_document(o, columns, doc, &cache, out);
    ecoi_document_cache_dispose(&cache);
}

static eco_status read_term_postings(const outcome *o, const ecoi_term *term, ecoi_buf *out, eco_error *error)
{
    ecoi_cursor cursor;
    eco_status status = ecoi_segment_cursor(o->segment, term, &cursor, error);
    if (status)
        return status;
    term_bytes bytes = {cursor.data, (size_t)(cursor.end - cursor.data), term->df, term->ordinal_bits,
                        ecoi_segment_n_docs(o->segment)};
    if (!read_postings(&bytes, out))
        error->status = status = ECO_E_CORRUPT; /* a cursor only says so; its user names the file */
    return status;
}

static void read_term(outcome *o, const ecoi_term_walk *walk, ecoi_buf *out)
{
    ecoi_arena arena = {0};
    const ecoi_term_form *forms;
    size_t n_forms;
    ecoi_term found;
    bool is_there;
    eco_error error = {0};
    const char *key = walk->entry.key;
    if (went_well(o, ecoi_segment_term_forms(o->segment, walk, &arena, &forms, &n_forms, &error), &error))
        print_term(out, (eco_text){key, walk->entry.key_len}, forms, n_forms);
    if (went_well(o, ecoi_segment_find_term(o->segment, key, walk->entry.key_len, &found, &is_there, &error),
                  &error) &&
        !is_there)
        print_note(out, "a term that is not found", walk->entry.ordinal, 0);
    (void)went_well(o, read_term_postings(o, &walk->term, out, &error), &error);
    ecoi_arena_dispose(&arena);
}

static void read_terms(outcome *o, ecoi_buf *out)
{
    ecoi_term_walk walk, again;
    eco_error error;
    bool more;
    if (!went_well(o, ecoi_segment_walk_terms(o->segment, "", 0, &walk, &more, &error), &error))
        return;
    while (more) {
        read_term(o, &walk, out);
        (void)went_well(o, ecoi_segment_term_at(o->segment, walk.entry.ordinal, &again, &error), &error);
        if (!went_well(o, ecoi_segment_next_term(o->segment, &walk, &more, &error), &error))
            return;
    }
}

static void read_folded(outcome *o, ecoi_buf *out)
{
    ecoi_folded_walk walk, found;
    eco_error error;
    bool more, is_there;
    if (!went_well(o, ecoi_segment_walk_folded(o->segment, "", 0, &walk, &more, &error), &error))
        return;
    while (more) {
        eco_text key = {walk.entry.key, walk.entry.key_len};
        REQUIRE(walk.n_uses <= ECOI_FOLDED_USES_MAX);
        print_folded(out, key, walk.uses, walk.n_uses);
        if (went_well(o, ecoi_segment_find_folded(o->segment, key.ptr, key.len, &found, &is_there, &error),
                      &error) &&
            (!is_there || found.n_uses != walk.n_uses ||
             memcmp(found.uses, walk.uses, walk.n_uses * sizeof *walk.uses) != 0))
            print_note(out, "a folded form and its uses are not found", is_there, walk.n_uses);
        if (!went_well(o, ecoi_segment_next_folded(o->segment, &walk, &more, &error), &error))
            return;
    }
}

eco_status read_segment(const ecoi_segment *segment, ecoi_buf *out, eco_error *error)
{
    outcome o = {segment, ECO_OK, error};
    eco_error verifying;
    (void)went_well(&o, ecoi_segment_verify(segment, &verifying), &verifying);
    read_documents(&o, out);
    read_terms(&o, out);
    read_folded(&o, out);
    return o.status;
}
