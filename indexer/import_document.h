/* SPDX-License-Identifier: MIT */
/*
 * A document of a Xapian database that anyone may have made, as one of ours.
 *
 * What ecoindex wrote is taken as it was. Of others the data is the text, unless it is lines of NAME=value as
 * Omega writes them (title or caption, url, sample or text; the rest become further fields) or a JSON object,
 * which becomes the further fields. Where there is no text the terms are: those that begin with no capital
 * letter, in the order of their positions. The key is that of a term Q..., else of U..., else the number; a
 * term D20160512 is the date; values become the fields value-0, value-1... where there are no others.
 */
#ifndef ECOI_INDEXER_IMPORT_DOCUMENT_H
#define ECOI_INDEXER_IMPORT_DOCUMENT_H

#include <ecosearch/document.h>

#include "base/arena.h"
#include "base/engine.h"

/* In `arena`. False when memory ran out. */
bool ecoi_import_document(const ecoi_engine_raw *raw, ecoi_arena *arena, eco_document *out);

#endif
