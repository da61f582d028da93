/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "store/pack.h"
#include "store/postings.h"
#include "store/postings_layout.h"

/* Postings wait in `docs`, `tfs`, `positions`, `ordinals` until their chunk is complete and the term is known
 * to be too frequent for the small layout. */
struct ecoi_postings_encoder {
    ecoi_impact_source impacts;
    unsigned ordinal_bits;
    uint32_t df;
    uint64_t cf;
    uint8_t impact;
    uint32_t last_chunk_plus1;
    uint32_t *docs, *tfs, *positions;
    uint16_t *ordinals;
    uint8_t *doc_impacts;
    size_t n_docs, n_positions;
    size_t docs_cap, tfs_cap, positions_cap, ordinals_cap, impacts_cap;
    ecoi_buf directory, containers;
};

eco_status ecoi_postings_encoder_new(ecoi_impact_source impacts, ecoi_postings_encoder **out)
{
    ecoi_postings_encoder *encoder = calloc(1, sizeof *encoder);
    if (!encoder)
        return ECO_E_NO_MEMORY;
    encoder->impacts = impacts;
    *out = encoder;
    return ECO_OK;
}

void ecoi_postings_encoder_free(ecoi_postings_encoder *encoder)
{
    if (!encoder)
        return;
    free(encoder->docs);
    free(encoder->tfs);
    free(encoder->positions);
    free(encoder->ordinals);
    free(encoder->doc_impacts);
    ecoi_buf_dispose(&encoder->directory);
    ecoi_buf_dispose(&encoder->containers);
    free(encoder);
}

void ecoi_postings_begin(ecoi_postings_encoder *encoder, unsigned ordinal_bits)
{
    encoder->ordinal_bits = ordinal_bits;
    encoder->df = 0;
    encoder->cf = 0;
    encoder->impact = 0;
    encoder->last_chunk_plus1 = 0;
    encoder->n_docs = encoder->n_positions = 0;
    encoder->directory.len = encoder->containers.len = 0;
}

/* ---- blocks and containers ---- */

/* Packs of the gaps of positions [from, to) of documents whose frequencies are tfs. */
static bool put_positions(ecoi_buf *out, const uint32_t *tfs, size_t n_docs, const uint32_t *positions)
{
    uint32_t gaps[ECOI_PACK_MAX];
    size_t n = 0;
    for (size_t i = 0; i < n_docs; i++) {
        uint32_t expected = 0;
        for (uint32_t j = 0; j < tfs[i]; j++) {
            gaps[n++] = *positions - expected;
            expected = *positions++ + 1;
            if (n == ECOI_PACK_MAX) {
                if (!ecoi_pack_encode(gaps, n, out))
                    return false;
                n = 0;
            }
        }
    }
    return n == 0 || ecoi_pack_encode(gaps, n, out);
}

static bool put_tfs(ecoi_buf *out, const uint32_t *tfs, size_t n)
{
    uint32_t less[ECOI_BLOCK];
    for (size_t i = 0; i < n; i++)
        less[i] = tfs[i] - 1;
    return ecoi_pack_encode(less, n, out);
}

/* Gaps of ids, the first counted from `expected`. */
static bool put_ids(ecoi_buf *out, const uint32_t *docs, size_t n, uint32_t expected)
{
    uint32_t gaps[ECOI_BLOCK];
    for (size_t i = 0; i < n; i++) {
        gaps[i] = docs[i] - expected;
        expected = docs[i] + 1;
    }
    return ecoi_pack_encode(gaps, n, out);
}

static uint64_t sum(const uint32_t *values, size_t n)
{
    uint64_t total = 0;
    for (size_t i = 0; i < n; i++)
        total += values[i];
    return total;
}

static uint8_t largest(const uint8_t *values, size_t n)
{
    uint8_t most = 0;
    for (size_t i = 0; i < n; i++)
        most = values[i] > most ? values[i] : most;
    return most;
}

/* One chunk's documents among the pending ones: docs[first, first + n), positions from `position` on. */
typedef struct chunk_part {
    size_t first, n, position;
    uint32_t base; /* first document number of the chunk */
} chunk_part;

/* Everything of a block after its ids; advances the part's position. */
static bool put_rest(ecoi_postings_encoder *e, chunk_part *part, size_t at, size_t n, ecoi_buf *out)
{
    size_t n_positions = sum(e->tfs + at, n);
    const uint16_t *ordinals = e->ordinals + part->position;
    const uint32_t *positions = e->positions + part->position;
    part->position += n_positions;
    return put_tfs(out, e->tfs + at, n) &&
           (e->ordinal_bits == 0 || ecoi_bits_encode(ordinals, n_positions, e->ordinal_bits, out)) &&
           put_positions(out, e->tfs + at, n, positions);
}

