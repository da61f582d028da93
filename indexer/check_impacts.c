/* SPDX-License-Identifier: MIT */
#include "indexer/check_impacts.h"

#include <math.h>

/* Of an impact: another machine may have rounded a saturation otherwise. */
static const float ROUNDING = 1e-3f;

void ecoi_impact_check_open(ecoi_impact_check *check, const ecoi_segment *segment,
                            const ecoi_columns *columns)
{
    const ecoi_segment_numbers *n = ecoi_segment_get_numbers(segment);
    double docs = n->n_docs ? (double)n->n_docs : 1;
    *check = (ecoi_impact_check){
        .columns = columns,
        .bm25 = ecoi_bm25_make((double)n->sum_lengths / docs, (double)n->sum_title_lengths / docs)};
}

eco_status ecoi_impact_check_begin(ecoi_impact_check *check, const ecoi_segment *segment,
                                   const ecoi_term *term, ecoi_arena *arena, eco_error *error)
{
    check->container = 0;
    check->block = 0;
    return ecoi_segment_posting_list(segment, term, arena, &check->list, error);
}

static unsigned impact_of(const ecoi_impact_check *check, uint32_t doc, uint32_t tf,
                          const uint32_t *positions)
{
    uint32_t title_len = ecoi_column_get(&check->columns->title_lengths, doc), in_title = 0;
    while (in_title < tf && positions[in_title] < title_len)
        ++in_title;
    float x = ecoi_bm25_frequency(&check->bm25, tf - in_title, ecoi_column_get(&check->columns->lengths, doc),
                                  in_title, title_len);
    return (unsigned)ceilf(ecoi_bm25_saturate(x) * 255 - ROUNDING);
}

/* Whether the bounds of a container for one document's block and range hold. */
static bool is_bound(const ecoi_container *c, uint32_t block, uint32_t doc, unsigned impact)
{
    uint32_t range = doc % ECOI_CHUNK_DOCS / ECOI_RANGE_DOCS;
    if (impact > ecoi_container_block_impact(c, block))
        return false;
    return !c->ranges || (range < c->n_ranges && impact <= c->ranges[range]);
}

bool ecoi_impact_check_block(ecoi_impact_check *check, const ecoi_cursor *cursor, const uint32_t *positions)
{
    if (check->container == check->list.n_containers)
        return false;
    const ecoi_container *c = &check->list.containers[check->container];
    bool is_small = c->kind == ECOI_KIND_SMALL;
    for (uint32_t i = 0; i < cursor->n_in_block; positions += cursor->tfs[i++]) {
        unsigned impact = impact_of(check, cursor->ids[i], cursor->tfs[i], positions);
        if (impact > check->list.impact || (!is_small && !is_bound(c, check->block, cursor->ids[i], impact)))
            return false;
    }
    if (!is_small && ++check->block == c->n_blocks) {
        ++check->container;
        check->block = 0;
    }
    return true;
}
