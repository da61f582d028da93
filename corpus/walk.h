/* SPDX-License-Identifier: MIT */
/*
 * Sources to files. Files come in the order of the sources, below a folder in byte order of names; names that
 * begin with a dot are left out. Links are followed; below one source a folder is entered once, under the
 * first name that leads to it, so links cannot make loops. A folder is listed only when its turn comes, and
 * its names are held until it is done.
 */
#ifndef ECOI_CORPUS_WALK_H
#define ECOI_CORPUS_WALK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

typedef struct ecoi_walk_entry {
    const char *name;
    bool is_folder, is_file;
    int os_errno; /* of looking at it, or 0 */
    uint64_t device, node, bytes;
    int64_t modified; /* nanoseconds since 1970 */
} ecoi_walk_entry;

typedef struct ecoi_walk_level {
    ecoi_arena names;
    ecoi_walk_entry *entries;
    size_t n, cap, next;
    size_t path_len; /* of the folder's own path */
} ecoi_walk_level;

typedef struct ecoi_walk {
    const char *const *sources;
    size_t n_sources, next_source;
    ecoi_walk_level *levels; /* folders being walked, outermost first */
    size_t n_levels, cap_levels;
    ecoi_buf path;
    size_t source_len; /* bytes of `path` that are the source itself with its slash */
    ecoi_map visited;  /* folders entered below this source */
    bool leaves_out;   /* a folder, wherever it is met: */
    uint64_t left_out_device, left_out_node;
    bool has_stream; /* a source whose size cannot be known */
    uint64_t bytes;  /* of the files found so far */
    bool no_memory;
} ecoi_walk;

typedef enum ecoi_found_what {
    ECOI_FOUND_END,
    ECOI_FOUND_FILE,
    ECOI_FOUND_STREAM,
    ECOI_FOUND_TROUBLE
} ecoi_found_what;

#define ECOI_MODIFIED_UNKNOWN INT64_MIN

/* What was found; texts live until the next call. */
typedef struct ecoi_found {
    ecoi_found_what what;
    const char *path;   /* to open and to report; "-" for standard input */
    const char *below;  /* the path below its source; the base name of a file given directly */
    const char *reason; /* TROUBLE: why it cannot be read */
    size_t source;      /* which one it is of */
    uint64_t bytes;     /* FILE: its size before it is read */
    int64_t modified;   /* its last change before it is read, in nanoseconds since 1970 */
    bool is_folder;     /* TROUBLE: all that lies below is missing too */
} ecoi_found;

/* `sources` must outlive the walk. ECO_E_MISSING names a source that does not exist, ECO_E_ARGUMENT a second
 * "-". */
eco_status ecoi_walk_start(ecoi_walk *walk, const char *const *sources, size_t n_sources, eco_error *error);
/* Leaves a folder out, under whatever name it is met; one that does not exist changes nothing. */
void ecoi_walk_leave_out(ecoi_walk *walk, const char *folder);
/* ECO_E_NO_MEMORY or ECO_OK. */
eco_status ecoi_walk_next(ecoi_walk *walk, ecoi_found *out);
void ecoi_walk_dispose(ecoi_walk *walk);

#endif
