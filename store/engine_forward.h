/* SPDX-License-Identifier: MIT */
/*
 * The words of one document with their places, as an engine's database holds them behind the document's
 * record (engine_record.h): what positions and forms are read from when a query needs them, for many
 * documents at once.
 *
 *   term   varint bytes shared with the term before << 1 | several forms, varint suffix length, suffix;
 *          varint positions, each a varint: the first, then how far after the one before;
 *          with several forms: varint forms met here, each varint bytes shared with the term, varint suffix
 * length, suffix, and if more than one is met a varint a position: which of them
 *
 * Terms rise. A term without several forms has the form that is the term itself.
 */
#ifndef ECOI_STORE_ENGINE_FORWARD_H
#define ECOI_STORE_ENGINE_FORWARD_H

#include "base/arena.h"
#include "base/buf.h"

#define ECOI_FORWARD_TEXT 256 /* a term or form has fewer bytes */

typedef struct ecoi_forward_writer {
    ecoi_buf *out;
    char last[ECOI_FORWARD_TEXT];
    size_t last_len;
} ecoi_forward_writer; /* set `out`, else zero */

/* Begins a term with its positions; forms, at most UINT32_MAX, follow by _forms. */
bool ecoi_forward_put(ecoi_forward_writer *writer, eco_text term, const uint32_t *positions, size_t n,
                      bool has_forms);
/* which: a place in `forms` a position. */
bool ecoi_forward_put_forms(ecoi_forward_writer *writer, const eco_text *forms, size_t n_forms,
                            const uint32_t *which, size_t n);

/* A term that was read; what it points to lives until the next one. */
typedef struct ecoi_forward_term {
    eco_text text;
    uint32_t n; /* positions */
    bool has_forms;
} ecoi_forward_term;

typedef struct ecoi_forward {
    const uint8_t *p, *end;
    bool damaged;
    char text[ECOI_FORWARD_TEXT];
    size_t text_len;
    const uint8_t *positions, *forms; /* of the term, encoded */
    uint32_t n;
} ecoi_forward;

void ecoi_forward_open(ecoi_forward *forward, eco_text bytes);
/* False: the end, or damaged. */
bool ecoi_forward_next(ecoi_forward *forward, ecoi_forward_term *out);
/* The positions of the term: room for n. */
void ecoi_forward_positions(const ecoi_forward *forward, uint32_t *out);
/* The forms of the term met here, in `arena`, and which of them each position has: room for n. False when
 * memory ran out. */
bool ecoi_forward_forms(const ecoi_forward *forward, ecoi_arena *arena, eco_text **out, size_t *out_n,
                        uint32_t *which);

#endif
