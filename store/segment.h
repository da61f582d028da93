/* SPDX-License-Identifier: MIT */
/*
 * A segment: an immutable set of documents with everything that searching them takes, in one file (format.h).
 *
 * Writing goes in three steps: all documents in order, then all terms in rising byte order, then finish.
 * Reading is over a map; a segment may be used from any number of threads.
 */
#ifndef ECOI_STORE_SEGMENT_H
#define ECOI_STORE_SEGMENT_H

#include <ecosearch/base.h>
#include <ecosearch/document.h>

#include "base/arena.h"
#include "base/vfs.h"
#include "store/dictionary.h"
#include "store/format.h"
#include "store/posting_list.h"
#include "store/sketch.h"

typedef struct ecoi_segment ecoi_segment;

/* Sums over a segment. */
typedef struct ecoi_segment_numbers {
    uint64_t n_docs, n_terms, n_forms, n_postings, n_positions;
    uint64_t sum_lengths, sum_title_lengths; /* tokens; for average lengths */
    uint64_t text_bytes;                     /* UTF-8 text analysed */
} ecoi_segment_numbers;

/* ---- writing ---- */

typedef struct ecoi_segment_writer ecoi_segment_writer;

/* Positions of a document: its passages' tokens one after another in the order of the document, one position
 * free between passages (so that no phrase crosses). TITLE passages must come first: a position below the
 * title's length (gaps included) is in the title. */
typedef struct ecoi_layout_passage {
    eco_zone zone;
    uint32_t n_positions; /* positions the passage takes, its tokens' largest + 1; 0 is allowed */
} ecoi_layout_passage;

typedef struct ecoi_new_document {
    const eco_document *document;        /* regions included */
    const ecoi_layout_passage *passages; /* as many as document->n_passages */
    uint32_t length;                     /* tokens outside title and hidden zones */
    uint32_t title_length;               /* tokens of the title; of several with the gaps between */
    uint64_t text_bytes;
    const ecoi_sketch *sketch; /* NULL: none, it is like no other document */
} ecoi_new_document;

/* A form of a term. Ordinals are places in the array. */
typedef struct ecoi_term_form {
    eco_text form;   /* as written, at most 255 bytes */
    eco_text folded; /* without accents */
    uint64_t count;  /* occurrences */
} ecoi_term_form;

/* Creates `path`, which must not exist. store_text false: passages other than the title are not kept. */
eco_status ecoi_segment_writer_open(const ecoi_vfs *vfs, const char *path, bool store_text,
                                    ecoi_segment_writer **out, eco_error *error);
/* Documents get numbers 0, 1, 2... */
eco_status ecoi_segment_writer_add(ecoi_segment_writer *writer, const ecoi_new_document *document,
                                   eco_error *error);
/* Copies a block of documents of a segment that stores texts as this one does: those from *doc, which begins
 * a block (0 does), to where it ends, which *doc becomes; `dropped` ones (a bit per document; NULL: none) are
 * left out. Compressed texts are copied as they are where possible. `arena` is reset. */
eco_status ecoi_segment_writer_copy(ecoi_segment_writer *writer, const ecoi_segment *from, uint32_t *doc,
                                    const uint64_t *dropped, ecoi_arena *arena, eco_error *error);
/* Ends the documents. Called by begin_term if nobody has; more than once is fine. */
eco_status ecoi_segment_writer_begin_terms(ecoi_segment_writer *writer, eco_error *error);
/* Begins a term after all documents; terms rise strictly. forms: most frequent first, ties by bytes of the
 * form; n_forms 0: the term's one form is the term itself (no exact search needed beyond the term). */
eco_status ecoi_segment_writer_begin_term(ecoi_segment_writer *writer, const char *term, size_t len,
                                          const ecoi_term_form *forms, size_t n_forms, eco_error *error);
eco_status ecoi_segment_writer_add_postings(ecoi_segment_writer *writer, const ecoi_posting_run *run,
                                            eco_error *error);
eco_status ecoi_segment_writer_end_term(ecoi_segment_writer *writer, eco_error *error);
/* Writes the tail, syncs and closes the file. */
eco_status ecoi_segment_writer_finish(ecoi_segment_writer *writer, ecoi_segment_numbers *out,
                                      uint64_t *out_bytes, eco_error *error);
/* Frees the writer; an unfinished file is removed. NULL is allowed. */
void ecoi_segment_writer_close(ecoi_segment_writer *writer);

/* ---- reading ---- */

/* Maps a segment. ECO_E_CORRUPT names the file and what is wrong. */
eco_status ecoi_segment_open(const ecoi_vfs *vfs, const char *path, ecoi_segment **out, eco_error *error);
void ecoi_segment_close(ecoi_segment *segment); /* NULL is allowed */
const ecoi_segment_numbers *ecoi_segment_get_numbers(const ecoi_segment *segment);
uint32_t ecoi_segment_n_docs(const ecoi_segment *segment);
const char *ecoi_segment_path(const ecoi_segment *segment);
uint64_t ecoi_segment_bytes(const ecoi_segment *segment);
uint64_t ecoi_segment_section_bytes(const ecoi_segment *segment, ecoi_section section);
uint64_t ecoi_segment_section_offset(const ecoi_segment *segment, ecoi_section section);
/* As docs/format.md calls it; "?": it has no name there. */
const char *ecoi_section_name(ecoi_section section);

