/* SPDX-License-Identifier: MIT */
#include "indexer/gates.h"

#include <inttypes.h>

#include "base/error.h"

static bool exceeds(uint64_t part, uint64_t whole, unsigned per_cent)
{
    return (double)part * 100 > (double)whole * per_cent;
}

eco_status ecoi_gates_check(const ecoi_gate_numbers *n, eco_error *error)
{
    if (n->documents_before && n->documents_lost == n->documents_before && !n->words_after)
        return ecoi_error_set(error, ECO_E_GATE,
                              "all documents would be lost (%" PRIu64 "); nothing is published",
                              n->documents_before);
    if (n->documents_before < ECOI_GATE_DOCS)
        return ECO_OK;
    if (exceeds(n->documents_lost, n->documents_before, ECOI_GATE_LOST))
        return ecoi_error_set(error, ECO_E_GATE,
                              "%" PRIu64 " of %" PRIu64
                              " documents would be lost, more than %u %%; nothing is "
                              "published",
                              n->documents_lost, n->documents_before, ECOI_GATE_LOST);
    if (n->rejected >= ECOI_GATE_DOCS / 2 && exceeds(n->rejected, n->read, ECOI_GATE_REJECTED))
        return ecoi_error_set(error, ECO_E_GATE,
                              "%" PRIu64 " of %" PRIu64
                              " records were rejected, more than %u %%; nothing is published",
                              n->rejected, n->read, ECOI_GATE_REJECTED);
    if (n->words_after < n->words_before &&
        exceeds(n->words_before - n->words_after, n->words_before, ECOI_GATE_TEXT))
        return ecoi_error_set(error, ECO_E_GATE,
                              "the text would shrink from %" PRIu64 " words to %" PRIu64
                              ", by more than half; nothing is published",
                              n->words_before, n->words_after);
    return ECO_OK;
}
