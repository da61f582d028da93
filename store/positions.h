/* SPDX-License-Identifier: MIT */
/*
 * Positions of many documents of one container: what is decoded of a block serves all of its documents that
 * are asked for in rising order; another order is right too, and slow. Zero-initialise, dispose always. One
 * thread.
 */
#ifndef ECOI_STORE_POSITIONS_H
#define ECOI_STORE_POSITIONS_H

#include "store/posting_list.h"

typedef struct ecoi_position_reader {
    const ecoi_container *container;
    bool no_memory; /* tells what made a function return 0 */
    /* private */
    uint32_t block, n_block; /* n_block 0: none is decoded */
    uint32_t tfs[ECOI_BLOCK];
    uint64_t
        before[ECOI_BLOCK + 1]; /* each document: how many positions of the block; last: it has so many */
    uint64_t pack_first; /* of the decoded pack: its first position, how many it has (0: none is), the next */
    uint32_t pack_n;
    const uint8_t *pack_next;
    uint32_t pack[ECOI_BLOCK + 3];
    uint32_t *positions;
    size_t cap;
} ecoi_position_reader;

void ecoi_position_reader_dispose(ecoi_position_reader *reader);

/* Reads from another container; the buffers are kept. */
void ecoi_position_reader_enter(ecoi_position_reader *reader, const ecoi_container *container);

/* The positions of a document, rising, until the next call. Returns how many; 0: damaged, or memory ran out
 * (reader->no_memory). */
uint32_t ecoi_position_reader_read(ecoi_position_reader *reader, uint32_t index, const uint32_t **out);

/* Keeps those of n > 0 rising numbers that are `offset` before a position of a document; returns how many.
 * Reads no further than the last of them. *out_damaged is set when the bytes make no sense, or memory
 * ran out (reader->no_memory). */
uint32_t ecoi_position_reader_keep(ecoi_position_reader *reader, uint32_t index, uint32_t offset,
                                   uint32_t *numbers, uint32_t n, bool *out_damaged);

#endif