/* Gives back the memory that reading it has taken so far; it stays readable. Any thread. */
void ecoi_segment_forget(const ecoi_segment *segment);

/* Verifies every page now. ECO_E_CORRUPT names the first damaged place. */
eco_status ecoi_segment_verify(const ecoi_segment *segment, eco_error *error);
/* The same page by page. */
uint32_t ecoi_segment_n_pages(const ecoi_segment *segment);
eco_status ecoi_segment_verify_page(const ecoi_segment *segment, uint32_t page, eco_error *error);

/* Columns, by document number (< n_docs). Verified at open or at their first use by ecoi_segment_columns. */
typedef struct ecoi_column {
    const uint8_t *data;
    uint32_t n;
    unsigned width; /* bytes of a value: 0 (all alike: `constant`), 1, 2 or 4 */
    uint32_t constant;
} ecoi_column;

static inline uint32_t ecoi_column_get(const ecoi_column *column, uint32_t i)
{
    switch (column->width) {
    case 1:
        return column->data[i];
    case 2:
        return (uint32_t)column->data[2 * (size_t)i] | (uint32_t)column->data[2 * (size_t)i + 1] << 8;
    case 4: {
        uint32_t v;
        __builtin_memcpy(&v, column->data + 4 * (size_t)i, 4);
        return v;
    }
    default:
        return column->constant;
    }
}

/* The values of documents base + ids[i], i < n. */
void ecoi_column_gather(const ecoi_column *column, uint32_t base, const uint16_t *ids, uint32_t n,
                        uint32_t *out);

typedef struct ecoi_columns {
    ecoi_column lengths, title_lengths, dates, sources, focus, mention;
} ecoi_columns;

/* Verifies the columns' pages once and hands them out. */
eco_status ecoi_segment_columns(const ecoi_segment *segment, const ecoi_columns **out, eco_error *error);

/* Name of a source number (1-based, as in the sources column); unknown when there is none. */
eco_text ecoi_segment_source(const ecoi_segment *segment, uint32_t number);
uint32_t ecoi_segment_n_sources(const ecoi_segment *segment);

/* Key of a document: points into the map. */
eco_status ecoi_segment_key(const ecoi_segment *segment, uint32_t doc, eco_text *out, eco_error *error);
/* The sketch of a document; an empty one where it has none. */
eco_status ecoi_segment_sketch(const ecoi_segment *segment, uint32_t doc, ecoi_sketch *out, eco_error *error);
/* The document with a key: *out = its number, or ECOI_NO_DOC. */
eco_status ecoi_segment_find_key(const ecoi_segment *segment, eco_text key, uint32_t *out, eco_error *error);
/* The same with the key of `doc`, whose number it ought to give. */
eco_status ecoi_segment_find_doc_key(const ecoi_segment *segment, uint32_t doc, uint32_t *out,
                                     eco_error *error);

/* Passages of a document, in `arena`. */
eco_status ecoi_segment_layout(const ecoi_segment *segment, uint32_t doc, ecoi_arena *arena,
                               const ecoi_layout_passage **out, size_t *out_n, eco_error *error);

/* The stored document, decompressed into `arena`; passages as stored. */
eco_status ecoi_segment_document(const ecoi_segment *segment, uint32_t doc, ecoi_arena *arena,
                                 const eco_document **out, eco_error *error);

/* How many documents are stored, without reading them. ECO_E_CORRUPT: their blocks do not follow one another.
 */
eco_status ecoi_segment_count_stored(const ecoi_segment *segment, uint32_t *out, eco_error *error);

/* The block of stored documents decompressed last: reading documents one after another through a cache
 * inflates each block once. Zero-initialise, dispose always; for one segment and one thread. */
typedef struct ecoi_document_cache {
    ecoi_arena arena;
    const uint8_t *records, *end; /* NULL: none */
    uint64_t offset;              /* of the block */
} ecoi_document_cache;

void ecoi_document_cache_dispose(ecoi_document_cache *cache);

/* ecoi_segment_document through a cache. */
eco_status ecoi_segment_document_cached(const ecoi_segment *segment, uint32_t doc, ecoi_document_cache *cache,
                                        ecoi_arena *arena, const eco_document **out, eco_error *error);

/* A term of the dictionary. `forms` and what they point to live in the arena given to
 * ecoi_segment_term_forms. */
typedef struct ecoi_term {
    uint32_t ordinal;
    uint32_t df;
    uint64_t cf;
    uint32_t n_forms; /* 0: the term itself is the only form */
    unsigned ordinal_bits;
    uint64_t postings_off;
    uint64_t postings_len;
    const uint8_t *forms, *forms_end; /* encoded */
} ecoi_term;

/* *out_found false: no such term. */
eco_status ecoi_segment_find_term(const ecoi_segment *segment, const char *term, size_t len, ecoi_term *out,
                                  bool *out_found, eco_error *error);

