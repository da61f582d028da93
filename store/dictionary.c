/* SPDX-License-Identifier: MIT */
/*
 * Section layout:
 *   blocks   per block of BLOCK_ENTRIES keys, per key: varint shared (0 for the block's first), varint suffix
 * length, suffix, varint payload length, payload offsets  u32 of each block's start trailer  u32 number of
 * keys, u32 number of blocks
 */
#include "store/dictionary.h"

#include <string.h>

#include "base/bytes.h"
#include "base/text.h"

enum { BLOCK_ENTRIES = 16, TRAILER = 8 };

bool ecoi_dictionary_add(ecoi_dictionary_writer *writer, const char *key, size_t len, const void *payload,
                         size_t payload_len)
{
    bool first = writer->n % BLOCK_ENTRIES == 0;
    if (len == 0 || len > ECOI_ENTRY_MAX || writer->blocks.len > UINT32_MAX)
        return false;
    if (first && !ecoi_buf_append32(&writer->offsets, (uint32_t)writer->blocks.len))
        return false;
    size_t shared =
        first ? 0 : ecoi_text_common((eco_text){writer->last, writer->last_len}, (eco_text){key, len});
    bool fits = ecoi_buf_append_varint(&writer->blocks, shared) &&
                ecoi_buf_append_varint(&writer->blocks, len - shared) &&
                ecoi_buf_append(&writer->blocks, key + shared, len - shared) &&
                ecoi_buf_append_varint(&writer->blocks, payload_len) &&
                ecoi_buf_append(&writer->blocks, payload, payload_len);
    memcpy(writer->last, key, len);
    writer->last_len = len;
    writer->n++;
    return fits;
}

bool ecoi_dictionary_finish(ecoi_dictionary_writer *writer, ecoi_buf *out)
{
    return ecoi_buf_append(out, writer->blocks.data, writer->blocks.len) &&
           ecoi_buf_append(out, writer->offsets.data, writer->offsets.len) &&
           ecoi_buf_append32(out, writer->n) && ecoi_buf_append32(out, (uint32_t)(writer->offsets.len / 4));
}

void ecoi_dictionary_writer_dispose(ecoi_dictionary_writer *writer)
{
    ecoi_buf_dispose(&writer->blocks);
    ecoi_buf_dispose(&writer->offsets);
}

bool ecoi_dictionary_open(ecoi_dictionary *dictionary, const uint8_t *data, size_t len)
{
    if (len < TRAILER)
        return false;
    uint32_t n = ecoi_load32(data + len - 8), n_blocks = ecoi_load32(data + len - 4);
    if (n_blocks != n / BLOCK_ENTRIES + (n % BLOCK_ENTRIES != 0) || (len - TRAILER) / 4 < n_blocks)
        return false;
    *dictionary = (ecoi_dictionary){
        .blocks = data,
        .blocks_end = data + len - TRAILER - (size_t)n_blocks * 4,
        .offsets = data + len - TRAILER - (size_t)n_blocks * 4,
        .n = n,
        .n_blocks = n_blocks,
    };
    return true;
}

static bool damage(ecoi_dictionary_entry *entry)
{
    entry->damaged = true;
    entry->key_len = 0;
    return false;
}

/* Reads the entry at entry->next; entry->key holds the key before it. Keys must rise, or a walk that leaps by
 * keys might never end: the first byte that is not shared tells. */
static bool read_entry(ecoi_dictionary_entry *entry)
{
    const uint8_t *p = entry->next, *end = entry->dictionary->blocks_end;
    uint64_t shared, suffix, payload_len;
    p = ecoi_varint_get(p, end, &shared);
    p = p ? ecoi_varint_get(p, end, &suffix) : NULL;
    if (!p || shared > entry->key_len || suffix > ECOI_ENTRY_MAX - shared || suffix > (uint64_t)(end - p) ||
        suffix == 0 || (shared < entry->key_len && *p <= (uint8_t)entry->key[shared]))
        return damage(entry);
    memcpy(entry->key + shared, p, suffix);
    entry->key_len = shared + suffix;
    entry->key[entry->key_len] = '\0';
    p = ecoi_varint_get(p + suffix, end, &payload_len);
    if (!p || payload_len > (uint64_t)(end - p))
        return damage(entry);
    entry->payload = p;
    entry->payload_len = payload_len;
    entry->next = p + payload_len;
    return true;
}

