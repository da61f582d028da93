/* SPDX-License-Identifier: MIT */
#include "searcher/filter_set.h"

#include "base/bytes.h"
#include "base/date.h"
#include "base/text.h"

static bool is_wanted(const ecoi_filter *f, eco_text source)
{
    for (size_t i = 0; source.ptr && i < f->n_sources; i++)
        if (ecoi_text_equal(source, f->sources[i]))
            return true;
    return false;
}

static bool list_sources(ecoi_filter_set *s, const ecoi_segment *segment, ecoi_arena *arena)
{
    s->n_sources = ecoi_segment_n_sources(segment) + 1; /* number 0: unknown */
    uint8_t *wanted = ecoi_arena_calloc(arena, s->n_sources, 1);
    for (uint32_t i = 0; wanted && i < s->n_sources; i++)
        wanted[i] = is_wanted(s->filter, ecoi_segment_source(segment, i));
    s->sources = wanted;
    return wanted != NULL;
}

bool ecoi_filter_set_open(ecoi_filter_set *s, const ecoi_filter *filter, const ecoi_segment *segment,
                          const ecoi_columns *columns, ecoi_arena *arena)
{
    *s = (ecoi_filter_set){.filter = filter, .columns = columns};
    if (filter->zone != ECOI_ANY_ZONE)
        return false;
    return filter->n_sources == 0 || list_sources(s, segment, arena);
}

static bool passes(const ecoi_filter_set *s, uint32_t doc)
{
    const ecoi_filter *f = s->filter;
    if (f->focus && !(ecoi_column_get(&s->columns->focus, doc) & f->focus))
        return false;
    if (f->mention && !(ecoi_column_get(&s->columns->mention, doc) & f->mention))
        return false;
    if (s->sources) {
        uint32_t number = ecoi_column_get(&s->columns->sources, doc);
        if (number >= s->n_sources || !s->sources[number])
            return false;
    }
    return (!f->since && !f->until) ||
           ecoi_date_meets(ecoi_column_get(&s->columns->dates, doc), f->since, f->until);
}

/* Of some documents: those that pass, as an array. */
static bool pick(const ecoi_filter_set *s, uint32_t chunk, uint32_t limit, ecoi_set within, ecoi_arena *arena,
                 ecoi_set *out)
{
    uint16_t *ids = ecoi_arena_alloc(arena, (size_t)within.n * sizeof *ids + 1);
    uint32_t n = 0;
    *out = (ecoi_set){0};
    if (!ids || within.n == 0)
        return ids != NULL;
    ecoi_set_walk walk = ecoi_set_walk_start(within);
    for (uint32_t id; (id = ecoi_set_walk_next(&walk)) < limit;)
        if (passes(s, (chunk << ECOI_CHUNK_BITS) + id))
            ids[n++] = (uint16_t)id;
    *out = (ecoi_set){.n = n, .ids = ids};
    return true;
}

bool ecoi_filter_set_chunk(const ecoi_filter_set *s, uint32_t chunk, uint32_t limit, const ecoi_set *within,
                           ecoi_arena *arena, ecoi_set *out)
{
    if (within)
        return pick(s, chunk, limit, *within, arena, out);
    uint8_t *bits = ecoi_arena_calloc(arena, ECOI_BITSET_BYTES, 1);
    *out = (ecoi_set){.bits = bits};
    for (uint32_t first = 0; bits && first < limit; first += 64) {
        uint64_t word = 0;
        for (uint32_t id = first; id < first + 64 && id < limit; id++)
            word |= (uint64_t)passes(s, (chunk << ECOI_CHUNK_BITS) + id) << (id - first);
        ecoi_store64(bits + first / 8, word);
        out->n += (uint32_t)__builtin_popcountll(word);
    }
    return bits != NULL;
}
