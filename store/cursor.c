/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/bytes.h"
#include "store/cursor.h"
#include "store/pack.h"

static uint32_t finish(ecoi_cursor *c)
{
    c->n_left = 0;
    c->directory = c->directory_end;
    c->n_in_block = 0;
    return c->doc = ECOI_NO_DOC;
}

uint32_t ecoi_cursor_damage(ecoi_cursor *c)
{
    c->damaged = true;
    return finish(c);
}

void ecoi_cursor_init(ecoi_cursor *c, const uint8_t *data, size_t len, uint32_t df, unsigned ordinal_bits,
                      uint32_t n_docs)
{
    /* the arrays stay as they are: nothing reads them before a block is decoded */
    memset(c, 0, offsetof(ecoi_cursor, ids));
    c->df = df;
    c->ordinal_bits = ordinal_bits;
    c->data = data;
    c->end = data + len;
    c->n_docs = n_docs;
    c->doc = ECOI_NO_DOC;
    c->is_small = df <= ECOI_SMALL_DF;
    if (df == 0 || len == 0) {
        if (df)
            ecoi_cursor_damage(c);
        return;
    }
    if (c->is_small) {
        c->n_left = df;
        c->next_blob = data + 1;
        return;
    }
    uint64_t directory_len;
    const uint8_t *p = ecoi_varint_get(data + 1, c->end, &directory_len);
    if (!p || directory_len > (uint64_t)(c->end - p)) {
        ecoi_cursor_damage(c);
        return;
    }
    c->directory = p;
    c->directory_end = c->next_blob = p + directory_len;
}

/* ---- small ---- */

uint32_t ecoi_cursor_next_small(ecoi_cursor *c)
{
    if (c->n_left == 0)
        return finish(c);
    uint64_t gap, more = 0;
    const uint8_t *p = c->next_blob;
    if (c->positions) /* of the document it stands on: pass over them */
        for (uint32_t i = 0, n = c->tfs[0] * (c->ordinal_bits ? 2 : 1); p && i < n; i++)
            p = ecoi_varint_get(p, c->end, &more);
    p = p ? ecoi_varint_get(p, c->end, &gap) : NULL;
    bool several = p && gap & 1;
    more = 0;
    if (several)
        p = ecoi_varint_get(p, c->end, &more);
    if (!p || gap >> 1 >= c->n_docs - c->expected_doc || more > (uint64_t)(c->end - p))
        return ecoi_cursor_damage(c);
    c->doc = c->expected_doc + (uint32_t)(gap >> 1);
    c->expected_doc = c->doc + 1;
    c->tfs[0] = several ? (uint32_t)more + 2 : 1;
    c->positions = c->next_blob = p;
    c->n_left--;
    return c->doc;
}

uint32_t ecoi_cursor_small_positions(ecoi_cursor *c, uint32_t *positions, uint16_t *ordinals)
{
    uint32_t tf = c->tfs[0];
    const uint8_t *p = c->positions;
    uint64_t v, expected = 0;
    for (uint32_t i = 0; i < tf; i++) {
        if (!(p = ecoi_varint_get(p, c->end, &v)) || expected > UINT32_MAX || v > UINT32_MAX - expected)
            goto damaged;
        positions[i] = (uint32_t)(expected + v);
        expected += v + 1;
    }
    for (uint32_t i = 0; ordinals && i < tf; i++) {
        v = 0;
        if (c->ordinal_bits && !(p = ecoi_varint_get(p, c->end, &v)))
            goto damaged;
        ordinals[i] = (uint16_t)v;
    }
    return tf;
damaged:
    ecoi_cursor_damage(c);
    return 0;
}

/* ---- chunked ---- */

static bool enter_container(ecoi_cursor *c, unsigned kind)
{
    const uint8_t *p = c->blob;
    size_t len = (size_t)(c->blob_end - p), headers_len = 0;
    c->n_blocks = ecoi_n_blocks(c->n_in_chunk);
    c->is_bits = kind == ECOI_KIND_BITS;
    c->is_single = kind == ECOI_KIND_SINGLE;
    c->block = c->n_blocks; /* none decoded */
    if (c->is_single)
        return c->n_blocks == 1 && len >= 1;
    if (kind > ECOI_KIND_BITS)
        return false;
    headers_len =
        (size_t)c->n_blocks * ECOI_HEADER_BYTES + (c->is_bits ? ECOI_BITSET_BYTES + ECOI_RANKS_BYTES : 0);
    if (headers_len > len)
        return false;
    c->headers = p + headers_len - (size_t)c->n_blocks * ECOI_HEADER_BYTES;
    return true;
}

