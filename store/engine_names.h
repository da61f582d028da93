/* SPDX-License-Identifier: MIT */
/*
 * What the terms of an engine's database (base/engine.h) are called. A name is a letter and texts with a tab
 * between two:
 *
 *   T term               a term of the dictionary with all its positions; terms of boilerplate begin with
 *                        ECOI_TERM_HIDDEN as in a segment
 *   F term, form         occurrences of one form of a term that has several, without positions
 *   O folded, term, form no positions: documents with the form; so a folded spelling leads to its terms
 *   Q key                the document with a key
 *   H source, G region, M region, Z zone
 *                        documents of a source, about a region, that mention one, with words in a zone;
 * regions and zones by number
 *
 * Engines limit names (Xapian to 245 bytes, a zero byte counting twice). A text that would take more than its
 * share, or that looks like one that did, is cut: what is left is its beginning, ~ and 16 hex digits of its
 * hash, and the metadata "cut:" and those digits holds the whole.
 */
#ifndef ECOI_STORE_ENGINE_NAMES_H
#define ECOI_STORE_ENGINE_NAMES_H

#include <ecosearch/base.h>

#include "base/buf.h"

#define ECOI_NAME_TERM    'T'
#define ECOI_NAME_FORM    'F'
#define ECOI_NAME_FOLDED  'O'
#define ECOI_NAME_KEY     'Q'
#define ECOI_NAME_SOURCE  'H'
#define ECOI_NAME_FOCUS   'G'
#define ECOI_NAME_MENTION 'M'
#define ECOI_NAME_ZONE    'Z'

enum { ECOI_NAME_TEXTS_MAX = 3 };

/* How many texts a kind of name has. */
size_t ecoi_name_n_texts(char kind);

/* Called with a metadata key and the text it is to hold. False: stop. */
typedef bool ecoi_name_cut(void *user, eco_text key, eco_text whole);

/* Writes the name, or with fewer texts than it has the beginning that all such names share, to `out`, which
 * is emptied first. `cut` may be NULL. False when memory ran out or `cut` said so. */
bool ecoi_name_make(ecoi_buf *out, char kind, const eco_text *texts, size_t n, ecoi_name_cut *cut,
                    void *user);
bool ecoi_name_number(ecoi_buf *out, char kind, unsigned number);

/* Takes a name of `n` texts apart; false: it is none. They may be cut. */
bool ecoi_name_parse(eco_text name, size_t n, eco_text *texts);

/* Whether a text of a name may be cut; then `key`, with room for ECOI_CUT_KEY bytes, is where its whole is,
 * if it is.
 */
#define ECOI_CUT_KEY 21
bool ecoi_name_is_cut(eco_text text, char *key);

#endif
