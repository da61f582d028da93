/* SPDX-License-Identifier: MIT */
/*
 * Saved queries: what ecosearch is asked again and again, and what of the answer is new since the last time.
 *
 * They live in a folder of the user's, $XDG_STATE_HOME/ecosearch: the file `saved` (a line a query, columns
 * as in cli/columns.h) and for each index a file of the keys that have been seen in it (cli/saved_keys.h).
 * Both are replaced in one step; `saved.lock` lets one process at a time work on them.
 */
#ifndef CLI_SAVED_H
#define CLI_SAVED_H

#include "cli/request.h"

#include <time.h>

typedef struct saved_query {
    char *line; /* owned; all below point into it */
    const char *name;
    const char **args; /* its options and "--" and the query, as they were given; owned array */
    size_t n_args;
    int64_t last_run;       /* seconds since 1970 */
    uint64_t keys_id, seen; /* which file of keys, and how far in it: later ones are new */
} saved_query;

typedef struct saved_list {
    char *folder; /* owned */
    int lock;
    saved_query *items;
    size_t n;
} saved_list;

/* Opens the user's saved queries, `folder` NULL: the usual one, and keeps other processes out. False, with a
 * message. Dispose in any case. */
bool cli_saved_open(saved_list *list, const char *folder);
void cli_saved_dispose(saved_list *list);

/* The query of this name, or NULL. Valid until one is added or removed. */
saved_query *cli_saved_find(const saved_list *list, const char *name);

/* Adds a query of the request: conditions and `query`, with `index` instead of its own. False, with a
 * message. */
bool cli_saved_add(saved_list *list, const char *name, const cli_request *request, const char *index,
                   saved_query **out);
void cli_saved_remove(saved_list *list, saved_query *query);

/* Writes the file anew. False, with a message: it is as it was. */
bool cli_saved_write(const saved_list *list);

/* The request of a saved query; it points into the query. False, with a message. Dispose in any case. */
bool cli_saved_request(const saved_query *query, cli_request *request);

/* ecosearch saved ...; the exit code. */
int cli_saved(int argc, char **argv);

typedef enum saved_format { SAVED_TEXT, SAVED_JSON, SAVED_ATOM, SAVED_HTML } saved_format;

/* What a run has found for one query. */
typedef struct saved_news {
    const saved_query *query;
    const cli_request *request;
    bool since_last;   /* only what is new */
    uint64_t total;    /* documents that the query finds in all */
    uint64_t shown;    /* hits that follow */
    uint64_t left_out; /* new ones that are near-duplicates of a better hit, new or not */
} saved_news;

/* Writes a digest to standard output: begin, then for each query news and its hits, then end. */
typedef struct saved_writer {
    cli_page page;
    cli_json json;
    time_t now;
    const saved_news *news; /* of the query at hand */
} saved_writer;

typedef struct saved_writing {
    void (*begin)(saved_writer *writer);
    void (*query)(saved_writer *writer);
    void (*hit)(saved_writer *writer, const eco_hit *hit);
    void (*query_end)(saved_writer *writer);
    void (*end)(saved_writer *writer);
} saved_writing;

extern const saved_writing cli_saved_text, cli_saved_json, cli_saved_atom, cli_saved_html;

/* Runs the queries of these names, none: all, and writes the digest. With `since_last` only what is new,
 * which is then remembered. Found, nothing found or failed, as ecosearch. */
int cli_saved_run(saved_list *list, const cli_list *names, bool since_last, saved_format format);

#endif
