/* SPDX-License-Identifier: MIT */
/* Shared by the parts of eco_inspect. A part shows what it can of one segment; damage is a line and counted.
 */
#ifndef ECOI_INDEXER_INSPECT_H
#define ECOI_INDEXER_INSPECT_H

#include <ecosearch/inspect.h>

#include "store/manifest.h"
#include "store/segment.h"

typedef struct ecoi_inspector {
    bool (*on_line)(void *user, const char *line);
    void *user;
    size_t n_left; /* lines that may be shown */
    bool is_ended; /* by the limit or the caller: nothing more is shown */
    const ecoi_manifest_segment *recorded;
    const ecoi_segment *segment;
    eco_text argument; /* ptr NULL: none */
    uint64_t n_found, n_damaged;
    bool no_memory;
    ecoi_arena arena;
} ecoi_inspector;

/* Shows a line; false: it was the last. Long lines are cut. */
bool ecoi_inspect_put(ecoi_inspector *inspector, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Whether a call went well; damage is shown. */
bool ecoi_inspect_ok(ecoi_inspector *inspector, eco_status status, const eco_error *error);
bool ecoi_inspect_sound(ecoi_inspector *inspector, bool is_sound, const char *what);

void ecoi_inspect_term(ecoi_inspector *inspector);
void ecoi_inspect_terms(ecoi_inspector *inspector);
void ecoi_inspect_forms(ecoi_inspector *inspector);
void ecoi_inspect_document(ecoi_inspector *inspector);
void ecoi_inspect_columns(ecoi_inspector *inspector);

#endif
