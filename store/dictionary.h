/* SPDX-License-Identifier: MIT */
/*
 * A sorted dictionary in a section: byte strings in rising order, front-coded in blocks, each with a payload
 * of bytes. Looked up by key or by ordinal, and walked in order from any key.
 */
#ifndef ECOI_STORE_DICTIONARY_H
#define ECOI_STORE_DICTIONARY_H

#include <ecosearch/base.h>

#include "base/buf.h"

#define ECOI_ENTRY_MAX 255 /* bytes of a key */

/* ---- writing ---- */

typedef struct ecoi_dictionary_writer {
    ecoi_buf blocks, offsets;
    uint32_t n;
    char last[ECOI_ENTRY_MAX];
    size_t last_len;
} ecoi_dictionary_writer; /* zero-initialise, dispose always */

/* Keys must rise strictly and have 1..ECOI_ENTRY_MAX bytes. */
bool ecoi_dictionary_add(ecoi_dictionary_writer *writer, const char *key, size_t len, const void *payload,
                         size_t payload_len);
/* Appends the section's bytes. */
bool ecoi_dictionary_finish(ecoi_dictionary_writer *writer, ecoi_buf *out);
void ecoi_dictionary_writer_dispose(ecoi_dictionary_writer *writer);

/* ---- reading ---- */

typedef struct ecoi_dictionary {
    const uint8_t *blocks, *blocks_end, *offsets;
    uint32_t n, n_blocks;
} ecoi_dictionary;

/* False when the section makes no sense. */
bool ecoi_dictionary_open(ecoi_dictionary *dictionary, const uint8_t *data, size_t len);

/* A place in the dictionary; valid entries have key_len > 0. Starts nowhere: use seek or at. */
typedef struct ecoi_dictionary_entry {
    const ecoi_dictionary *dictionary;
    uint32_t ordinal;
    bool damaged;
    char key[ECOI_ENTRY_MAX + 1]; /* NUL-terminated */
    size_t key_len;
    const uint8_t *payload;
    size_t payload_len;
    const uint8_t *next; /* private */
} ecoi_dictionary_entry;

/* The entry of a key; false when there is none (entry->damaged tells damage apart). */
bool ecoi_dictionary_find(const ecoi_dictionary *dictionary, const char *key, size_t len,
                          ecoi_dictionary_entry *entry);
/* The first entry whose key is >= the given one; false at the end. */
bool ecoi_dictionary_seek(const ecoi_dictionary *dictionary, const char *key, size_t len,
                          ecoi_dictionary_entry *entry);
/* The entry of an ordinal; false beyond. */
bool ecoi_dictionary_at(const ecoi_dictionary *dictionary, uint32_t ordinal, ecoi_dictionary_entry *entry);
/* The entry after, whose key is greater; false at the end. */
bool ecoi_dictionary_next(ecoi_dictionary_entry *entry);

#endif
