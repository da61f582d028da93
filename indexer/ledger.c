/* SPDX-License-Identifier: MIT */
#include "indexer/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/error.h"
#include "base/hash.h"

/* ---- hashes ---- */

static uint64_t add_number(uint64_t hash, uint64_t number)
{
    return ecoi_hash_mix(hash ^ number, 0x9e3779b97f4a7c15u);
}

/* An unknown text is not an empty one. */
static uint64_t add_text(uint64_t hash, eco_text text)
{
    return add_number(add_number(hash, text.ptr != NULL), text.len ? ecoi_hash(text.ptr, text.len) : 0);
}

static uint64_t add_regions(uint64_t hash, const eco_document *document)
{
    hash = add_number(hash, document->has_regions ? document->n_regions + 1 : 0);
    for (size_t i = 0; document->has_regions && i < document->n_regions; ++i) {
        uint32_t share;
        memcpy(&share, &document->regions[i].share, sizeof share);
        hash = add_number(hash, (uint64_t)document->regions[i].region << 33 |
                                    (uint64_t)document->regions[i].focus << 32 | share);
    }
    return hash;
}

uint64_t ecoi_content_hash(const eco_document *document)
{
    uint64_t hash = add_text(0, document->url);
    hash = add_text(hash, document->source);
    hash = add_text(hash, document->fields);
    hash = add_number(hash, (uint64_t)(uint16_t)document->date.year << 16 |
                                (uint64_t)document->date.month << 8 | document->date.day);
    hash = add_number(hash, document->partial);
    hash = add_regions(hash, document);
    for (size_t i = 0; i < document->n_passages; ++i)
        hash = add_text(add_number(hash, document->passages[i].zone), document->passages[i].text);
    return hash;
}

uint64_t ecoi_file_hash(const char *source, const char *below)
{
    uint64_t hash = add_number(ecoi_hash(source, strlen(source)), ecoi_hash(below, strlen(below)));
    return hash == ECOI_NO_FILE ? 1 : hash;
}

/* ---- the ledger ---- */

bool ecoi_ledger_note(ecoi_ledger *ledger, uint64_t content, uint64_t file)
{
    if (!ecoi_grow(&ledger->items, &ledger->cap, ledger->n + ECOI_LEDGER_NUMBERS, sizeof *ledger->items))
        return false;
    ledger->items[ledger->n++] = content;
    ledger->items[ledger->n++] = file;
    return true;
}

void ecoi_ledger_forget_last(ecoi_ledger *ledger)
{
    ledger->n -= ECOI_LEDGER_NUMBERS;
}

void ecoi_ledger_drop(ecoi_ledger *ledger, const ecoi_run *runs, size_t n_runs)
{
    size_t from = 0, to = 0;
    for (size_t i = 0; i < n_runs; ++i)
        for (uint32_t doc = 0; doc < runs[i].numbers.n_docs; ++doc, from += ECOI_LEDGER_NUMBERS) {
            if (ecoi_bit(runs[i].dropped, doc))
                continue;
            memmove(ledger->items + to, ledger->items + from, ECOI_LEDGER_NUMBERS * sizeof *ledger->items);
            to += ECOI_LEDGER_NUMBERS;
        }
    ledger->n = to;
}

bool ecoi_ledger_reorder(ecoi_ledger *ledger, const ecoi_permutation *order)
{
    const size_t size = ECOI_LEDGER_NUMBERS * sizeof *ledger->items;
    if (order->n == 0)
        return true;
    uint64_t *items = malloc(order->n * size);
    if (!items)
        return false;
    for (uint32_t doc = 0; doc < order->n; ++doc)
        memcpy(items + (size_t)doc * ECOI_LEDGER_NUMBERS,
               ledger->items + (size_t)order->old_of[doc] * ECOI_LEDGER_NUMBERS, size);
    free(ledger->items);
    ledger->items = items;
    ledger->cap = (size_t)order->n * ECOI_LEDGER_NUMBERS;
    return true;
}

