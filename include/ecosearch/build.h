/* SPDX-License-Identifier: MIT */
/*
 * ecosearch/build.h - making an index: from files and folders (eco_build) or document by document
 * (eco_writer).
 *
 * An index is a folder. Nothing in it changes for readers until a commit, which publishes a new generation by
 * one rename; a run that fails or is killed leaves the generation before it in place, whole. One writer at a
 * time: a second one gets ECO_E_LOCKED with the holder's process number in the message.
 */
#ifndef ECOSEARCH_BUILD_H
#define ECOSEARCH_BUILD_H

#include <ecosearch/base.h>
#include <ecosearch/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Why a document was not taken. X(name, number, slug, sentence) */
#define ECO_REJECT_LIST(X)                                                                                   \
    X(ECO_REJECT_UNREADABLE, 0, "unreadable", "the file or folder could not be read")                        \
    X(ECO_REJECT_GZIP, 1, "gzip", "the gzip data is damaged or ends too early")                              \
    X(ECO_REJECT_JSON, 2, "json", "the line is not a JSON object")                                           \
    X(ECO_REJECT_FIELD, 3, "field", "a field has the wrong type or an impossible value")                     \
    X(ECO_REJECT_TOO_LONG, 4, "too-long", "the record is longer than the limit")                             \
    X(ECO_REJECT_BINARY, 5, "binary", "the content is not text")                                             \
    X(ECO_REJECT_EMPTY, 6, "empty", "there is no text in it")                                                \
    X(ECO_REJECT_DUPLICATE_KEY, 7, "duplicate-key", "a later document has the same key")                     \
    X(ECO_REJECT_WARC, 8, "warc", "the record of the crawl is damaged")                                      \
    X(ECO_REJECT_HTTP, 9, "http", "the server answered with an error")                                       \
    X(ECO_REJECT_REDIRECT, 10, "redirect", "it only points to another page")                                 \
    X(ECO_REJECT_TYPE, 11, "type", "it is neither a page nor text")                                          \
    X(ECO_REJECT_CODING, 12, "coding", "it is compressed in a way that is not read")                         \
    X(ECO_REJECT_XML, 13, "xml", "the XML is damaged")                                                       \
    X(ECO_REJECT_NAMESPACE, 14, "namespace", "a page of the wiki about itself")

typedef enum eco_reject_reason {
#define ECO_REJECT_ENUM(name, number, slug, sentence) name = number,
    ECO_REJECT_LIST(ECO_REJECT_ENUM)
#undef ECO_REJECT_ENUM
        ECO_N_REJECT_REASONS
} eco_reject_reason;

ECO_API const char *eco_reject_slug(eco_reject_reason reason);
ECO_API const char *eco_reject_sentence(eco_reject_reason reason);

/* One document or file that was not taken. Valid during the callback. */
typedef struct eco_reject {
    eco_reject_reason reason;
    const char *path;   /* file as given or found, "-": standard input, "": a document of eco_writer_add */
    uint64_t record;    /* 1-based record in the file, or document added; 0: the file as a whole */
    const char *detail; /* one line: what exactly and where */
} eco_reject;

/* Where a run stands. */
typedef struct eco_progress {
    const char *stage;    /* "read", "merge", "engine", "publish": a constant string */
    uint64_t documents;   /* taken so far */
    uint64_t bytes_done;  /* bytes of the sources read so far (as on disk); in "merge", of the segments; in
                             "engine", documents */
    uint64_t bytes_total; /* 0: unknown */
} eco_progress;

