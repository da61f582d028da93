/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * xapian_c.h - libxapian for C programs.
 *
 * Handles are opaque; what a function makes is freed with the _free of its type, which takes NULL. A handle
 * keeps what it needs of the handles it was made from, so that they may be freed in any order.
 *
 * Errors. Every call that can fail returns an xapc_status and takes an xapc_error of the caller's, last; NULL
 * is allowed there. No C++ exception ever leaves a call: each becomes its status, its name and its message;
 * running out of memory is one of them. On failure out parameters are as they were.
 *
 * Texts are any bytes, zeros included: pointer and length. What is handed out as an xapc_text lives until the
 * next call on the same handle; what is written to an xapc_buffer is the caller's.
 *
 * Threads. A database and all that was made from it belong to one thread at a time; open it once a thread.
 * There is no global state.
 *
 * Limits are Xapian's: a term takes at most 245 bytes (a zero byte counts for two), document numbers are 1 to
 * 2^32-1.
 */
#ifndef XAPIAN_C_H
#define XAPIAN_C_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define XAPC_API      __attribute__((visibility("default")))
#define XAPC_MUST_USE __attribute__((warn_unused_result))
#else
#define XAPC_API
#define XAPC_MUST_USE
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* X(name, number, the exception's name). Numbers are fixed for ever. */
#define XAPC_STATUS_LIST(X)                                                                                  \
    X(XAPC_OK, 0, "")                                                                                        \
    X(XAPC_E_NO_MEMORY, 1, "std::bad_alloc")                                                                 \
    X(XAPC_E_ASSERTION, 2, "AssertionError")                                                                 \
    X(XAPC_E_ARGUMENT, 3, "InvalidArgumentError")                                                            \
    X(XAPC_E_OPERATION, 4, "InvalidOperationError")                                                          \
    X(XAPC_E_UNIMPLEMENTED, 5, "UnimplementedError")                                                         \
    X(XAPC_E_DATABASE, 10, "DatabaseError")                                                                  \
    X(XAPC_E_CORRUPT, 11, "DatabaseCorruptError")                                                            \
    X(XAPC_E_CREATE, 12, "DatabaseCreateError")                                                              \
    X(XAPC_E_LOCKED, 13, "DatabaseLockError")                                                                \
    X(XAPC_E_MODIFIED, 14, "DatabaseModifiedError")                                                          \
    X(XAPC_E_OPENING, 15, "DatabaseOpeningError")                                                            \
    X(XAPC_E_VERSION, 16, "DatabaseVersionError")                                                            \
    X(XAPC_E_CLOSED, 17, "DatabaseClosedError")                                                              \
    X(XAPC_E_NO_DATABASE, 18, "DatabaseNotFoundError")                                                       \
    X(XAPC_E_NO_DOCUMENT, 20, "DocNotFoundError")                                                            \
    X(XAPC_E_UNAVAILABLE, 21, "FeatureUnavailableError")                                                     \
    X(XAPC_E_INTERNAL, 22, "InternalError")                                                                  \
    X(XAPC_E_NETWORK, 23, "NetworkError")                                                                    \
    X(XAPC_E_TIMEOUT, 24, "NetworkTimeoutError")                                                             \
    X(XAPC_E_QUERY_PARSER, 25, "QueryParserError")                                                           \
    X(XAPC_E_SERIALISATION, 26, "SerialisationError")                                                        \
    X(XAPC_E_RANGE, 27, "RangeError")                                                                        \
    X(XAPC_E_WILDCARD, 28, "WildcardError")                                                                  \
    X(XAPC_E_OTHER, 99, "exception")

typedef enum xapc_status {
#define XAPC_STATUS_ENUM(name, number, exception) name = number,
    XAPC_STATUS_LIST(XAPC_STATUS_ENUM)
#undef XAPC_STATUS_ENUM
} xapc_status;

typedef struct xapc_error {
    xapc_status status;
    char exception[48]; /* its name, "DatabaseLockError" */
    char message[1024]; /* Xapian's own words, on one line, with the system's and the place where there are
                           some */
} xapc_error;

typedef struct xapc_text {
    const char *ptr;
    size_t len;
} xapc_text;

/* Bytes that a call writes; they may be used again and again. Zero-initialise it, free it in the end. */
typedef struct xapc_buffer {
    char *ptr; /* NUL after the last byte */
    size_t len, cap;
} xapc_buffer;

XAPC_API void xapc_buffer_free(xapc_buffer *buffer);

/* The name of a status's exception, a constant string. */
XAPC_API const char *xapc_status_name(xapc_status status);
/* Xapian's version as it runs, "1.4.22". */
XAPC_API const char *xapc_version(void);

typedef struct xapc_database xapc_database;
typedef struct xapc_writer xapc_writer;
typedef struct xapc_document xapc_document;
typedef struct xapc_query xapc_query;
typedef struct xapc_enquire xapc_enquire;
typedef struct xapc_facet xapc_facet;
typedef struct xapc_mset xapc_mset;
typedef struct xapc_eset xapc_eset;
typedef struct xapc_terms xapc_terms;
typedef struct xapc_postings xapc_postings;
typedef struct xapc_values xapc_values;

typedef uint32_t xapc_docid;

/* ---- documents ---- */

XAPC_API XAPC_MUST_USE xapc_status xapc_document_new(xapc_document **out, xapc_error *error);
XAPC_API void xapc_document_free(xapc_document *document);
/* Takes all terms, values and data out, so that one handle serves for many documents. */
XAPC_API XAPC_MUST_USE xapc_status xapc_document_clear(xapc_document *document, xapc_error *error);

XAPC_API XAPC_MUST_USE xapc_status xapc_document_set_data(xapc_document *document, const char *data,
                                                          size_t len, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_document_data(xapc_document *document, xapc_buffer *out,
                                                      xapc_error *error);

/* Adds to a term's frequency within the document; 0: a term that weighs nothing, as for filters. */
XAPC_API XAPC_MUST_USE xapc_status xapc_document_add_term(xapc_document *document, const char *term,
                                                          size_t len, uint32_t frequency, xapc_error *error);
/* The same at a position, which is kept once. */
XAPC_API XAPC_MUST_USE xapc_status xapc_document_add_posting(xapc_document *document, const char *term,
                                                             size_t len, uint32_t position,
                                                             uint32_t frequency, xapc_error *error);
/* The same at several positions, once each. */
XAPC_API XAPC_MUST_USE xapc_status xapc_document_add_postings(xapc_document *document, const char *term,
                                                              size_t len, const uint32_t *positions, size_t n,
                                                              xapc_error *error);
/* XAPC_E_ARGUMENT: the document has no such term. */
XAPC_API XAPC_MUST_USE xapc_status xapc_document_remove_term(xapc_document *document, const char *term,
                                                             size_t len, xapc_error *error);
/* Adds a plain text's words as Xapian's own TermGenerator does, stemmed for a language ("french", "": not),
 * each with the prefix before it. */
XAPC_API XAPC_MUST_USE xapc_status xapc_document_add_text(xapc_document *document, const char *text,
                                                          size_t len, const char *language,
                                                          const char *prefix, xapc_error *error);
/* An empty value takes the slot's value away. */
XAPC_API XAPC_MUST_USE xapc_status xapc_document_set_value(xapc_document *document, uint32_t slot,
                                                           const char *value, size_t len, xapc_error *error);
/* "" where there is none. */
XAPC_API XAPC_MUST_USE xapc_status xapc_document_value(xapc_document *document, uint32_t slot,
                                                       xapc_buffer *out, xapc_error *error);
/* A number as a value that sorts as the number does. */
XAPC_API XAPC_MUST_USE xapc_status xapc_number_to_value(double number, xapc_buffer *out, xapc_error *error);
XAPC_API double xapc_number_of_value(const char *value, size_t len);

/* The terms of a document, in byte order; frequency: within the document. */
XAPC_API XAPC_MUST_USE xapc_status xapc_document_terms(xapc_document *document, xapc_terms **out,
                                                       xapc_error *error);
/* The slots that have a value, rising: calls `each` until it returns false. */
XAPC_API XAPC_MUST_USE xapc_status xapc_document_values(xapc_document *document,
                                                        bool (*each)(void *user, uint32_t slot,
                                                                     xapc_text value),
                                                        void *user, xapc_error *error);

/* ---- writing ---- */

typedef enum xapc_open_mode {
    XAPC_CREATE_OR_OPEN = 0,
    XAPC_CREATE = 1, /* XAPC_E_CREATE: there is one */
    XAPC_CREATE_OR_OVERWRITE = 2,
    XAPC_OPEN = 3 /* XAPC_E_OPENING: there is none */
} xapc_open_mode;

/* One writer at a time: XAPC_E_LOCKED. */
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_open(const char *path, xapc_open_mode mode, xapc_writer **out,
                                                    xapc_error *error);
/* Writes to an `xapian-tcpsrv --writable`. Times in milliseconds, 0: no end. */
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_open_remote(const char *host, unsigned port,
                                                           unsigned timeout_ms, unsigned connect_ms,
                                                           xapc_writer **out, xapc_error *error);
/* Commits what is waiting, unless a transaction is open, which is dropped; errors then go unseen: commit
 * first. */
XAPC_API void xapc_writer_free(xapc_writer *writer);

XAPC_API XAPC_MUST_USE xapc_status xapc_writer_add(xapc_writer *writer, const xapc_document *document,
                                                   xapc_docid *out, xapc_error *error);
/* Puts a document in the place of the one with this number, or there where there was none. */
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_replace(xapc_writer *writer, xapc_docid docid,
                                                       const xapc_document *document, xapc_error *error);
/* Puts it in the place of the first document with the term, deletes others that have it, or adds it. */
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_replace_term(xapc_writer *writer, const char *term, size_t len,
                                                            const xapc_document *document, xapc_docid *out,
                                                            xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_delete(xapc_writer *writer, xapc_docid docid,
                                                      xapc_error *error);
/* Deletes all documents with the term; having none is no error. */
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_delete_term(xapc_writer *writer, const char *term, size_t len,
                                                           xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_set_metadata(xapc_writer *writer, const char *key,
                                                            size_t key_len, const char *value,
                                                            size_t value_len, xapc_error *error);
/* Counts a word for spelling corrections; `less` takes counts away. */
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_add_spelling(xapc_writer *writer, const char *word, size_t len,
                                                            uint32_t more, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_remove_spelling(xapc_writer *writer, const char *word,
                                                               size_t len, uint32_t less, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_commit(xapc_writer *writer, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_begin(xapc_writer *writer, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_end(xapc_writer *writer, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_cancel(xapc_writer *writer, xapc_error *error);
/* What is written, uncommitted changes included, as a database. */
XAPC_API XAPC_MUST_USE xapc_status xapc_writer_database(xapc_writer *writer, xapc_database **out,
                                                        xapc_error *error);

/* ---- reading ---- */

/* A local database: a folder, a single-file database, or a stub file. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_open(const char *path, xapc_database **out,
                                                      xapc_error *error);
/* One served by xapian-tcpsrv. Every exchange may take timeout_ms, connecting connect_ms; 0: no end. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_open_remote(const char *host, unsigned port,
                                                             unsigned timeout_ms, unsigned connect_ms,
                                                             xapc_database **out, xapc_error *error);
/* Several as one, to be filled with _add; it has no documents before. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_new(xapc_database **out, xapc_error *error);
/* Of n databases, the i-th one's document d has the number (d - 1) * n + i + 1. Statistics are of all. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_add(xapc_database *all, const xapc_database *one,
                                                     xapc_error *error);
XAPC_API void xapc_database_free(xapc_database *database);

/* Moves to the newest state; after XAPC_E_MODIFIED, then try again. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_reopen(xapc_database *database, bool *out_changed,
                                                        xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_database_close(xapc_database *database, xapc_error *error);

typedef struct xapc_numbers {
    uint64_t documents, last_docid;
    double average_length;
    bool has_positions;
} xapc_numbers;
XAPC_API XAPC_MUST_USE xapc_status xapc_database_numbers(xapc_database *database, xapc_numbers *out,
                                                         xapc_error *error);
/* Documents that have a term, and occurrences in all of them; 0 for an unknown one. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_frequency(xapc_database *database, const char *term,
                                                           size_t len, uint64_t *out_documents,
                                                           uint64_t *out_occurrences, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_database_length(xapc_database *database, xapc_docid docid,
                                                        uint32_t *out, xapc_error *error);
/* XAPC_E_NO_DOCUMENT: there is none. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_document(xapc_database *database, xapc_docid docid,
                                                          xapc_document **out, xapc_error *error);
/* "" where there is none. Of several databases as one, the first one's. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_metadata(xapc_database *database, const char *key,
                                                          size_t len, xapc_buffer *out, xapc_error *error);
/* The word that may have been meant, "": none within two edits. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_spelling(xapc_database *database, const char *word,
                                                          size_t len, xapc_buffer *out, xapc_error *error);
/* Writes all of it once more to a new folder, as small as can be; what was deleted leaves no trace there.
 * Documents are numbered anew, in their order. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_compact(xapc_database *database, const char *path,
                                                         xapc_error *error);
/* Xapian's own check of a database on disk. *out_faults: how many; `out`: its words about them. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_check(const char *path, size_t *out_faults, xapc_buffer *out,
                                                       xapc_error *error);

/* Terms with a prefix in byte order. Starts before the first: *out_more says whether there is a current one.
 */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_terms(xapc_database *database, const char *prefix,
                                                       size_t len, xapc_terms **out, xapc_error *error);
/* The keys of metadata with a prefix; they have no frequency. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_metadata_keys(xapc_database *database, const char *prefix,
                                                               size_t len, xapc_terms **out,
                                                               xapc_error *error);
XAPC_API void xapc_terms_free(xapc_terms *terms);
XAPC_API XAPC_MUST_USE xapc_status xapc_terms_next(xapc_terms *terms, bool *out_more, xapc_error *error);
/* To the first term >= this one; never back. */
XAPC_API XAPC_MUST_USE xapc_status xapc_terms_skip_to(xapc_terms *terms, const char *term, size_t len,
                                                      bool *out_more, xapc_error *error);
XAPC_API xapc_text xapc_terms_term(const xapc_terms *terms);
/* Of a database: documents that have it. Of a document: its frequency there. */
XAPC_API XAPC_MUST_USE xapc_status xapc_terms_frequency(xapc_terms *terms, uint64_t *out, xapc_error *error);
/* Of a document: where the term stands, rising; of others nothing. They live until the next call. */
XAPC_API XAPC_MUST_USE xapc_status xapc_terms_positions(xapc_terms *terms, const uint32_t **out,
                                                        size_t *out_n, xapc_error *error);

/* Documents with a term, rising; term "": all documents. Starts before the first. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_postings(xapc_database *database, const char *term,
                                                          size_t len, xapc_postings **out, xapc_error *error);
XAPC_API void xapc_postings_free(xapc_postings *postings);
XAPC_API XAPC_MUST_USE xapc_status xapc_postings_next(xapc_postings *postings, bool *out_more,
                                                      xapc_error *error);
/* To the first document >= this one; never back. */
XAPC_API XAPC_MUST_USE xapc_status xapc_postings_skip_to(xapc_postings *postings, xapc_docid docid,
                                                         bool *out_more, xapc_error *error);
XAPC_API xapc_docid xapc_postings_docid(const xapc_postings *postings);
/* How often the current document has the term. */
XAPC_API uint32_t xapc_postings_frequency(const xapc_postings *postings);
/* Where, rising; none when it was added without positions. They live until the next call. */
XAPC_API XAPC_MUST_USE xapc_status xapc_postings_positions(xapc_postings *postings, const uint32_t **out,
                                                           size_t *out_n, xapc_error *error);

/* Documents that have a value in a slot, rising, with it. Starts before the first. Of a remote database each
 * value is an exchange. */
XAPC_API XAPC_MUST_USE xapc_status xapc_database_values(xapc_database *database, uint32_t slot,
                                                        xapc_values **out, xapc_error *error);
XAPC_API void xapc_values_free(xapc_values *values);
XAPC_API XAPC_MUST_USE xapc_status xapc_values_next(xapc_values *values, bool *out_more, xapc_error *error);
/* To the first document >= this one; never back. */
XAPC_API XAPC_MUST_USE xapc_status xapc_values_skip_to(xapc_values *values, xapc_docid docid, bool *out_more,
                                                       xapc_error *error);
XAPC_API xapc_docid xapc_values_docid(const xapc_values *values);
XAPC_API xapc_text xapc_values_value(const xapc_values *values);

/* ---- queries ---- */

typedef enum xapc_op {
    XAPC_AND = 0,
    XAPC_OR = 1,
    XAPC_AND_NOT = 2,
    XAPC_XOR = 3,
    XAPC_AND_MAYBE = 4,
    XAPC_FILTER = 5, /* as AND, but the first one's weight alone */
    XAPC_NEAR = 6,   /* parameter: the window; 0: as many as there are parts. Parts: terms, or ORs of terms */
    XAPC_PHRASE = 7, /* the same, in order */
    XAPC_ELITE_SET = 10, /* OR of the best of the parts; parameter: how many, 0: 10 */
    XAPC_SYNONYM = 13,   /* OR that weighs as one term */
    XAPC_MAX = 14        /* OR that weighs as the best part */
} xapc_op;

/* A query never changes; it may be part of any number of others. */
XAPC_API XAPC_MUST_USE xapc_status xapc_query_term(const char *term, size_t len, uint32_t frequency,
                                                   xapc_query **out, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_query_all(xapc_query **out, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_query_none(xapc_query **out, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_query_combine(xapc_op op, const xapc_query *const *parts, size_t n,
                                                      uint32_t parameter, xapc_query **out,
                                                      xapc_error *error);
/* factor >= 0. */
XAPC_API XAPC_MUST_USE xapc_status xapc_query_scale(const xapc_query *query, double factor, xapc_query **out,
                                                    xapc_error *error);
/* Documents whose value lies between two, both included; a ptr of NULL leaves that side open. */
XAPC_API XAPC_MUST_USE xapc_status xapc_query_value_range(uint32_t slot, xapc_text low, xapc_text high,
                                                          xapc_query **out, xapc_error *error);
/* Any term that begins so; most: how many it may come to (0: no end), more is XAPC_E_WILDCARD when run. */
XAPC_API XAPC_MUST_USE xapc_status xapc_query_wildcard(const char *prefix, size_t len, uint32_t most,
                                                       xapc_query **out, xapc_error *error);
/* The tree in Xapian's words. */
XAPC_API XAPC_MUST_USE xapc_status xapc_query_describe(const xapc_query *query, xapc_buffer *out,
                                                       xapc_error *error);
XAPC_API void xapc_query_free(xapc_query *query);

/* ---- asking ---- */

XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_new(const xapc_database *database, xapc_enquire **out,
                                                    xapc_error *error);
XAPC_API void xapc_enquire_free(xapc_enquire *enquire);
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_set_query(xapc_enquire *enquire, const xapc_query *query,
                                                          xapc_error *error);

typedef enum xapc_weight {
    XAPC_WEIGHT_BM25 = 0,      /* numbers: k1, k2, k3, b, least normalised length; NULL: 1, 0, 1, 0.5, 0.5 */
    XAPC_WEIGHT_BM25_PLUS = 1, /* the same and delta; NULL: 1, 0, 1, 0.5, 0.5, 1 */
    XAPC_WEIGHT_BOOL = 2,      /* nothing weighs */
    XAPC_WEIGHT_TF_IDF = 3,
    XAPC_WEIGHT_PL2 = 4,
    XAPC_WEIGHT_DLH = 5,
    XAPC_WEIGHT_LM = 6,
    XAPC_WEIGHT_COORD = 7
} xapc_weight;
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_set_weight(xapc_enquire *enquire, xapc_weight weight,
                                                           const double *numbers, xapc_error *error);

typedef enum xapc_sort {
    XAPC_SORT_RELEVANCE = 0,
    XAPC_SORT_KEY = 1, /* by the values of the slots, one after another */
    XAPC_SORT_KEY_THEN_RELEVANCE = 2,
    XAPC_SORT_RELEVANCE_THEN_KEY = 3
} xapc_sort;
typedef struct xapc_sort_slot {
    uint32_t slot;
    bool falling;
} xapc_sort_slot;
/* Ties go by number of the document, see _set_docid_order. */
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_set_sort(xapc_enquire *enquire, xapc_sort sort,
                                                         const xapc_sort_slot *slots, size_t n,
                                                         xapc_error *error);
typedef enum xapc_docid_order { XAPC_RISING = 1, XAPC_FALLING = 0, XAPC_DONT_CARE = 2 } xapc_docid_order;
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_set_docid_order(xapc_enquire *enquire, xapc_docid_order order,
                                                                xapc_error *error);
/* Keeps at most `most` documents of each value of the slot; 0: all. */
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_set_collapse(xapc_enquire *enquire, uint32_t slot,
                                                             uint32_t most, xapc_error *error);
/* Leaves out what weighs less than so many per cent of the best, or less than a weight. */
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_set_cutoff(xapc_enquire *enquire, unsigned percent,
                                                           double weight, xapc_error *error);
/* Ends looking for better documents after so many seconds (what was found is the answer); 0: no end. */
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_set_time_limit(xapc_enquire *enquire, double seconds,
                                                               xapc_error *error);

/* Counts the values of a slot among the documents that a query looks at: give check_at_least the number of
 * all documents for exact counts. The facet must outlive the enquire's last search. */
XAPC_API XAPC_MUST_USE xapc_status xapc_facet_new(uint32_t slot, xapc_facet **out, xapc_error *error);
XAPC_API void xapc_facet_free(xapc_facet *facet);
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_add_facet(xapc_enquire *enquire, xapc_facet *facet,
                                                          xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_clear_facets(xapc_enquire *enquire, xapc_error *error);
XAPC_API uint64_t xapc_facet_total(const xapc_facet *facet); /* documents looked at */
/* The `most` most frequent values, most frequent first: calls `each` until it returns false. */
XAPC_API XAPC_MUST_USE xapc_status xapc_facet_top(const xapc_facet *facet, size_t most,
                                                  bool (*each)(void *user, xapc_text value, uint64_t count),
                                                  void *user, xapc_error *error);

/* Runs the query: hits first, first + 1, ... at most `most`; at least `check_at_least` matches are counted
 * before it stops counting. */
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_mset(xapc_enquire *enquire, uint32_t first, uint32_t most,
                                                     uint32_t check_at_least, xapc_mset **out,
                                                     xapc_error *error);
/* Calls `each` with the number of every match of a database on this machine until it returns false: neither
 * sorted nor weighed. Of one database numbers rise; of several those of each do. Takes no memory for the
 * matches. */
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_each(xapc_enquire *enquire,
                                                     bool (*each)(void *user, xapc_docid docid), void *user,
                                                     xapc_error *error);
XAPC_API void xapc_mset_free(xapc_mset *mset);
XAPC_API size_t xapc_mset_size(const xapc_mset *mset);
typedef struct xapc_matches {
    uint64_t least, estimated, most; /* alike: exact */
    double best_weight, possible_weight;
} xapc_matches;
XAPC_API xapc_matches xapc_mset_matches(const xapc_mset *mset);

typedef struct xapc_hit {
    xapc_docid docid;
    uint32_t rank; /* from 0 */
    double weight;
    int percent;
    xapc_text sort_key;     /* by which it was sorted, else empty */
    xapc_text collapse_key; /* its value of the slot to collapse by, else empty */
    uint32_t collapsed;     /* at least so many were left out for it */
} xapc_hit;
/* XAPC_E_RANGE: i is not below the size. The texts live until the next call on the mset. */
XAPC_API XAPC_MUST_USE xapc_status xapc_mset_hit(xapc_mset *mset, size_t i, xapc_hit *out, xapc_error *error);
XAPC_API XAPC_MUST_USE xapc_status xapc_mset_document(xapc_mset *mset, size_t i, xapc_document **out,
                                                      xapc_error *error);
/* Documents that have a term of the query. */
XAPC_API XAPC_MUST_USE xapc_status xapc_mset_term_frequency(const xapc_mset *mset, const char *term,
                                                            size_t len, uint64_t *out, xapc_error *error);
/* About `most` bytes of a text around the query's words, which stand between `start` and `end`; ellipses
 * where text is left out. `language` as for xapc_document_add_text. */
XAPC_API XAPC_MUST_USE xapc_status xapc_mset_snippet(const xapc_mset *mset, const char *text, size_t len,
                                                     size_t most, const char *language, const char *start,
                                                     const char *end, xapc_buffer *out, xapc_error *error);

/* Terms that set these documents apart from the others, best first. */
XAPC_API XAPC_MUST_USE xapc_status xapc_enquire_eset(xapc_enquire *enquire, const xapc_docid *relevant,
                                                     size_t n, uint32_t most, xapc_eset **out,
                                                     xapc_error *error);
XAPC_API void xapc_eset_free(xapc_eset *eset);
XAPC_API size_t xapc_eset_size(const xapc_eset *eset);
/* XAPC_E_RANGE: i is not below the size. The term lives until the next call on the eset. */
XAPC_API XAPC_MUST_USE xapc_status xapc_eset_term(xapc_eset *eset, size_t i, xapc_text *out,
                                                  double *out_weight, xapc_error *error);

#ifdef __cplusplus
}
#endif
#endif
