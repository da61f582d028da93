/* SPDX-License-Identifier: MIT */
#include "indexer/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/bytes.h"
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

void ecoi_ledger_dispose(ecoi_ledger *ledger)
{
    free(ledger->items);
    *ledger = (ecoi_ledger){0};
}