typedef struct eco_build_options {
    size_t struct_size;
    const char *analysis; /* "fr" (default) or "ws" */
    uint64_t memory;      /* bytes the run may use; 0: 512 MiB */
    unsigned threads;     /* 0: one a core */
    uint64_t
        max_record_bytes; /* eco_build rejects a longer record; 0: memory / 64 within 1 to 64 MiB. A record
                             takes about ten times its length: a larger limit may pass the budget */
    bool no_stored_text;  /* keep metadata but not the passages: no snippets, no export */
    bool reorder; /* documents that resemble each other side by side: a smaller and faster index, where
                     documents of one score come in another order; takes about as long again */
    /* Called from one thread at a time, NULL: not wanted. A progress callback that returns false cancels. */
    bool (*on_progress)(void *user, const eco_progress *progress);
    void (*on_reject)(void *user, const eco_reject *reject);
    void *user;
    /* Files of words that are never stemmed, and of words with their stems; see eco_build. NULL: none. */
    const char *protected_words;
    const char *stems;
    /* What keeps the index: "native" (default) or "xapian", which is a module of its own: ECO_E_UNSUPPORTED
     * where it is not installed. Xapian may divide the documents by their keys among several databases, 1 to
     * 1000; 0: 1. */
    const char *engine;
    unsigned shards;
    /* eco_writer_open: documents are added to the generation that is there, if there is one, and replace
     * those with their keys; analysis, words, engine, shards and whether text is stored are as it has them.
     */
    bool update;
    bool keep_missing; /* eco_update: documents that are not in their sources any more stay */
    bool drop_missing; /* eco_update: what was not found in a damaged file goes too */
    /* eco_update: sources that the index is to remember no longer, and whose documents go (with keep_missing
     * they stay for good); they need not be there any more. ECO_E_ARGUMENT: it does not remember one of them.
     */
    const char *const *without;
    size_t n_without;
    bool force;          /* publish whatever the gates say */
    unsigned keep;       /* generations kept for eco_rollback, the new one among them; 0: 3 */
    double wait_seconds; /* for a lock that another writer holds, before ECO_E_LOCKED */
    /* The index may lie on a network file system (NFS, SMB...), else ECO_E_UNSUPPORTED: there the lock may
     * not hold between machines, and files that go here go under readers elsewhere. */
    bool allow_network;
} eco_build_options;

#define ECO_BUILD_OPTIONS_INIT                                                                               \
    {                                                                                                        \
        .struct_size = sizeof(eco_build_options)                                                             \
    }

typedef struct eco_build_summary {
    uint64_t documents; /* in the new generation */
    uint64_t read;      /* records met, rejected ones included */
    uint64_t rejected;  /* sum of the next */
    uint64_t rejected_by_reason[ECO_N_REJECT_REASONS];
    uint64_t replaced_bytes; /* ill-formed UTF-8 sequences replaced by U+FFFD, over all documents */
    uint64_t bad_dates;      /* documents taken undated because their date could not be read; it is a field */
    uint64_t damaged;        /* documents taken as far as their damaged source could be read */
    uint64_t text_bytes;     /* UTF-8 text analysed */
    uint64_t source_bytes;   /* read from the sources, as on disk */
    uint64_t index_bytes;
    uint64_t tokens;
    uint64_t generation;
    /* Against the generation before; a build from scratch adds all. */
    uint64_t added, updated, unchanged, removed;
    uint64_t forgotten; /* left out because eco_forget was told so */
    uint64_t kept;      /* not found, or found cut, and kept: what they came from is damaged */
    uint64_t deleted;   /* documents deleted whose bytes are still in a segment of the generation */
    uint64_t segments;
    bool published;       /* false: nothing had changed, `generation` is the one that was there */
    double seconds_read;  /* reading, analysis and inversion */
    double seconds_merge; /* merging segments */
    double seconds_total;
} eco_build_summary;

/*
 * Builds an index at `index_path` (made if missing) from files, folders (walked in byte order of names,
 * hidden files and the index's own folder left out) or "-" (standard input), and publishes it as the next
 * generation. Kinds are found by content. A damaged or unreadable part is rejected and counted and the run
 * goes on; a source that does not exist ends it with ECO_E_MISSING before anything is read. When not one
 * document could be taken nothing is published: ECO_E_DATA, and `out` tells what was rejected (generation 0).
 * `out` may be NULL.
 *
 * protected_words names a UTF-8 file with a word a line, stems one with "word<TAB>stem" a line; a line that
 * begins with # is a comment. A protected word is indexed as it is but for capitals, accents and the plural's
 * s or x, and capitals inside do not part it; a stem is taken as it is but for capitals and accents, for that
 * form of the word alone. What changes nothing has no effect on the index; the rest becomes part of its
 * fingerprint and is kept in it, so that searching needs no file. ECO_E_ARGUMENT, "FILE:LINE: reason": a
 * line that cannot be understood.
 */
