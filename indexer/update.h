/* SPDX-License-Identifier: MIT */
/*
 * What becomes of documents where there is a generation already: each that comes in is new, changed or as it
 * was; each that does not is still there or gone. Without a generation before (a build from scratch) all are
 * new, and only what the next update must know is noted.
 *
 * Of several documents with one key the last counts, in the order of sources, of files within one, of records
 * within a file - also when only some of these are read. So everything met has a place, and where an old
 * document and a new one contend for a key the later place wins; the file of the other is read again by the
 * next run.
 *
 * A document is gone when all of what it came from was read and it was not in there: its file was read to the
 * end without it, or is not there any more in a source that was listed whole. Where anything in the file was
 * damaged nobody knows what that was: documents that were not met in it are kept, and the file is read again
 * by the next run until none is (`drop_missing`: those of files that could be read at all go).
 */
#ifndef ECOI_INDEXER_UPDATE_H
#define ECOI_INDEXER_UPDATE_H

#include "indexer/files.h"
#include "indexer/ledger.h"
#include "indexer/previous.h"

/* A document that comes in where an old one has its key. */
typedef struct ecoi_rival {
    uint32_t arrival; /* among those that are taken */
    ecoi_place old;
    uint64_t place;
} ecoi_rival;

typedef struct ecoi_update {
    ecoi_previous previous;
    bool has_previous;
    ecoi_files files;
    ecoi_row known_files; /* as the generation before has it */
    ecoi_ledger ledger;   /* of the documents taken */
    ecoi_row forgotten;   /* hashes of keys, rising */
    ecoi_row fresh;       /* of those that this run forgets */
    uint64_t file;        /* that documents now come from; ECOI_NO_FILE: none that could be met again */
    uint32_t source;      /* its source */
    uint64_t content;     /* hash of the document met last */
    bool is_cut;          /* the document that is met next was cut by damage to its file */
    bool drop_missing;
    ecoi_rival *rivals;
    size_t n_rivals, rivals_cap;
    uint64_t n_updated, n_removed, n_forgotten;
    uint64_t n_kept;    /* documents that stay only because of damage */
    uint64_t n_dropped; /* documents taken that an old one with a later place has the key of */
} ecoi_update;          /* zero-initialise, dispose always */

/* Starts from the newest generation of the folder. ECO_E_MISSING: there is none; ECO_E_VERSION: it does not
 * know where its documents came from. */
eco_status ecoi_update_open(ecoi_update *update, const ecoi_folder *folder, eco_error *error);
void ecoi_update_dispose(ecoi_update *update);

/* A file of a source of `update->files` is met, or found to be unreadable: documents come from it now, if it
 * is wanted. */
eco_status ecoi_update_meet_file(ecoi_update *update, uint32_t source, const ecoi_found *found,
                                 bool *out_wanted, eco_error *error);
/* The file could not be read to its end. */
void ecoi_update_damage_file(ecoi_update *update);
/* There is a record in it that may have been a document. */
void ecoi_update_mangle_file(ecoi_update *update);

/* A document is met. It is to be taken unless it is as it was, or cut where a whole one is there. */
eco_status ecoi_update_meet(ecoi_update *update, const eco_document *document, bool *out_wanted,
                            eco_error *error);
/* It has been taken; after ecoi_update_meet. */
eco_status ecoi_update_take(ecoi_update *update, eco_error *error);
/* It could not be taken after all. */
void ecoi_update_forget_last(ecoi_update *update);

/* Two documents that were taken have one key: the first is dropped. */
void ecoi_update_note_duplicate(ecoi_update *update, uint32_t dropped, uint32_t kept);
/* Once all are taken, and duplicates among them dropped: drops or deletes what loses its key to another, and
 * deletes what is gone, unless `keep_missing`. */
eco_status ecoi_update_settle(ecoi_update *update, ecoi_run *runs, size_t n_runs, bool keep_missing,
                              eco_error *error);

/* Once settled, where no document was taken: whether there is anything else to publish. */
eco_status ecoi_update_is_change(const ecoi_update *update, bool keep_missing, bool *out, eco_error *error);

/* Deletes a document of the generation before for good: updates will leave its key out. */
eco_status ecoi_update_forget(ecoi_update *update, ecoi_place place, eco_error *error);
/* Whether an earlier run has forgotten the key. */
bool ecoi_update_is_forgotten(const ecoi_update *update, eco_text key);
/* Once all are forgotten. */
eco_status ecoi_update_settle_forgotten(ecoi_update *update, eco_error *error);

#endif
