/* SPDX-License-Identifier: MIT */
/*
 * Near-duplicates of a better match (store/sketch.h) left out of an answer. Documents whose text is not
 * stored stay: whether they are alike cannot be known.
 */
#ifndef ECOI_SEARCHER_COLLAPSE_H
#define ECOI_SEARCHER_COLLAPSE_H

#include "searcher/best.h"

/* Of settled matches keeps the first of each group, which counts the others in its n_alike. The first matches
 * of a longer row come out as they would alone. Those that options->is_seen knows are left out, each a group
 * of its own: texts are compared only for the others. */
eco_status ecoi_collapse(const ecoi_snapshot *snapshot, const eco_search_options *options, ecoi_best *best,
                         eco_error *error);

#endif
