/* SPDX-License-Identifier: MIT */
/* Stored fields being made: the text of one JSON object. */
#ifndef ECOI_CORPUS_FIELDS_H
#define ECOI_CORPUS_FIELDS_H

#include "base/buf.h"
#include <ecosearch/base.h>

/* Appends a member, after "{" or a comma. The value is UTF-8; what is ill-formed in it and control characters
 * become U+FFFD. An empty one is left out. False when memory ran out. */
bool ecoi_fields_add(ecoi_buf *fields, const char *name, eco_text value);

/* Closes the object; unknown where nothing was added. False when memory ran out. */
bool ecoi_fields_close(ecoi_buf *fields, eco_text *out);

#endif
