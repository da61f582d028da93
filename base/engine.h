/* SPDX-License-Identifier: MIT */
/*
 * An engine that keeps documents and postings in the place of our own segments: what its module offers, a
 * table of functions. The module is a shared library of its own, libecosearch-NAME.so.0, loaded when an index
 * names the engine.
 *
 * An engine knows documents of terms with positions, values in numbered slots and stored data, and answers
 * trees of terms. What the terms and values mean is the format's (store/engine_names.h,
 * store/engine_record.h).
 *
 * A reader or writer belongs to one thread at a time. What a reader hands out lives until its next call.
 * Documents are numbered by the engine, from 1, rising in the order they were added to one place.
 */
#ifndef ECOI_BASE_ENGINE_H
#define ECOI_BASE_ENGINE_H

#include <ecosearch/base.h>

#define ECOI_ENGINE_XAPIAN  "xapian"
#define ECOI_ENGINE_VERSION 2u

/* A database: a folder, or one that a host serves. */
typedef struct ecoi_engine_place {
    const char *path; /* NULL: remote */
    const char *host;
    unsigned port;
} ecoi_engine_place;

typedef struct ecoi_engine_posting {
    eco_text term;
    const uint32_t *positions; /* rising; NULL: none are kept */
    size_t n;                  /* occurrences */
} ecoi_engine_posting;

typedef struct ecoi_engine_document {
    eco_text data;
    const eco_text *values; /* by slot; an empty one is none */
    size_t n_values;
    const ecoi_engine_posting *postings; /* each term once */
    size_t n_postings;
} ecoi_engine_document;

/* A document of a database that anyone may have made. */
typedef struct ecoi_engine_value {
    uint32_t slot;
    eco_text text;
} ecoi_engine_value;

typedef struct ecoi_engine_raw {
    uint32_t docid;
    eco_text data;
    const ecoi_engine_value *values; /* by rising slot */
    size_t n_values;
    const ecoi_engine_posting *terms; /* by rising bytes; positions NULL: none are kept */
    size_t n_terms;
} ecoi_engine_raw;

/* What a database's files hold, as far as an engine keeps it apart. */
typedef struct ecoi_engine_bytes {
    uint64_t postings;  /* terms, where they occur, values */
    uint64_t documents; /* stored data */
    uint64_t other;
} ecoi_engine_bytes;

typedef enum ecoi_engine_op {
    ECOI_ENGINE_NONE,
    ECOI_ENGINE_ALL,
    ECOI_ENGINE_TERM,
    ECOI_ENGINE_AND,
    ECOI_ENGINE_OR,
    ECOI_ENGINE_AND_NOT, /* the first child without any of the others */
    ECOI_ENGINE_PHRASE,  /* TERMs and ORs of TERMs in order within `number` positions */
    ECOI_ENGINE_RANGE    /* the value of slot `number` is there and lies within low and high, both included */
} ecoi_engine_op;

typedef struct ecoi_engine_query ecoi_engine_query;
struct ecoi_engine_query {
    ecoi_engine_op op;
    uint32_t number;
    eco_text term, low, high; /* RANGE: ptr NULL is open */
    ecoi_engine_query **children;
    size_t n_children;
};

typedef struct ecoi_engine_reader ecoi_engine_reader;
typedef struct ecoi_engine_writer ecoi_engine_writer;
typedef struct ecoi_engine_terms ecoi_engine_terms;

