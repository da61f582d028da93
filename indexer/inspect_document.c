/* SPDX-License-Identifier: MIT */
/* Documents and what columns say of them (inspect.h). */
#include <ecosearch/places.h>

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "indexer/inspect.h"

enum { TEXT_SHOWN = 160 };

/* The document asked for, by key or #number. False: this segment does not have it. */
static bool find(ecoi_inspector *i, uint32_t *out)
{
    const char *text = i->argument.ptr;
    eco_error error;
    if (text[0] == '#') {
        char *end;
        errno = 0;
        unsigned long long number = strtoull(text + 1, &end, 10);
        *out = (uint32_t)number;
        if (!errno && *end == '\0' && end != text + 1)
            return number < ecoi_segment_n_docs(i->segment);
    }
    return ecoi_inspect_ok(i, ecoi_segment_find_key(i->segment, i->argument, out, &error), &error) &&
           *out != ECOI_NO_DOC;
}

/* ---- columns ---- */

static void list_regions(uint32_t set, char *out, size_t cap)
{
    size_t len = 0;
    out[0] = '\0';
    for (unsigned region = 0; region < ECO_N_REGIONS && len < cap; ++region)
        if (set >> region & 1)
            len +=
                (size_t)snprintf(out + len, cap - len, "%s%s", len ? "," : "", eco_region_at(region)->slug);
}

static bool put_columns(ecoi_inspector *i, const ecoi_columns *c, uint32_t doc)
{
    char focus[512], mention[512];
    eco_date date = ecoi_date_unpack(ecoi_column_get(&c->dates, doc));
    eco_text source = ecoi_segment_source(i->segment, ecoi_column_get(&c->sources, doc)), key = {"", 0};
    eco_error error;
    list_regions(ecoi_column_get(&c->focus, doc), focus, sizeof focus);
    list_regions(ecoi_column_get(&c->mention, doc), mention, sizeof mention);
    if (!ecoi_inspect_ok(i, ecoi_segment_key(i->segment, doc, &key, &error), &error))
        return false;
    ++i->n_found;
    return ecoi_inspect_put(i,
                            "  #%" PRIu32 " %.*s: length %" PRIu32 ", title %" PRIu32
                            ", date %04u-%02u-%02u, source %.*s, about [%s], mentions [%s]",
                            doc, (int)key.len, key.ptr, ecoi_column_get(&c->lengths, doc),
                            ecoi_column_get(&c->title_lengths, doc), date.year, date.month, date.day,
                            (int)source.len, source.ptr ? source.ptr : "", focus, mention);
}

static bool open_columns(ecoi_inspector *i, const ecoi_columns **out)
{
    eco_error error;
    return ecoi_inspect_ok(i, ecoi_segment_columns(i->segment, out, &error), &error);
}

void ecoi_inspect_columns(ecoi_inspector *i)
{
    const ecoi_columns *columns;
    uint32_t doc = 0;
    if (!open_columns(i, &columns) || (i->argument.ptr && !find(i, &doc)))
        return;
    while (doc < ecoi_segment_n_docs(i->segment) && put_columns(i, columns, doc))
        ++doc;
}

/* ---- a document ---- */

static void put_layout(ecoi_inspector *i, uint32_t doc)
{
    const ecoi_layout_passage *passages;
    size_t n;
    uint32_t first = 0;
    eco_error error;
    ecoi_arena_reset(&i->arena);
    if (!ecoi_inspect_ok(i, ecoi_segment_layout(i->segment, doc, &i->arena, &passages, &n, &error), &error))
        return;
    for (size_t at = 0; at < n; ++at) {
        if (!ecoi_inspect_put(i, "    passage %zu: %s, %" PRIu32 " positions from %" PRIu32, at,
                              eco_zone_slug(passages[at].zone), passages[at].n_positions, first))
            return;
        first += passages[at].n_positions + 1;
    }
}

static void put_text(ecoi_inspector *i, const char *name, eco_text text)
{
    size_t len = text.len < TEXT_SHOWN ? text.len : TEXT_SHOWN;
    while (len < text.len && len > 0 && ((unsigned char)text.ptr[len] & 0xc0) == 0x80)
        --len;
    if (text.ptr)
        ecoi_inspect_put(i, "    %s: %.*s%s", name, (int)len, text.ptr, len < text.len ? " ..." : "");
}

static void put_stored(ecoi_inspector *i, uint32_t doc)
{
    const eco_document *document;
    eco_error error;
    ecoi_arena_reset(&i->arena);
    if (!ecoi_inspect_ok(i, ecoi_segment_document(i->segment, doc, &i->arena, &document, &error), &error))
        return;
    put_text(i, "url", document->url);
    put_text(i, "fields", document->fields);
    if (document->partial)
        ecoi_inspect_put(i, "    partial");
    for (size_t at = 0; at < document->n_regions; ++at)
        ecoi_inspect_put(i, "    region %s %.1f %%%s", eco_region_at(document->regions[at].region)->slug,
                         100 * (double)document->regions[at].share,
                         document->regions[at].focus ? ", about it" : "");
    for (size_t at = 0; at < document->n_passages && !i->is_ended; ++at)
        put_text(i, eco_zone_slug(document->passages[at].zone), document->passages[at].text);
}

void ecoi_inspect_document(ecoi_inspector *i)
{
    const ecoi_columns *columns;
    uint32_t doc = 0;
    if (!find(i, &doc))
        return;
    ++i->n_found;
    if (open_columns(i, &columns))
        put_columns(i, columns, doc);
    put_layout(i, doc);
    put_stored(i, doc);
}