bool ecoi_ledger_add_row(ecoi_ledger *ledger, const ecoi_row *row, const uint64_t *dropped)
{
    bool fits = true;
    for (size_t doc = 0; fits && doc * ECOI_LEDGER_NUMBERS < row->n; ++doc)
        fits = ecoi_bit(dropped, (uint32_t)doc) ||
               ecoi_ledger_note(ledger, row->items[doc * ECOI_LEDGER_NUMBERS],
                                row->items[doc * ECOI_LEDGER_NUMBERS + 1]);
    return fits;
}

/* ---- its row ---- */

static uint64_t content_of(const uint64_t *items, size_t doc)
{
    return items[doc * ECOI_LEDGER_NUMBERS];
}

static uint64_t file_of(const uint64_t *items, size_t doc)
{
    return items[doc * ECOI_LEDGER_NUMBERS + 1];
}

static size_t count_runs(const uint64_t *items, size_t n_docs)
{
    size_t n = n_docs > 0;
    for (size_t doc = 1; doc < n_docs; ++doc)
        n += file_of(items, doc) != file_of(items, doc - 1);
    return n;
}

bool ecoi_ledger_to_row(const ecoi_ledger *ledger, ecoi_row *out)
{
    const uint64_t *items = ledger->items;
    size_t n_docs = ledger->n / ECOI_LEDGER_NUMBERS, packed = n_docs + 2 * count_runs(items, n_docs);
    bool packs = packed < ledger->n;
    *out = (ecoi_row){.n = packs ? packed : ledger->n};
    if (out->n == 0)
        return true;
    if (!(out->items = malloc(out->n * sizeof *out->items)))
        return false;
    if (!packs) {
        memcpy(out->items, items, ledger->n * sizeof *items);
        return true;
    }
    size_t past = n_docs; /* the last run */
    for (size_t doc = 0; doc < n_docs; ++doc) {
        out->items[doc] = content_of(items, doc);
        if (doc == 0 || file_of(items, doc) != file_of(items, doc - 1)) {
            out->items[past++] = file_of(items, doc);
            out->items[past++] = 0;
        }
        ++out->items[past - 1];
    }
    return true;
}

/* The numbers of documents from a packed row; false: the runs are not of so many documents. */
static bool unpack(const ecoi_row *packed, size_t n_docs, uint64_t *items)
{
    size_t doc = 0;
    for (size_t run = n_docs; run + 1 < packed->n; run += 2) {
        uint64_t n = packed->items[run + 1];
        if (n > n_docs - doc)
            return false;
        for (; n; --n, ++doc) {
            items[doc * ECOI_LEDGER_NUMBERS] = packed->items[doc];
            items[doc * ECOI_LEDGER_NUMBERS + 1] = packed->items[run];
        }
    }
    return doc == n_docs;
}

static eco_status unpack_row(ecoi_row *row, uint32_t n_docs, bool *out_sound)
{
    size_t n = (size_t)n_docs * ECOI_LEDGER_NUMBERS;
    *out_sound = row->n == n;
    if (row->n < n_docs || row->n >= n)
        return ECO_OK;
    uint64_t *items = malloc(n * sizeof *items);
    if (!items)
        return ECO_E_NO_MEMORY;
    *out_sound = unpack(row, n_docs, items);
    free(row->items);
    *row = (ecoi_row){items, n};
    return ECO_OK;
}

eco_status ecoi_ledger_read(const ecoi_vfs *vfs, const char *dir, const char *name, uint32_t n_docs,
                            ecoi_row *out, eco_error *error)
{
    bool sound;
    eco_status status = ecoi_row_read(vfs, dir, name, ECOI_ROW_LEDGER, out, error);
    if (status != ECO_OK)
        return status;
    if (unpack_row(out, n_docs, &sound) != ECO_OK)
        status = ecoi_error_no_memory(error);
    else if (!sound)
        status = ecoi_error_set(error, ECO_E_CORRUPT,
                                "%s/%s: damaged: not a ledger of its segment's documents", dir, name);
    if (status != ECO_OK) {
        free(out->items);
        *out = (ecoi_row){0};
    }
    return status;
}

void ecoi_ledger_dispose(ecoi_ledger *ledger)
{
    free(ledger->items);
    *ledger = (ecoi_ledger){0};
}