static bool enter_block(const ecoi_dictionary *dictionary, uint32_t block, ecoi_dictionary_entry *entry)
{
    uint32_t offset = ecoi_load32(dictionary->offsets + 4 * (size_t)block);
    entry->dictionary = dictionary;
    entry->ordinal = block * BLOCK_ENTRIES;
    entry->damaged = false;
    entry->key_len = 0;
    if (offset >= (size_t)(dictionary->blocks_end - dictionary->blocks))
        return damage(entry);
    entry->next = dictionary->blocks + offset;
    return read_entry(entry);
}

static int compare(const ecoi_dictionary_entry *entry, const char *key, size_t len)
{
    return ecoi_text_compare((eco_text){entry->key, entry->key_len}, (eco_text){key, len});
}

/* Compares a block's first key with `key` in place: <0, 0, >0, or -2 with *damaged. */
static int compare_head(const ecoi_dictionary *dictionary, uint32_t block, const char *key, size_t len,
                        bool *damaged)
{
    uint32_t offset = ecoi_load32(dictionary->offsets + 4 * (size_t)block);
    const uint8_t *end = dictionary->blocks_end, *p = NULL;
    uint64_t shared, head_len = 0;
    if (offset < (size_t)(end - dictionary->blocks))
        p = ecoi_varint_get(dictionary->blocks + offset, end, &shared);
    p = p ? ecoi_varint_get(p, end, &head_len) : NULL;
    if (!p || head_len > (uint64_t)(end - p)) {
        *damaged = true;
        return -2;
    }
    return ecoi_text_compare((eco_text){(const char *)p, head_len}, (eco_text){key, len});
}

bool ecoi_dictionary_seek(const ecoi_dictionary *dictionary, const char *key, size_t len,
                          ecoi_dictionary_entry *entry)
{
    uint32_t low = 0,
             high = dictionary->n_blocks; /* the last block whose head is <= key lies in [low - 1, high) */
    bool damaged = false;
    entry->damaged = false;
    entry->key_len = 0;
    if (dictionary->n == 0)
        return false;
    while (low < high && !damaged) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_head(dictionary, middle, key, len, &damaged) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (damaged)
        return damage(entry);
    if (!enter_block(dictionary, low ? low - 1 : 0, entry))
        return false;
    while (compare(entry, key, len) < 0)
        if (!ecoi_dictionary_next(entry))
            return false;
    return true;
}

bool ecoi_dictionary_find(const ecoi_dictionary *dictionary, const char *key, size_t len,
                          ecoi_dictionary_entry *entry)
{
    return ecoi_dictionary_seek(dictionary, key, len, entry) && compare(entry, key, len) == 0;
}

bool ecoi_dictionary_at(const ecoi_dictionary *dictionary, uint32_t ordinal, ecoi_dictionary_entry *entry)
{
    entry->damaged = false;
    entry->key_len = 0;
    if (ordinal >= dictionary->n || !enter_block(dictionary, ordinal / BLOCK_ENTRIES, entry))
        return false;
    while (entry->ordinal < ordinal)
        if (!ecoi_dictionary_next(entry))
            return false;
    return true;
}

static bool enter_next_block(ecoi_dictionary_entry *entry, uint32_t block)
{
    char before[ECOI_ENTRY_MAX];
    size_t len = entry->key_len;
    memcpy(before, entry->key, len);
    return enter_block(entry->dictionary, block, entry) && (compare(entry, before, len) > 0 || damage(entry));
}

bool ecoi_dictionary_next(ecoi_dictionary_entry *entry)
{
    if (entry->damaged || entry->ordinal + 1 >= entry->dictionary->n) {
        entry->key_len = 0;
        return false;
    }
    uint32_t ordinal = entry->ordinal + 1;
    if (ordinal % BLOCK_ENTRIES == 0)
        return enter_next_block(entry, ordinal / BLOCK_ENTRIES);
    entry->ordinal = ordinal;
    return read_entry(entry);
}
