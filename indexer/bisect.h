/* SPDX-License-Identifier: MIT */
/*
 * An order of documents in which similar ones lie together: recursive graph bisection. Documents are divided
 * into two halves of one size so that their terms' postings would take few bits, and each half again, down to
 * some dozens of documents.
 *
 * Dhulipala, Kabiljo, Karrer, Ottaviano, Pupyrev, Shalita: Compressing Graphs and Indexes with Recursive
 * Graph Bisection (KDD 2016): a term with d of a half's n documents costs d log2(n / (d + 1)) bits there; in
 * each round documents change sides that gain most by it. After Mackenzie, Petri, Moffat: Tradeoff Options
 * for Bipartite Graph Partitioning (TKDE 2022) the two sides are not sorted but parted by quick selection, a
 * change must gain more from round to round so that the rounds end early, and gains come from a table. They
 * are integers: the order is the same on every machine and with any number of threads.
 */
#ifndef ECOI_INDEXER_BISECT_H
#define ECOI_INDEXER_BISECT_H

#include <ecosearch/base.h>

/* The terms of each document: terms[starts[doc]] to before terms[starts[doc + 1]]. */
typedef struct ecoi_forward {
    uint32_t n_docs, n_terms;
    uint64_t *starts;
    uint32_t *terms;
} ecoi_forward;

/* What a thread takes besides the forward index, and all together. */
#define ECOI_BISECT_BYTES_A_TERM 20u
#define ECOI_BISECT_BYTES_A_DOC  30u

/* Puts the documents into `order`, which has room for n_docs. Halves are worked on by n_threads threads; the
 * first division is one thread's. `keep_on` NULL or called now and then from one thread at a time: false ends
 * with ECO_E_CANCELLED. */
eco_status ecoi_bisect(const ecoi_forward *forward, unsigned n_threads, bool (*keep_on)(void *user),
                       void *user, uint32_t *order, eco_error *error);

#endif
