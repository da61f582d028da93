/* SPDX-License-Identifier: MIT */
/*
 * A disk in memory with one folder, as unkind as a real one may be: what is not synced may be lost in a power
 * cut, in any part and order - names made, renamed and removed since the folder was synced, each by itself;
 * of a file any sectors since it was. And any call may fail.
 */
#ifndef TESTS_INDEXER_DISK_H
#define TESTS_INDEXER_DISK_H

#include "base/buf.h"
#include "base/vfs.h"

typedef struct disk_node {
    ecoi_buf data;
    size_t synced; /* bytes that are safe */
    unsigned references;
} disk_node;

typedef struct disk_entry {
    char name[64];
    disk_node *node;
} disk_entry;

typedef struct disk_names {
    disk_entry *items;
    size_t n, cap;
} disk_names;

/* A change of names since the folder was synced: `from` goes, `to` is there with the node. */
typedef struct disk_change {
    char from[64], to[64]; /* "": none */
    disk_node *node;
} disk_change;

typedef struct disk {
    ecoi_vfs vfs; /* hand this out */
    disk_names names, safe;
    disk_change *changes;
    size_t n_changes, changes_cap;
    bool is_locked;
    unsigned n_calls;
    unsigned fail_at;   /* the call that fails, from 1; 0: none */
    bool for_good;      /* so does every call after it */
    int with;           /* errno */
    const char *failed; /* the function that did */
} disk;

void disk_init(disk *d);
void disk_dispose(disk *d);
/* A copy of what is there, all of it safe. */
void disk_copy(const disk *from, disk *to);
/* What a power cut may leave of it; which of the many possible states follows from the seed. */
void disk_cut(const disk *from, uint64_t seed, disk *to);
size_t disk_count(const disk *d, const char *prefix);

#endif