static bool put_single(ecoi_postings_encoder *e, chunk_part *part, ecoi_buf *out)
{
    return ecoi_buf_append_byte(out, largest(e->doc_impacts + part->first, part->n)) &&
           put_ids(out, e->docs + part->first, part->n, part->base) &&
           put_rest(e, part, part->first, part->n, out);
}

static bool put_bitset(const ecoi_postings_encoder *e, const chunk_part *part, ecoi_buf *out)
{
    uint8_t *bits = ecoi_buf_reserve(out, ECOI_BITSET_BYTES + ECOI_RANKS_BYTES);
    if (!bits)
        return false;
    memset(bits, 0, ECOI_BITSET_BYTES);
    uint32_t next_step = 0;
    size_t i = 0;
    for (; next_step < ECOI_CHUNK_DOCS; next_step += ECOI_RANK_STEP) {
        ecoi_store16(bits + ECOI_BITSET_BYTES + next_step / ECOI_RANK_STEP * 2, (uint16_t)i);
        for (; i < part->n && e->docs[part->first + i] - part->base < next_step + ECOI_RANK_STEP; i++) {
            uint32_t id = e->docs[part->first + i] - part->base;
            bits[id / 8] |= (uint8_t)(1u << id % 8);
        }
    }
    out->len += ECOI_BITSET_BYTES + ECOI_RANKS_BYTES;
    return true;
}

/* The largest impact of each range, to the last that has a document. */
static bool put_ranges(const ecoi_postings_encoder *e, const chunk_part *part, ecoi_buf *out)
{
    size_t n_ranges = (e->docs[part->first + part->n - 1] - part->base) / ECOI_RANGE_DOCS + 1;
    uint8_t *impacts = ecoi_buf_reserve(out, n_ranges);
    if (!impacts)
        return false;
    memset(impacts, 0, n_ranges);
    for (size_t i = part->first; i < part->first + part->n; i++) {
        uint8_t *range = &impacts[(e->docs[i] - part->base) / ECOI_RANGE_DOCS];
        *range = e->doc_impacts[i] > *range ? e->doc_impacts[i] : *range;
    }
    out->len += n_ranges;
    return true;
}

/* Headers and blocks of an ARRAY or BITS container that starts at `start` of `out`. */
static bool put_blocks(ecoi_postings_encoder *e, chunk_part *part, bool with_ids, size_t start, ecoi_buf *out)
{
    uint32_t n_blocks = ecoi_n_blocks((uint32_t)part->n), expected = part->base;
    size_t headers = out->len;
    if (!ecoi_buf_reserve(out, (size_t)n_blocks * ECOI_HEADER_BYTES))
        return false;
    out->len += (size_t)n_blocks * ECOI_HEADER_BYTES;
    if (part->n >= ECOI_RANGES_MIN && !put_ranges(e, part, out))
        return false;
    for (uint32_t b = 0; b < n_blocks; b++) {
        size_t at = part->first + (size_t)b * ECOI_BLOCK, left = part->first + part->n - at;
        size_t n = left < ECOI_BLOCK ? left : ECOI_BLOCK;
        uint8_t *header = out->data + headers + (size_t)b * ECOI_HEADER_BYTES;
        ecoi_store16(header, (uint16_t)(e->docs[at + n - 1] - part->base));
        header[2] = largest(e->doc_impacts + at, n);
        header[3] = 0;
        ecoi_store32(header + 4, (uint32_t)(out->len - start));
        if ((with_ids && !put_ids(out, e->docs + at, n, expected)) || !put_rest(e, part, at, n, out))
            return false;
        expected = e->docs[at + n - 1] + 1;
    }
    return true;
}

static bool put_container(ecoi_postings_encoder *e, chunk_part *part)
{
    size_t start = e->containers.len, n = part->n;
    uint32_t chunk = part->base >> ECOI_CHUNK_BITS;
    unsigned kind = n <= ECOI_BLOCK ? ECOI_KIND_SINGLE : n < ECOI_BITS_MIN ? ECOI_KIND_ARRAY : ECOI_KIND_BITS;
    bool fits = kind == ECOI_KIND_SINGLE
                    ? put_single(e, part, &e->containers)
                    : (kind == ECOI_KIND_ARRAY || put_bitset(e, part, &e->containers)) &&
                          put_blocks(e, part, kind == ECOI_KIND_ARRAY, start, &e->containers);
    fits = fits && ecoi_buf_append_varint(&e->directory, chunk - e->last_chunk_plus1) &&
           ecoi_buf_append_varint(&e->directory, (n - 1) << 2 | kind) &&
           ecoi_buf_append_varint(&e->directory, e->containers.len - start);
    e->last_chunk_plus1 = chunk + 1;
    return fits;
}

