/* SPDX-License-Identifier: MIT */
/* What writer.c (opening, adding) and writer_commit.c share. */
#ifndef ECOI_INDEXER_WRITER_IMPL_H
#define ECOI_INDEXER_WRITER_IMPL_H

#include "corpus/json.h"
#include "indexer/duplicates.h"
#include "indexer/pipeline.h"
#include "indexer/progress.h"
#include "indexer/update.h"
#include "indexer/writer.h"

struct eco_writer {
    eco_build_options options;
    ecoi_plan plan;
    ecoi_folder folder;
    ecoi_analyser *analyser;
    ecoi_buf words; /* the user's own */
    ecoi_pipeline *pipeline;
    ecoi_duplicates duplicates;
    ecoi_update update;
    ecoi_json *json; /* made when first needed */
    ecoi_progress progress;
    eco_build_summary summary;
    double opened;
    bool committed; /* or tried to */
    bool gated;     /* the numbers below are known, and the gates look at them */
    uint64_t n_records, n_rejected;
};

#endif
