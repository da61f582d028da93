/* SPDX-License-Identifier: MIT */
#include "indexer/plan.h"

#include "base/cpu.h"

enum {
    BATCHES_A_BUDGET = 48, /* enough batches at once for 8 workers in half of the budget */
    FORMS_A_BUDGET = 64,   /* distinct forms of a run: a share only hostile text reaches */
    MEMOS_SHARE = 8,       /* all memos together */
    MAPS_SHARE = 4,        /* pages of segments being merged */
    MAX_THREADS = 256,
    MIN_BATCH = 256 << 10, /* below this the files cost more than the work */
    MAX_BATCH = 32 << 20,  /* above this neither merging nor packing gains */
    MEMORY_AN_INPUT =
        512 << 10, /* dictionary, forms and postings pages of a segment being merged, its cursor */
    RECORDS_A_BUDGET =
        64, /* what a record takes on its way: ten times its length, sixty if it is all one-letter words */
    MIN_RECORD = 1 << 20,
    MAX_RECORD = 64 << 20,
    MIN_FAN_IN = 16,
    MAX_FAN_IN = 512 /* open files: half of the usual limit of 1,024 */
};

static uint64_t clamp(uint64_t value, uint64_t low, uint64_t high)
{
    return value < low ? low : value > high ? high : value;
}

ecoi_plan ecoi_plan_make(uint64_t memory, unsigned threads)
{
    ecoi_plan plan = {.memory = memory ? memory : ECOI_MEMORY_DEFAULT};
    if (plan.memory < ECOI_MEMORY_MIN)
        plan.memory = ECOI_MEMORY_MIN;
    plan.batch_text = clamp(plan.memory / BATCHES_A_BUDGET, MIN_BATCH, MAX_BATCH);
    plan.batch_docs = ECOI_BATCH_DOCS;
    plan.run_tokens = plan.batch_text / 4;
    plan.run_forms = plan.memory / FORMS_A_BUDGET;
    plan.fan_in = (unsigned)clamp(plan.memory / MEMORY_AN_INPUT, MIN_FAN_IN, MAX_FAN_IN);
    plan.map_bytes = plan.memory / MAPS_SHARE;
    plan.max_record = clamp(plan.memory / RECORDS_A_BUDGET, MIN_RECORD, MAX_RECORD);

    unsigned wanted = (unsigned)clamp(threads ? threads : ecoi_cpu_probe().n_cores, 1, MAX_THREADS);
    unsigned fit =
        (unsigned)clamp(plan.memory * 3 / 4 / (ECOI_BATCH_COST * plan.batch_text), 2, 2 * MAX_THREADS);
    plan.workers = wanted < fit - 1 ? wanted : fit - 1;
    /* One batch being filled and one waiting, so that no worker waits for the reader. */
    plan.in_flight = plan.workers == 1 ? 1 : plan.workers + 2 < fit ? plan.workers + 2 : fit;
    plan.text_ahead = plan.in_flight * plan.batch_text;
    plan.memo_bytes = plan.memory / MEMOS_SHARE / plan.workers;
    return plan;
}