/* Encodes all pending postings, chunk by chunk. */
static bool flush(ecoi_postings_encoder *e)
{
    chunk_part part = {0};
    while (part.first < e->n_docs) {
        part.base = e->docs[part.first] >> ECOI_CHUNK_BITS << ECOI_CHUNK_BITS;
        part.n = 1;
        while (part.first + part.n < e->n_docs && e->docs[part.first + part.n] - part.base < ECOI_CHUNK_DOCS)
            part.n++;
        if (!put_container(e, &part))
            return false;
        part.first += part.n;
    }
    e->n_docs = e->n_positions = 0;
    return true;
}

/* ---- taking postings in ---- */

static uint8_t quantise(float saturation)
{
    float scaled = ceilf(saturation * 255);
    return scaled >= 255 ? 255 : scaled <= 0 ? 0 : (uint8_t)scaled;
}

static bool room(ecoi_postings_encoder *e, size_t n_positions)
{
    size_t docs = e->n_docs + 1, positions = e->n_positions + n_positions;
    return ecoi_grow(&e->docs, &e->docs_cap, docs, sizeof *e->docs) &&
           ecoi_grow(&e->tfs, &e->tfs_cap, docs, sizeof *e->tfs) &&
           ecoi_grow(&e->doc_impacts, &e->impacts_cap, docs, sizeof *e->doc_impacts) &&
           ecoi_grow(&e->positions, &e->positions_cap, positions, sizeof *e->positions) &&
           (e->ordinal_bits == 0 ||
            ecoi_grow(&e->ordinals, &e->ordinals_cap, positions, sizeof *e->ordinals));
}

static bool completes_chunk(const ecoi_postings_encoder *e, uint32_t doc)
{
    return e->n_docs && e->df > ECOI_SMALL_DF &&
           doc >> ECOI_CHUNK_BITS != e->docs[e->n_docs - 1] >> ECOI_CHUNK_BITS;
}

static bool add_doc(ecoi_postings_encoder *e, uint32_t doc, uint32_t tf, const uint32_t *positions,
                    const uint16_t *ordinals)
{
    if ((completes_chunk(e, doc) && !flush(e)) || !room(e, tf))
        return false;
    uint8_t impact = quantise(e->impacts.saturation(e->impacts.self, doc, tf, positions));
    e->docs[e->n_docs] = doc;
    e->tfs[e->n_docs] = tf;
    e->doc_impacts[e->n_docs] = impact;
    memcpy(e->positions + e->n_positions, positions, tf * sizeof *positions);
    if (e->ordinal_bits)
        memcpy(e->ordinals + e->n_positions, ordinals, tf * sizeof *ordinals);
    e->n_docs++;
    e->n_positions += tf;
    e->df++;
    e->cf += tf;
    e->impact = impact > e->impact ? impact : e->impact;
    return true;
}

eco_status ecoi_postings_add(ecoi_postings_encoder *encoder, const ecoi_posting_run *run)
{
    const uint32_t *positions = run->positions;
    const uint16_t *ordinals = run->ordinals;
    for (size_t i = 0; i < run->n_docs; i++) {
        if (!add_doc(encoder, run->docs[i], run->tfs[i], positions, ordinals))
            return ECO_E_NO_MEMORY;
        positions += run->tfs[i];
        ordinals = ordinals ? ordinals + run->tfs[i] : NULL;
    }
    return ECO_OK;
}

static bool put_small(const ecoi_postings_encoder *e, ecoi_buf *out)
{
    uint32_t expected_doc = 0;
    size_t at = 0;
    bool fits = ecoi_buf_append_byte(out, e->impact);
    for (size_t i = 0; fits && i < e->n_docs; i++) {
        uint32_t tf = e->tfs[i], expected = 0;
        fits = ecoi_buf_append_varint(out, (uint64_t)(e->docs[i] - expected_doc) << 1 | (tf > 1)) &&
               (tf == 1 || ecoi_buf_append_varint(out, tf - 2));
        for (size_t j = at; fits && j < at + tf; j++) {
            fits = ecoi_buf_append_varint(out, e->positions[j] - expected);
            expected = e->positions[j] + 1;
        }
        for (size_t j = at; fits && e->ordinal_bits && j < at + tf; j++)
            fits = ecoi_buf_append_varint(out, e->ordinals[j]);
        at += tf;
        expected_doc = e->docs[i] + 1;
    }
    return fits;
}

eco_status ecoi_postings_end(ecoi_postings_encoder *encoder, ecoi_buf *out, uint32_t *out_df,
                             uint64_t *out_cf)
{
    bool fits;
    if (encoder->df <= ECOI_SMALL_DF)
        fits = put_small(encoder, out);
    else
        fits = flush(encoder) && ecoi_buf_append_byte(out, encoder->impact) &&
               ecoi_buf_append_varint(out, encoder->directory.len) &&
               ecoi_buf_append(out, encoder->directory.data, encoder->directory.len) &&
               ecoi_buf_append(out, encoder->containers.data, encoder->containers.len);
    *out_df = encoder->df;
    *out_cf = encoder->cf;
    return fits ? ECO_OK : ECO_E_NO_MEMORY;
}
