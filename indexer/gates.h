/* SPDX-License-Identifier: MIT */
/*
 * Sanity gates: a run whose result is too far from the generation before is not published, so that a source
 * that went missing or a feed that was mangled at night costs nothing. An index of fewer than ECOI_GATE_DOCS
 * documents has none: there a few documents are a large share.
 */
#ifndef ECOI_INDEXER_GATES_H
#define ECOI_INDEXER_GATES_H

#include <ecosearch/base.h>

#define ECOI_GATE_DOCS     20u /* fewer than this may change as they like, but not all go */
#define ECOI_GATE_LOST     20u /* per cent of the documents */
#define ECOI_GATE_REJECTED 10u /* per cent of the records read, and ECOI_GATE_DOCS / 2 at least */
#define ECOI_GATE_TEXT     50u /* per cent of the words */

typedef struct ecoi_gate_numbers {
    uint64_t documents_before, documents_lost;
    uint64_t read,
        rejected; /* records; those that gave way to a later one of the same key are not rejected */
    uint64_t words_before, words_after;
} ecoi_gate_numbers;

/* ECO_E_GATE and the reason, or ECO_OK. */
eco_status ecoi_gates_check(const ecoi_gate_numbers *numbers, eco_error *error);

#endif