ECO_API ECO_MUST_USE eco_status eco_build(const char *index_path, const char *const *sources,
                                          size_t n_sources, const eco_build_options *options,
                                          eco_build_summary *out, eco_error *error);

/*
 * Brings an index up to date with its sources and publishes the result: only new, changed and vanished
 * documents are touched. Sources are those named, which the index remembers from then on, or with n_sources 0
 * those that it remembers of earlier runs. A file whose size and time of modification are as they were is not
 * read; of the others each document is compared by a hash of its content. What a source that was read has no
 * more is removed (but see keep_missing); what an unreadable file or folder held stays, as does what came
 * from standard input. In a file with damage - cut short, empty, with records that make no sense - what is
 * missing may be what is damaged: it stays too (out->kept), until the file can be read whole again or
 * drop_missing says that it is as meant. Of several documents with one key the last counts, in the order in
 * which the index came to know its sources; when a source that gives a key up is read alone, the document
 * that another source has for it comes with that one's next reading. Without an index this is eco_build.
 *
 * ECO_E_GATE: the run would lose more than 20 % of the documents or half of the text, or has rejected more
 * than 10 % of the records; nothing is published unless options->force, `out` tells what would have been.
 * (eco_build over an index has the same gates; indexes of fewer than 20 documents have none.) ECO_E_ANALYSER:
 * the index was made by another analysis or other words of the user's; ECO_E_VERSION: by a version that did
 * not remember where documents come from: build it again. Where nothing has changed nothing is published
 * (out->published).
 */
ECO_API ECO_MUST_USE eco_status eco_update(const char *index_path, const char *const *sources,
                                           size_t n_sources, const eco_build_options *options,
                                           eco_build_summary *out, eco_error *error);

/*
 * Publishes an index of the documents of a Xapian database on disk, as eco_build does of files. What ecoindex
 * wrote comes back as it was; of others (docs/operations.md says how) data, values and terms are taken.
 * ECO_E_UNSUPPORTED: the module for Xapian is not installed; ECO_E_MISSING, ECO_E_CORRUPT: the database.
 * `out` may be NULL.
 */
ECO_API ECO_MUST_USE eco_status eco_import_xapian(const char *index_path, const char *database,
                                                  const eco_build_options *options, eco_build_summary *out,
                                                  eco_error *error);
/* Writes the documents of an index, with all their terms, to a new Xapian database at `path`, where nothing
 * may be yet: what eco_build writes with the engine "xapian". A run that fails may leave a part of it. */
ECO_API ECO_MUST_USE eco_status eco_export_xapian(const char *index_path, const char *path, eco_error *error);

/* Builds from documents that the caller makes. One thread at a time. */
typedef struct eco_writer eco_writer;

/* Opens a writer for a new generation from scratch, or with options->update for one that adds to the last;
 * `options` NULL: defaults. Takes the index's lock. */
ECO_API ECO_MUST_USE eco_status eco_writer_open(const char *index_path, const eco_build_options *options,
                                                eco_writer **out, eco_error *error);
/* Adds a document; its texts are copied. A key met before replaces the earlier document (counted as
 * ECO_REJECT_DUPLICATE_KEY). ECO_E_ARGUMENT, with nothing added: it breaks a rule of document.h - no key or
 * one over 1024 bytes, a date, zone or region that is none, a region twice or with an impossible share,
 * fields that are not one JSON object. */
ECO_API ECO_MUST_USE eco_status eco_writer_add(eco_writer *writer, const eco_document *document,
                                               eco_error *error);
/* Publishes all documents added as the next generation; without any it is an empty one: unlike eco_build the
 * caller knows what was added. The writer can then only be closed. */
ECO_API ECO_MUST_USE eco_status eco_writer_commit(eco_writer *writer, eco_build_summary *out,
                                                  eco_error *error);
