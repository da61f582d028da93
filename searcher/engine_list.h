/* SPDX-License-Identifier: MIT */
/*
 * A file that says which databases together are an index. UTF-8, a line each; a line that begins with # is a
 * comment:
 *
 *   ecosearch-shards 1
 *   timeout 5                      seconds that a remote one may take to answer, 10 if nothing is said
 *   tcp:10.0.0.7:7000              a database that xapian-tcpsrv serves
 *   xapian-00000001-0              a folder, from the file's own on
 */
#ifndef ECOI_SEARCHER_ENGINE_LIST_H
#define ECOI_SEARCHER_ENGINE_LIST_H

#include "base/arena.h"
#include "base/engine.h"

typedef struct ecoi_engine_listed {
    ecoi_engine_place place;
    const char *name; /* as written */
} ecoi_engine_listed;

typedef struct ecoi_engine_list {
    ecoi_engine_listed *items;
    size_t n, cap;
    unsigned timeout_ms;
    ecoi_arena arena;
} ecoi_engine_list; /* zero-initialise, dispose always */

/* Whether there is a file and no folder. */
bool ecoi_engine_list_is(const char *path);
/* ECO_E_ARGUMENT, "FILE:LINE: reason": a line that cannot be understood. */
eco_status ecoi_engine_list_read(const char *path, ecoi_engine_list *out, eco_error *error);
void ecoi_engine_list_dispose(ecoi_engine_list *list);

#endif