bool ecoi_cursor_next_chunk(ecoi_cursor *c, uint32_t wanted)
{
    for (;;) {
        uint64_t gap, n_and_kind, len;
        const uint8_t *p = c->directory, *end = c->directory_end;
        if (p >= end) {
            finish(c);
            return false;
        }
        p = ecoi_varint_get(p, end, &gap);
        p = p ? ecoi_varint_get(p, end, &n_and_kind) : NULL;
        p = p ? ecoi_varint_get(p, end, &len) : NULL;
        if (!p || gap > c->n_docs >> ECOI_CHUNK_BITS || n_and_kind >> 2 >= ECOI_CHUNK_DOCS ||
            len > (uint64_t)(c->end - c->next_blob))
            break;
        c->directory = p;
        c->chunk = c->next_chunk + (uint32_t)gap;
        c->next_chunk = c->chunk + 1;
        c->n_in_chunk = (uint32_t)(n_and_kind >> 2) + 1;
        c->blob = c->next_blob;
        c->next_blob = c->blob_end = c->blob + len;
        if (c->chunk > c->n_docs >> ECOI_CHUNK_BITS || !enter_container(c, n_and_kind & 3))
            break;
        if (c->chunk >= wanted)
            return true;
    }
    ecoi_cursor_damage(c);
    return false;
}

static uint32_t header_last(const ecoi_cursor *c, uint32_t block)
{
    return ecoi_load16(c->headers + (size_t)block * ECOI_HEADER_BYTES);
}

/* Local ids of a block of a bitset, from the bit after `from` on. */
static bool ids_of_bits(ecoi_cursor *c, uint32_t from, uint32_t n)
{
    uint32_t word = from / 64, found = 0, base = c->chunk << ECOI_CHUNK_BITS;
    if (from >= ECOI_CHUNK_DOCS)
        return false;
    uint64_t bits = ecoi_load64(c->blob + (size_t)word * 8) >> from % 64 << from % 64;
    while (found < n) {
        for (; bits && found < n; bits &= bits - 1)
            c->ids[found++] = base + word * 64 + (uint32_t)__builtin_ctzll(bits);
        if (found < n) {
            if (++word >= ECOI_CHUNK_DOCS / 64)
                return false;
            bits = ecoi_load64(c->blob + (size_t)word * 8);
        }
    }
    return true;
}

static bool ids_of_pack(ecoi_cursor *c, uint32_t expected, uint32_t n)
{
    c->block_rest = ecoi_pack_decode(c->block_rest, c->blob_end, n, c->ids);
    if (!c->block_rest)
        return false;
    uint64_t doc = ((uint64_t)c->chunk << ECOI_CHUNK_BITS) + expected;
    for (uint32_t i = 0; i < n; i++) {
        doc += c->ids[i];
        c->ids[i] = (uint32_t)doc++;
    }
    return doc <= (uint64_t)(c->chunk + 1) << ECOI_CHUNK_BITS;
}

bool ecoi_cursor_load_block(ecoi_cursor *c, uint32_t block)
{
    uint32_t left = c->n_in_chunk - block * ECOI_BLOCK, n = left < ECOI_BLOCK ? left : ECOI_BLOCK;
    uint32_t expected = block ? header_last(c, block - 1) + 1 : 0;
    size_t offset = c->is_single ? 1 : ecoi_load32(c->headers + (size_t)block * ECOI_HEADER_BYTES + 4);
    c->block = block;
    c->have_tfs = false;
    c->n_in_block = n;
    if (offset > (size_t)(c->blob_end - c->blob))
        return false;
    c->block_rest = c->blob + offset;
    if (!(c->is_bits ? ids_of_bits(c, expected, n) : ids_of_pack(c, expected, n)))
        return false;
    /* its header must tell the truth, or the next block could go back */
    return c->ids[n - 1] < c->n_docs &&
           (c->is_single || (c->ids[n - 1] & (ECOI_CHUNK_DOCS - 1)) == header_last(c, block));
}

