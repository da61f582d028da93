/* SPDX-License-Identifier: MIT */
/*
 * Which keys have been seen in an index, and when they came: a row of hashes, each with the number of the
 * look at the index that found it first. What came after look N is new to whoever has seen all up to N. Keys
 * that have gone stay, so that a document which comes back is not new.
 */
#ifndef CLI_SAVED_KEYS_H
#define CLI_SAVED_KEYS_H

#include <ecosearch/search.h>

typedef struct saved_key {
    uint64_t hash, look;
} saved_key;

typedef struct saved_keys {
    char *path;
    uint64_t id;      /* of this file: another one counts its looks anew */
    uint64_t looks;   /* that found something new */
    saved_key *items; /* by hash */
    size_t n;
    bool fresh; /* not on disk yet */
} saved_keys;

/* Reads the file that `folder` has for the index; none there, or one that is damaged, begins anew. False,
 * with a message. Dispose in any case. */
bool cli_saved_keys_open(saved_keys *keys, const char *folder, const char *index_path);
void cli_saved_keys_dispose(saved_keys *keys);

/* Takes in all keys of the index and writes the file if some are new. False, with a message. */
bool cli_saved_keys_look(saved_keys *keys, eco_index *index);

/* The look that found the key first; 0: it has not been seen. */
uint64_t cli_saved_keys_look_of(const saved_keys *keys, eco_text key);

#endif
