/* SPDX-License-Identifier: MIT */
/* What the files that read postings share; nobody outside store/ includes it. */
#ifndef ECOI_STORE_CURSOR_H
#define ECOI_STORE_CURSOR_H

#include "store/postings.h"
#include "store/postings_layout.h"

/* Ends the cursor as damaged; returns ECOI_NO_DOC. */
uint32_t ecoi_cursor_damage(ecoi_cursor *cursor);

/* The next document of a small term, and the positions of the one it stands on. */
uint32_t ecoi_cursor_next_small(ecoi_cursor *cursor);
uint32_t ecoi_cursor_small_positions(ecoi_cursor *cursor, uint32_t *positions, uint16_t *ordinals);

/* Enters the first chunk whose number is >= wanted. False at the end or when damaged. */
bool ecoi_cursor_next_chunk(ecoi_cursor *cursor, uint32_t wanted);
/* Decodes the ids of a block of the current container. False: they make no sense. */
bool ecoi_cursor_load_block(ecoi_cursor *cursor, uint32_t block);
/* Decodes the frequencies of the current block. False: damaged, and ended so. */
bool ecoi_cursor_load_tfs(ecoi_cursor *cursor);

#endif