/* Walks terms in byte order. key: >= this first; the walk's key buffer holds the current term. */
typedef struct ecoi_term_walk {
    ecoi_dictionary_entry entry; /* entry.key, entry.key_len: the term */
    ecoi_term term;
} ecoi_term_walk;
/* *out_more false: past the end. */
eco_status ecoi_segment_walk_terms(const ecoi_segment *segment, const char *from, size_t len,
                                   ecoi_term_walk *walk, bool *out_more, eco_error *error);
eco_status ecoi_segment_next_term(const ecoi_segment *segment, ecoi_term_walk *walk, bool *out_more,
                                  eco_error *error);
/* The term of an ordinal (as forms name it). */
eco_status ecoi_segment_term_at(const ecoi_segment *segment, uint32_t ordinal, ecoi_term_walk *walk,
                                eco_error *error);

/* The forms of a term by ordinal, in `arena`. For n_forms 0 the one form is `term` itself with count cf. */
eco_status ecoi_segment_term_forms(const ecoi_segment *segment, const ecoi_term_walk *walk, ecoi_arena *arena,
                                   const ecoi_term_form **out, size_t *out_n, eco_error *error);

/* A place of the dictionary of folded forms: which terms (and which of their forms) a folded spelling belongs
 * to. Terms whose one form is the term itself take part; hidden terms do not. find fills `uses` only. */
typedef struct ecoi_folded_use {
    uint32_t term;    /* ordinal of the term */
    uint32_t ordinal; /* of the form in the term */
} ecoi_folded_use;

#define ECOI_FOLDED_USES_MAX 64 /* more uses of one spelling are cut at writing: the most frequent stay */

typedef struct ecoi_folded_walk {
    ecoi_dictionary_entry entry; /* entry.key: the folded form */
    ecoi_folded_use uses[ECOI_FOLDED_USES_MAX];
    size_t n_uses;
    /* private: the two dictionaries that are walked as one */
    ecoi_dictionary_entry forms;
    ecoi_term_walk plain;
    bool forms_more, plain_more, from_forms, from_plain;
} ecoi_folded_walk;

eco_status ecoi_segment_find_folded(const ecoi_segment *segment, const char *folded, size_t len,
                                    ecoi_folded_walk *out, bool *out_found, eco_error *error);
eco_status ecoi_segment_walk_folded(const ecoi_segment *segment, const char *from, size_t len,
                                    ecoi_folded_walk *walk, bool *out_more, eco_error *error);
eco_status ecoi_segment_next_folded(const ecoi_segment *segment, ecoi_folded_walk *walk, bool *out_more,
                                    eco_error *error);

/* The dictionary of folded forms alone, in order from an ordinal, without the terms that are their own form.
 */
eco_status ecoi_segment_form_at(const ecoi_segment *segment, uint32_t ordinal, ecoi_folded_walk *walk,
                                eco_error *error);
eco_status ecoi_segment_next_form(const ecoi_segment *segment, ecoi_folded_walk *walk, bool *out_more,
                                  eco_error *error);
/* Entries of a dictionary: ECOI_SECTION_TERMS or ECOI_SECTION_FORMS. */
uint32_t ecoi_segment_n_entries(const ecoi_segment *segment, ecoi_section dictionary);

/* Who answers for a dictionary that is not in a file: what the functions above do, each by its name. One walk
 * of folded forms at a time, which begins with what all its words begin with: only those need be found, and a
 * walk from a greater key goes on with it. Terms have no bytes of postings and forms. */
typedef struct ecoi_term_source {
    void *self;
    eco_status (*find_term)(void *self, const char *term, size_t len, ecoi_term *out, bool *out_found,
                            eco_error *error);
    eco_status (*term_at)(void *self, uint32_t ordinal, ecoi_term_walk *walk, eco_error *error);
    eco_status (*term_forms)(void *self, const ecoi_term_walk *walk, ecoi_arena *arena,
                             const ecoi_term_form **out, size_t *out_n, eco_error *error);
    eco_status (*find_folded)(void *self, const char *folded, size_t len, ecoi_folded_walk *out,
                              bool *out_found, eco_error *error);
    eco_status (*walk_folded)(void *self, const char *from, size_t len, ecoi_folded_walk *walk,
                              bool *out_more, eco_error *error);
    eco_status (*next_folded)(void *self, ecoi_folded_walk *walk, bool *out_more, eco_error *error);
} ecoi_term_source;

/* A segment without documents whose terms and forms the source knows, which must outlive it. NULL: no
 * memory. */
ecoi_segment *ecoi_segment_of_term_source(const ecoi_term_source *source);

/* A term's postings by chunk, in `arena`; verifies their pages first. */
eco_status ecoi_segment_posting_list(const ecoi_segment *segment, const ecoi_term *term, ecoi_arena *arena,
                                     ecoi_posting_list *out, eco_error *error);
/* A cursor over a term's postings; verifies their pages first. */
eco_status ecoi_segment_cursor(const ecoi_segment *segment, const ecoi_term *term, ecoi_cursor *out,
                               eco_error *error);

#endif
