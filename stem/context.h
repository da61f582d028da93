/* SPDX-License-Identifier: MIT */
/* What holds between neighbouring chunks: 88 000 is one number, R & D is R&D, "start up" is startup too. */
#ifndef ECOI_STEM_CONTEXT_H
#define ECOI_STEM_CONTEXT_H

#include "stem/forms.h"

/* Which joins a chunk can be part of (ECOI_JOIN_...), from its bytes and tokens. */
uint8_t ecoi_joins_of(const ecoi_form_table *forms, const char *chunk, size_t len, const ecoi_token *tokens,
                      size_t n_tokens);

/* Which joins a token that has just taken its neighbour in can still head: 1 000 000. */
uint8_t ecoi_joins_after(const ecoi_form_table *forms, const ecoi_token *token);

typedef enum ecoi_joined {
    ECOI_JOINED_NOT,      /* the chunk's tokens follow as ever */
    ECOI_JOINED_ADDED,    /* the same, with one more token put before them */
    ECOI_JOINED_REPLACED, /* the last token has taken the chunk in */
    ECOI_JOINED_FAILED,   /* memory ran out */
} ecoi_joined;

/* Two chunks of which the first may head what the second is the tail of. `last` is the token of the first,
 * alone in its chunk; `token` that of the second, alone too, with its start in the text. For ADDED *out_added
 * is to go before it; for REPLACED *last has been changed. `joins` are both chunks' bits that met, as tail
 * bits. */
ecoi_joined ecoi_context_join(ecoi_form_table *forms, const char *text, uint8_t joins, ecoi_token *last,
                              const ecoi_token *token, ecoi_token *out_added);

/* The end of the URL that begins at `start`, where a chunk ends at `chunk_end` at the earliest. */
size_t ecoi_url_end(const char *text, size_t len, size_t start, size_t chunk_end);

#endif