/* Releases the lock and drops what was not committed. NULL is allowed. */
ECO_API void eco_writer_close(eco_writer *writer);

/* Which documents to forget: those that meet every condition given. */
typedef struct eco_forget_request {
    size_t struct_size;
    const char *const *keys; /* any of these */
    size_t n_keys;
    const char *source; /* its source; NULL: any */
    eco_date before;    /* certainly dated before this day; no date: any, and undated ones too */
    bool now;           /* rewrite what has their texts, and drop the generations before, at once */
} eco_forget_request;

#define ECO_FORGET_REQUEST_INIT                                                                              \
    {                                                                                                        \
        .struct_size = sizeof(eco_forget_request)                                                            \
    }

/*
 * Erases documents for good: no search finds them from the next generation on, and eco_update leaves their
 * keys out whatever the sources say (a hash of the key is kept for that); eco_build starts afresh. Their
 * stored texts go with `now`, else when their segments are merged - at the latest by eco_optimize - and the
 * generations before this one are kept no longer; until then out->deleted counts them. ECO_E_DATA, with
 * nothing changed: no document has one of the keys. Options: memory, threads, keep, wait_seconds,
 * on_progress. `out` may be NULL.
 */
ECO_API ECO_MUST_USE eco_status eco_forget(const char *index_path, const eco_forget_request *request,
                                           const eco_build_options *options, eco_build_summary *out,
                                           eco_error *error);

/* Merges all segments into one without deleted documents, where it is not so already (out->published).
 * Options as for eco_forget. */
ECO_API ECO_MUST_USE eco_status eco_optimize(const char *index_path, const eco_build_options *options,
                                             eco_build_summary *out, eco_error *error);

/* A generation that is kept. */
typedef struct eco_generation {
    uint64_t number;
    int64_t published; /* seconds since 1970; 0: unknown */
    uint64_t restores; /* the generation that eco_rollback made it a copy of, 0: none */
    uint64_t documents, deleted, segments, bytes;
    bool is_current;  /* the newest: what is searched */
    bool is_readable; /* false: damaged, or of another version or engine; the rest is unknown */
} eco_generation;

/* Calls `each` with every generation that is kept, newest first. */
ECO_API ECO_MUST_USE eco_status eco_generations(const char *index_path,
                                                void (*each)(void *user, const eco_generation *generation),
                                                void *user, eco_error *error);

/* Publishes a copy of an earlier generation as the next one: number `generation`, 0: the one before the
 * present one, or before that of which it is a copy. Files are shared, not copied. ECO_E_DATA: it is not
 * kept; ECO_E_GATE: eco_forget has erased documents since, which would be back. Options: keep, wait_seconds,
 * force. `out_generation` (may be NULL) is the number of the new one. */
ECO_API ECO_MUST_USE eco_status eco_rollback(const char *index_path, uint64_t generation,
                                             const eco_build_options *options, uint64_t *out_generation,
                                             eco_error *error);

/* What eco_check found wrong: a place (file, structure) and a plain sentence. Valid during the callback. */
typedef struct eco_finding {
    const char *file;
    const char *place;
    const char *message;
} eco_finding;

/* Verifies every checksum of the current generation and that its structures agree with each other, on all
 * cores; stored documents are not taken out of their compressed blocks. Each defect is reported, by the
 * caller's thread. ECO_OK: none, and eco_index_open can open it; ECO_E_CORRUPT: at least one defect.
 * Without any, ECO_E_ANALYSER, ECO_E_UNSUPPORTED, ECO_E_VERSION: this program cannot use it all the same. */
ECO_API ECO_MUST_USE eco_status eco_check(const char *index_path,
                                          void (*on_finding)(void *user, const eco_finding *finding),
                                          void *user, eco_error *error);

/* eco_check, and then the stored documents are read, analysed again and compared with the postings.
 * ECO_E_UNSUPPORTED: the index keeps no texts, and all else is sound. */
ECO_API ECO_MUST_USE eco_status eco_check_deep(const char *index_path,
                                               void (*on_finding)(void *user, const eco_finding *finding),
                                               void *user, eco_error *error);

#ifdef __cplusplus
}
#endif
#endif