typedef struct ecoi_engine {
    uint32_t version; /* ECOI_ENGINE_VERSION */
    uint32_t size;    /* sizeof(ecoi_engine) */

    /* `anew`: a new database, in the place of one that is there; else there must be one. ECO_E_DENIED,
     * ECO_E_IO... when the folder cannot be made. */
    eco_status (*writer_open)(const char *path, bool anew, ecoi_engine_writer **out, eco_error *error);
    eco_status (*writer_add)(ecoi_engine_writer *writer, const ecoi_engine_document *document,
                             eco_error *error);
    /* Deletes the documents that have a term; none is no error. */
    eco_status (*writer_delete)(ecoi_engine_writer *writer, eco_text term, eco_error *error);
    eco_status (*writer_set_metadata)(ecoi_engine_writer *writer, eco_text key, eco_text value,
                                      eco_error *error);
    eco_status (*writer_commit)(ecoi_engine_writer *writer, eco_error *error);
    void (*writer_close)(ecoi_engine_writer *writer); /* NULL is allowed */

    /* Opens places as one; an exchange with a remote one may take timeout_ms (0: no end). ECO_E_MISSING,
     * ECO_E_CORRUPT, ECO_E_IO (the network), ECO_E_TIMEOUT. The message names no place. */
    eco_status (*open)(const ecoi_engine_place *places, size_t n, unsigned timeout_ms,
                       ecoi_engine_reader **out, eco_error *error);
    void (*close)(ecoi_engine_reader *reader); /* NULL is allowed */
    /* Of one of the places; empty: there is none. */
    eco_status (*metadata)(ecoi_engine_reader *reader, size_t place, eco_text key, eco_text *out,
                           eco_error *error);
    /* Documents that have the term, and its occurrences. */
    eco_status (*frequency)(ecoi_engine_reader *reader, eco_text term, uint64_t *out_documents,
                            uint64_t *out_occurrences, eco_error *error);
    /* Terms that begin with `prefix`, rising. seek moves to the first that is >= `from`, never back; next to
     * the one after. *out with ptr NULL: the end. */
    eco_status (*terms_open)(ecoi_engine_reader *reader, eco_text prefix, ecoi_engine_terms **out,
                             eco_error *error);
    eco_status (*terms_seek)(ecoi_engine_terms *terms, eco_text from, eco_text *out, eco_error *error);
    eco_status (*terms_next)(ecoi_engine_terms *terms, eco_text *out, eco_error *error);
    void (*terms_close)(ecoi_engine_terms *terms); /* NULL is allowed */

    /* How many documents match, exactly. */
    eco_status (*count)(ecoi_engine_reader *reader, const ecoi_engine_query *query, uint64_t *out,
                        eco_error *error);
    /* Calls `each` with every match, or the first `most` of them (0: all), by rising value of slot 0, with
     * that value, until it returns false. *out_total (NULL: not wanted): how many there are. */
    eco_status (*match)(ecoi_engine_reader *reader, const ecoi_engine_query *query, uint32_t most,
                        uint64_t *out_total, bool (*each)(void *user, uint32_t docid, eco_text value),
                        void *user, eco_error *error);
    /* Whether documents' numbers rise with the value of slot 0, as those of one database on disk do; then:
     * calls `each` with every match, by rising number, until it returns false; with the value of slot 0 of
     * documents, which rise. ECO_E_CORRUPT: one has none. */
    bool (*is_ordered)(const ecoi_engine_reader *reader);
    eco_status (*match_ordered)(ecoi_engine_reader *reader, const ecoi_engine_query *query,
                                bool (*each)(void *user, uint32_t docid), void *user, eco_error *error);
    eco_status (*values)(ecoi_engine_reader *reader, const uint32_t *docids, size_t n,
                         bool (*each)(void *user, uint32_t docid, eco_text value), void *user,
                         eco_error *error);
    /* The data and the value of slot 0 of a document. */
    eco_status (*document)(ecoi_engine_reader *reader, uint32_t docid, eco_text *out_data,
                           eco_text *out_value, eco_error *error);

    /* Calls `each` with every document of a database on disk, by rising number, until it returns false. */
    eco_status (*each_raw)(const char *path, bool (*each)(void *user, const ecoi_engine_raw *raw), void *user,
                           eco_error *error);
    /* Writes a database on disk once more, to a new folder, as small as can be and with nothing of what was
     * deleted. */
    eco_status (*compact)(const char *path, const char *to, eco_error *error);
    /* Bytes of a database on disk by what they hold. */
    void (*bytes)(const char *path, ecoi_engine_bytes *out);
    /* Verifies a database on disk; `each` gets a line for each defect. ECO_E_CORRUPT: there was one. */
    eco_status (*check)(const char *path, void (*each)(void *user, const char *line), void *user,
                        eco_error *error);
} ecoi_engine;

/* The one thing that a module exports for us: "eco_engine_" and its name. */
typedef const ecoi_engine *ecoi_engine_get(void);

/* Loads an engine's module; it stays loaded. ECO_E_UNSUPPORTED: it is not installed, or of another version.
 * Any thread. */
eco_status ecoi_engine_load(const char *name, const ecoi_engine **out, eco_error *error);

#endif
