/* SPDX-License-Identifier: MIT */
/* Entities of HTML where no parser of HTML is at work. */
#ifndef ECOI_CORPUS_ENTITY_H
#define ECOI_CORPUS_ENTITY_H

#include <ecosearch/base.h>

/* An entity ("&eacute;", "&#233;", "&#xe9;") at the start of `text`: its bytes as UTF-8; returns how long it
 * is there, 0 where there is none, or one of a control character. */
size_t ecoi_entity_decode(eco_text text, char out[4], size_t *out_len);

#endif