bool ecoi_cursor_load_tfs(ecoi_cursor *c)
{
    const uint8_t *p = ecoi_pack_decode(c->block_rest, c->blob_end, c->n_in_block, c->tfs);
    uint64_t total = 0;
    for (uint32_t i = 0; p && i < c->n_in_block; i++) {
        c->tf_sums[i] = (uint32_t)total;
        total += (uint64_t)c->tfs[i] + 1;
        c->tfs[i]++;
    }
    if (!p || total > (uint64_t)(c->blob_end - p) * ECOI_PACK_MAX_A_BYTE ||
        ecoi_bits_bytes(total, c->ordinal_bits) > (size_t)(c->blob_end - p)) {
        ecoi_cursor_damage(c);
        return false;
    }
    c->have_tfs = true;
    c->n_positions_in_block = (uint32_t)total;
    c->ordinals = p;
    c->positions = p + ecoi_bits_bytes(total, c->ordinal_bits);
    c->pack_n = c->pack_first = 0;
    c->pack_next = c->positions;
    return true;
}

/* Decodes the pack that holds position `index` of the block. */
static bool load_pack(ecoi_cursor *c, uint32_t index)
{
    if (index < c->pack_first) {
        c->pack_first = c->pack_n = 0;
        c->pack_next = c->positions;
    }
    for (;;) {
        uint32_t first = c->pack_first + c->pack_n, left = c->n_positions_in_block - first;
        uint32_t n = left < ECOI_PACK_MAX ? left : ECOI_PACK_MAX;
        bool wanted = index < first + n;
        c->pack_next = wanted ? ecoi_pack_decode(c->pack_next, c->blob_end, n, c->pack)
                              : ecoi_pack_skip(c->pack_next, c->blob_end, n);
        c->pack_first = first;
        c->pack_n = n;
        if (!c->pack_next) {
            ecoi_cursor_damage(c);
            return false;
        }
        if (wanted)
            return true;
    }
}

static uint32_t chunked_positions(ecoi_cursor *c, uint32_t *positions, uint16_t *ordinals)
{
    if (!c->have_tfs && !ecoi_cursor_load_tfs(c))
        return 0;
    uint32_t tf = c->tfs[c->at], first = c->tf_sums[c->at];
    uint64_t expected = 0;
    for (uint32_t i = 0; i < tf; i++) {
        uint32_t index = first + i;
        if (index - c->pack_first >= c->pack_n && !load_pack(c, index))
            return 0;
        expected += c->pack[index - c->pack_first];
        positions[i] = (uint32_t)expected++;
    }
    if (expected > (uint64_t)UINT32_MAX + 1) { /* they have not risen all the way */
        ecoi_cursor_damage(c);
        return 0;
    }
    for (uint32_t i = 0; ordinals && i < tf; i++)
        ordinals[i] = c->ordinal_bits ? ecoi_bits_get(c->ordinals, first + i, c->ordinal_bits) : 0;
    return tf;
}

static uint32_t stand_on(ecoi_cursor *c, uint32_t block, uint32_t at)
{
    if (block != c->block && !ecoi_cursor_load_block(c, block))
        return ecoi_cursor_damage(c);
    c->at = at;
    return c->doc = c->ids[at];
}

static uint32_t next_chunked(ecoi_cursor *c)
{
    if (c->n_in_block) {
        if (c->at + 1 < c->n_in_block)
            return stand_on(c, c->block, c->at + 1);
        if (c->block + 1 < c->n_blocks)
            return stand_on(c, c->block + 1, 0);
    }
    return ecoi_cursor_next_chunk(c, 0) ? stand_on(c, 0, 0) : ECOI_NO_DOC;
}

