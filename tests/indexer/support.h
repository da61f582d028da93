/* SPDX-License-Identifier: MIT */
/* What the tests of the indexer share: folders, small documents, an index as text. */
#ifndef TESTS_INDEXER_SUPPORT_H
#define TESTS_INDEXER_SUPPORT_H

#include <ecosearch/build.h>

#include "base/buf.h"
#include "base/vfs.h"
#include "indexer/plan.h"

#define TEXT(literal) ((eco_text){(literal), sizeof(literal) - 1})

/* Removes a flat folder and what is in it. */
void remove_folder(const char *dir);
/* Number of files in a folder whose names begin so. */
size_t count_files(const char *dir, const char *prefix);
/* Reads a whole file; fails the test when it cannot. */
ecoi_buf read_file(const char *path);

/* A document with a title (NULL: none) and one body passage. Lives until the next call with the same slot
 * (0-7). */
const eco_document *small_document(unsigned slot, const char *key, const char *title, const char *body);

/* Adds documents first..last-1 of an endless row of made-up French ones, all zones and several sources, to a
 * writer. */
void add_made_up(eco_writer *writer, unsigned first, unsigned last);

/* A plan for tests: batches of so many documents, runs of so many tokens. */
ecoi_plan tiny_plan(unsigned threads, uint32_t batch_docs, uint64_t run_tokens, unsigned fan_in);

/* Writes documents first..last-1 of the row as a new generation; fails the test when that fails. */
void build_made_up(const char *dir, const ecoi_plan *plan, const char *analysis, unsigned first,
                   unsigned last);

/* Everything in the newest generation as text: documents, lengths, layouts, terms, forms, postings.
 * NUL-terminated. Fails the test when something cannot be read. */
ecoi_buf dump_index(const ecoi_vfs *vfs, const char *dir);
/* The one segment's file, whole. */
ecoi_buf segment_bytes(const char *dir);
/* Whether a line, whole, is in the text. */
bool has_line(const ecoi_buf *text, const char *line);
/* eco_check finds nothing wrong; prints what it finds. */
void assert_sound(const char *dir);

#endif
