/* SPDX-License-Identifier: MIT */
/*
 * The words of one document with their places, as an engine's database holds them behind the document's
 * record (engine_record.h): what positions and forms are read from when a query needs them, for many
 * documents at once.
 *
 *   term   varint bytes shared with the term before, varint suffix length, suffix;
 *          varint bytes that follow of this term: varint positions << 1 | several forms, positions, each a
 *          varint: the first, then how far after the one before;
 *          with several forms: varint forms met here, each varint bytes shared with the term, varint suffix
 *          length, suffix, and if more than one is met a varint a position: which of them
 *
 * Terms rise. A term without several forms has the form that is the term itself. Most terms are passed over:
 * that takes three numbers each.
 */
#ifndef ECOI_STORE_ENGINE_FORWARD_H
#define ECOI_STORE_ENGINE_FORWARD_H

#include "base/arena.h"
#include "base/buf.h"

#define ECOI_FORWARD_TEXT 256 /* a term or form has fewer bytes */

typedef struct ecoi_forward_writer {
    ecoi_buf *out;
    ecoi_buf body; /* of the present term */
    char last[ECOI_FORWARD_TEXT];
    size_t last_len;
} ecoi_forward_writer; /* zero-initialise, dispose always */

/* Begins a document's words, which are appended to `out`. */
void ecoi_forward_begin(ecoi_forward_writer *writer, ecoi_buf *out);
/* The forms met at a term's positions; which: a place in `forms` a position. */
typedef struct ecoi_forward_forms {
    const eco_text *forms;
    size_t n;
    const uint32_t *which;
} ecoi_forward_forms;
/* forms NULL: the term has one form, itself. */
bool ecoi_forward_put(ecoi_forward_writer *writer, eco_text term, const uint32_t *positions, size_t n,
                      const ecoi_forward_forms *forms);
void ecoi_forward_writer_dispose(ecoi_forward_writer *writer);

typedef struct ecoi_forward {
    const uint8_t *p, *end;
    bool damaged;
    char text[ECOI_FORWARD_TEXT]; /* the present term */
    size_t text_len;              /* 0: none */
    size_t shared;                /* with the term before it */
    const uint8_t *body, *forms;  /* of the term; its forms once it is read */
    uint32_t n;                   /* positions, once it is read */
    bool has_forms;
} ecoi_forward;

void ecoi_forward_open(ecoi_forward *forward, eco_text bytes);
/* Moves to the next term. False: the end, or damaged. */
bool ecoi_forward_next(ecoi_forward *forward);
/* Moves to a term, which is greater than those looked for before. False: it is not there, or damaged. */
bool ecoi_forward_find(ecoi_forward *forward, eco_text term);
/* Reads the present term: its number of positions, and whether it has several forms. False: damaged. */
bool ecoi_forward_read(ecoi_forward *forward);
/* The positions of the term that was read: room for n. */
void ecoi_forward_positions(const ecoi_forward *forward, uint32_t *out);
/* Its forms met here, in `arena`, and which of them each position has: room for n. False when memory ran
 * out. */
bool ecoi_forward_get_forms(const ecoi_forward *forward, ecoi_arena *arena, eco_text **out, size_t *out_n,
                            uint32_t *which);

#endif