static uint32_t rank_before(const ecoi_cursor *c, uint32_t id)
{
    uint32_t rank = ecoi_load16(c->blob + ECOI_BITSET_BYTES + id / ECOI_RANK_STEP * 2);
    for (uint32_t word = id / ECOI_RANK_STEP * (ECOI_RANK_STEP / 64); word < id / 64; word++)
        rank += (uint32_t)__builtin_popcountll(ecoi_load64(c->blob + (size_t)word * 8));
    if (id % 64)
        rank +=
            (uint32_t)__builtin_popcountll(ecoi_load64(c->blob + (size_t)(id / 64) * 8) << (64 - id % 64));
    return rank;
}

/* Block that holds the first document >= local id of the current container; n_blocks when all are smaller. */
static uint32_t find_block(const ecoi_cursor *c, uint32_t local)
{
    if (c->is_single)
        return 0;
    if (c->is_bits) {
        uint32_t rank = rank_before(c, local);
        return rank < c->n_in_chunk ? rank / ECOI_BLOCK : c->n_blocks;
    }
    uint32_t block = c->block < c->n_blocks ? c->block : 0;
    while (block < c->n_blocks && header_last(c, block) < local)
        block++;
    return block;
}

static uint32_t seek_chunked(ecoi_cursor *c, uint32_t target)
{
    uint32_t chunk = target >> ECOI_CHUNK_BITS;
    if (c->n_in_block == 0 || c->chunk < chunk)
        if (!ecoi_cursor_next_chunk(c, chunk))
            return ECOI_NO_DOC;
    uint32_t block = c->chunk == chunk ? find_block(c, target & (ECOI_CHUNK_DOCS - 1)) : 0;
    if (block >= c->n_blocks)
        return ecoi_cursor_next_chunk(c, chunk + 1) ? stand_on(c, 0, 0) : ECOI_NO_DOC;
    uint32_t at = block == c->block ? c->at : 0;
    if (block != c->block && !ecoi_cursor_load_block(c, block))
        return ecoi_cursor_damage(c);
    while (at < c->n_in_block && c->ids[at] < target)
        at++;
    if (at < c->n_in_block)
        return stand_on(c, block, at);
    if (block + 1 <
        c->n_blocks) /* only in a SINGLE or damaged container can the header have promised too much */
        return ecoi_cursor_damage(c);
    return ecoi_cursor_next_chunk(c, chunk + 1) ? stand_on(c, 0, 0) : ECOI_NO_DOC;
}

/* ---- both ---- */

uint32_t ecoi_cursor_next(ecoi_cursor *c)
{
    c->started = true;
    return c->is_small ? ecoi_cursor_next_small(c) : next_chunked(c);
}

uint32_t ecoi_cursor_seek(ecoi_cursor *c, uint32_t target)
{
    if (c->started && c->doc >= target)
        return c->doc;
    c->started = true;
    if (target >= c->n_docs)
        return finish(c);
    if (!c->is_small)
        return c->damaged ? ECOI_NO_DOC : seek_chunked(c, target);
    do
        ecoi_cursor_next_small(c);
    while (c->doc < target);
    return c->doc;
}

uint32_t ecoi_cursor_tf(ecoi_cursor *c)
{
    if (c->doc == ECOI_NO_DOC)
        return 0;
    if (c->is_small)
        return c->tfs[0];
    return c->have_tfs || ecoi_cursor_load_tfs(c) ? c->tfs[c->at] : 0;
}

uint32_t ecoi_cursor_positions(ecoi_cursor *c, uint32_t *positions, uint16_t *ordinals)
{
    if (c->doc == ECOI_NO_DOC)
        return 0;
    return c->is_small ? ecoi_cursor_small_positions(c, positions, ordinals)
                       : chunked_positions(c, positions, ordinals);
}

float ecoi_cursor_block_impact(const ecoi_cursor *c, uint32_t *out_last_doc)
{
    uint8_t impact = c->data[0];
    *out_last_doc = ECOI_NO_DOC;
    if (c->doc == ECOI_NO_DOC || c->is_small)
        return (float)impact / 255;
    *out_last_doc = c->ids[c->n_in_block - 1];
    impact = c->is_single ? c->blob[0] : c->headers[(size_t)c->block * ECOI_HEADER_BYTES + 2];
    return (float)impact / 255;
}
