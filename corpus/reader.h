/* SPDX-License-Identifier: MIT */
/*
 * Files to documents. A reader walks its sources in order and hands out one document after another; what
 * cannot be read is reported as a reject and passed over.
 *
 * Kinds, told by content, in this order:
 *   crawls    WARC and WET (warc.c), a document a page
 *   JSON      JSON Lines; one JSON array or object over several lines, of at most one record's length
 * (record.h) feeds     RSS, RDF, Atom (feed.c), a document an item dumps     of MediaWiki (wiki.c), a
 * document an article HTML      a page a file (html.h) other XML is rejected (ECO_REJECT_TYPE) Markdown  a
 * page a file (markdown.h says by what marks) text      a page a file A file whose beginning is damaged is
 * JSON Lines all the same when its name ends in .jsonl, .ndjson or .json
 * (.gz after it) or when most of its first lines are objects. Any of them gzip'd, in UTF-8, in UTF-16 with a
 * byte order mark, or in Windows-1252; XML and HTML in what they declare. charset.h, paragraphs.h and zones.h
 * say what becomes of bytes and paragraphs.
 *
 * Key of a document: its JSON `id`; the address of a page in a crawl or of an article in a dump; of an item
 * in a feed its guid or link; else the file's path below its source (the base name of a file given directly,
 * "-" for standard input) with "#n" for the n-th record of a file of several. A final ".gz" belongs to it. In
 * what is not a file's name control characters become U+FFFD; in a file's name what is not plain UTF-8 is
 * escaped so that no two names become one key (ecoi_charset_escape_name).
 *
 * Its `source` is what the JSON says, the host of a crawled page, the title of a feed or wiki, or for a page
 * of text the first folder below the source given; the date of a page that states none is an ISO date at the
 * start of its file's name, or when it was crawled.
 *
 * Passages come in reading order but for the title, which is first (zones that are given keep their order).
 * None is empty.
 *
 * Memory is bounded by the longest record met, at most about eight times its length. One thread at a time.
 */
#ifndef ECOI_CORPUS_READER_H
#define ECOI_CORPUS_READER_H

#include <ecosearch/build.h>
#include <ecosearch/document.h>

#include "corpus/walk.h"

typedef struct ecoi_reader ecoi_reader;

typedef struct ecoi_reader_options {
    uint64_t max_record_bytes; /* 0: 64 MiB; a longer record is rejected with ECO_REJECT_TOO_LONG */
    void (*on_reject)(void *user, const eco_reject *reject); /* NULL: not wanted; counted all the same */
    void *user;
    /* Asked of every file before it is read, and told of what cannot be: false passes it over. NULL: all are
     * read. */
    bool (*wants)(void *user, const ecoi_found *found);
} ecoi_reader_options;

typedef struct ecoi_reader_counts {
    uint64_t records; /* documents handed out and rejects */
    uint64_t rejected[ECO_N_REJECT_REASONS];
    uint64_t replaced;    /* ill-formed sequences replaced by U+FFFD */
    uint64_t bad_dates;   /* documents handed out undated because their date could not be read */
    uint64_t damaged;     /* documents handed out as far as their damaged source could be read */
    uint64_t bytes_read;  /* of the sources as on disk */
    uint64_t bytes_total; /* of all sources found so far; 0 while unknown (standard input) */
} ecoi_reader_counts;

/* Checks that every source exists (ECO_E_MISSING otherwise, naming it) and lists folders lazily. "-" is
 * standard input and may stand once (else ECO_E_ARGUMENT). The sources are copied. */
eco_status ecoi_reader_open(const char *const *sources, size_t n_sources, const ecoi_reader_options *options,
                            ecoi_reader **out, eco_error *error);

/* Leaves a folder out wherever it is met below a source: the index that is being made may lie in there. */
void ecoi_reader_leave_out(ecoi_reader *reader, const char *folder);

/* `go_on` is asked several times a second while a pipe or terminal keeps the reader waiting; false ends the
 * reading with ECO_E_CANCELLED. */
void ecoi_reader_set_go_on(ecoi_reader *reader, bool (*go_on)(void *user), void *user);

/* The next document; *out is NULL at the end. The document and its texts live until the next call. Its
 * regions are set (has_regions) only where the input states them, with its shares or each as a focus with an
 * even one. Fails only with ECO_E_NO_MEMORY or ECO_E_CANCELLED; then the reader can only be closed. */
eco_status ecoi_reader_next(ecoi_reader *reader, const eco_document **out, eco_error *error);

/* The file that the last document came from, as found, and which record of it (0: all of it). The path lives
 * until the next call of ecoi_reader_next. */
const char *ecoi_reader_where(const ecoi_reader *reader, uint64_t *out_record);

ecoi_reader_counts ecoi_reader_get_counts(const ecoi_reader *reader);
void ecoi_reader_close(ecoi_reader *reader);

#endif
