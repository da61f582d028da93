/* SPDX-License-Identifier: MIT */
/*
 * Postings of made-up terms over two chunks of documents, one kind of container after the other. The
 * parameter of a kernel is how many documents there are to one that has the term:
 *   2, 8     bitsets
 *   32, 256  arrays of blocks
 *   1024     a single block
 *   8192     small: varints, 16 documents
 */
#include <stdlib.h>

#include "base/error.h"
#include "bench/harness.h"
#include "store/positions.h"
#include "store/posting_list.h"

enum {
    N_DOCS = 2 * ECOI_CHUNK_DOCS,
    ORDINAL_BITS = 2,
    MOST_TF = 8,
    STEPS = 1 << 16, /* a run makes about so many, over as many terms as it takes */
    LEAP = 32        /* postings that a seek passes over, about; every LEAP-th has its positions read */
};

typedef struct list {
    uint32_t *docs, *tfs, *positions;
    uint16_t *ordinals;
    ecoi_posting_run run;
    uint64_t n_positions;
    ecoi_postings_encoder *encoder;
    ecoi_buf bytes;
    size_t len;
    uint32_t sparsity;
    ecoi_arena arena; /* of the posting list opened last */
    ecoi_position_reader reader;
} list;

static float saturation(const void *self, uint32_t doc, uint32_t tf, const uint32_t *positions)
{
    (void)self;
    (void)doc;
    (void)positions;
    return (float)tf / (float)(tf + 1);
}

static bool allocate(list *l)
{
    size_t n = N_DOCS / l->sparsity;
    l->docs = malloc(n * sizeof *l->docs);
    l->tfs = malloc(n * sizeof *l->tfs);
    l->positions = malloc(n * MOST_TF * sizeof *l->positions);
    l->ordinals = malloc(n * MOST_TF * sizeof *l->ordinals);
    return l->docs && l->tfs && l->positions && l->ordinals;
}

/* One document of every `sparsity`, at any place among them; most have the word once. */
static void make(list *l)
{
    uint64_t random = l->sparsity;
    size_t n = 0;
    for (uint32_t first = 0; first < N_DOCS; first += l->sparsity) {
        uint32_t tf = bench_roll(&random, 4) ? 1 : 1 + bench_roll(&random, MOST_TF), position = 0;
        l->docs[n] = first + bench_roll(&random, l->sparsity);
        l->tfs[n++] = tf;
        for (uint32_t i = 0; i < tf; i++) {
            position += 1 + bench_roll(&random, 200);
            l->positions[l->n_positions] = position;
            l->ordinals[l->n_positions++] = (uint16_t)bench_roll(&random, 1u << ORDINAL_BITS);
        }
    }
    l->run = (ecoi_posting_run){n, l->docs, l->tfs, l->positions, l->ordinals};
}

static bool encode(list *l)
{
    uint32_t df;
    uint64_t cf;
    ecoi_postings_begin(l->encoder, ORDINAL_BITS);
    l->bytes.len = 0;
    return !ecoi_postings_add(l->encoder, &l->run) && !ecoi_postings_end(l->encoder, &l->bytes, &df, &cf);
}

static eco_status setup(const bench_kernel *kernel, bench_fixtures *fixtures, void **out, eco_error *error)
{
    (void)fixtures;
    static const uint8_t zeros[ECOI_OVERREAD];
    list *l = *out = calloc(1, sizeof *l);
    if (!l)
        return ecoi_error_no_memory(error);
    l->sparsity = (uint32_t)kernel->parameter;
    if (!allocate(l) || ecoi_postings_encoder_new((ecoi_impact_source){l, saturation}, &l->encoder))
        return ecoi_error_no_memory(error);
    make(l);
    if (!encode(l))
        return ecoi_error_no_memory(error);
    l->len = l->bytes.len;
    return ecoi_buf_append(&l->bytes, zeros, sizeof zeros) ? ECO_OK : ecoi_error_no_memory(error);
}

static void teardown(void *state)
{
    list *l = state;
    ecoi_position_reader_dispose(&l->reader);
    ecoi_arena_dispose(&l->arena);
    ecoi_postings_encoder_free(l->encoder);
    ecoi_buf_dispose(&l->bytes);
    free(l->docs);
    free(l->tfs);
    free(l->positions);
    free(l->ordinals);
    free(l);
}

static ecoi_cursor *start(const list *l, ecoi_cursor *c)
{
    ecoi_cursor_init(c, l->bytes.data, l->len, (uint32_t)l->run.n_docs, ORDINAL_BITS, N_DOCS);
    return c;
}

static bench_work run_encode(void *state)
{
    list *l = state;
    size_t times = 1 + STEPS / 4 / l->run.n_docs;
    for (size_t i = 0; i < times; i++)
        if (!encode(l))
            return (bench_work){0, 0};
    bench_consume(l->bytes.len);
    double n = (double)(times * l->run.n_docs);
    return (bench_work){n, n * 8 + (double)(times * l->n_positions * 6)};
}

/* Two bytes are what a document takes in a chunk when nothing is known of it; a bitset is read as it is. */
static double bytes_of_ids(const list *l)
{
    double n = (double)l->run.n_docs;
    return 2 * n < N_DOCS / 8 ? 2 * n : N_DOCS / 8;
}

static bench_work run_next(void *state)
{
    const list *l = state;
    ecoi_cursor c;
    uint64_t sum = 0;
    size_t times = 1 + STEPS / l->run.n_docs;
    for (size_t i = 0; i < times; i++)
        for (start(l, &c); ecoi_cursor_next(&c) != ECOI_NO_DOC;)
            sum += c.doc;
    bench_consume(sum);
    double n = (double)(times * l->run.n_docs);
    return (bench_work){c.damaged ? 0 : n, (double)times * bytes_of_ids(l)};
}

static bench_work run_positions(void *state)
{
    const list *l = state;
    ecoi_cursor c;
    uint64_t sum = 0;
    size_t times = 1 + STEPS / 4 / l->run.n_docs;
    for (size_t i = 0; i < times; i++)
        for (start(l, &c); ecoi_cursor_next(&c) != ECOI_NO_DOC;) {
            uint32_t positions[MOST_TF];
            uint16_t ordinals[MOST_TF];
            uint32_t n = ecoi_cursor_tf(&c) <= MOST_TF ? ecoi_cursor_positions(&c, positions, ordinals) : 0;
            sum += n ? positions[n - 1] + ordinals[0] : 0;
        }
    bench_consume(sum);
    double n = (double)(times * l->run.n_docs);
    return (bench_work){c.damaged ? 0 : n, (double)(times * l->len)};
}

static bench_work run_seek(void *state)
{
    const list *l = state;
    ecoi_cursor c;
    uint64_t sum = 0, n = 0;
    const uint32_t leap = LEAP * l->sparsity;
    size_t times = 1 + STEPS / LEAP / (1 + N_DOCS / leap);
    for (size_t i = 0; i < times; i++) {
        start(l, &c);
        for (uint32_t target = leap / 2; ecoi_cursor_seek(&c, target) != ECOI_NO_DOC; target += leap, n++)
            sum += c.doc;
    }
    bench_consume(sum);
    return (bench_work){c.damaged ? 0 : (double)n, (double)n};
}

/* A merge reads so. */
static bench_work run_blocks(void *state)
{
    const list *l = state;
    ecoi_cursor c;
    uint64_t sum = 0;
    size_t times = 1 + STEPS / 4 / l->run.n_docs;
    for (size_t i = 0; i < times; i++)
        for (start(l, &c); ecoi_cursor_next_block(&c) > 0;) {
            uint32_t positions[ECOI_BLOCK * (MOST_TF + 1)];
            uint16_t ordinals[ECOI_BLOCK * (MOST_TF + 1)];
            if (c.n_positions_in_block > ECOI_BLOCK * MOST_TF ||
                !ecoi_cursor_block_positions(&c, positions, ordinals))
                return (bench_work){0, 0};
            sum += positions[0] + ordinals[0];
        }
    bench_consume(sum);
    double n = (double)(times * l->run.n_docs);
    return (bench_work){c.damaged ? 0 : n, (double)(times * l->len)};
}

static bool open_list(list *l, ecoi_posting_list *out)
{
    ecoi_arena_reset(&l->arena);
    return !ecoi_posting_list_open(out, l->bytes.data, l->len, (uint32_t)l->run.n_docs, ORDINAL_BITS, N_DOCS,
                                   &l->arena);
}

static bool take_ids(const ecoi_container *container)
{
    uint16_t ids[ECOI_CONTAINER_IDS];
    if (!ecoi_container_bits(container)) {
        bool ok = ecoi_container_ids(container, ids);
        bench_consume(ok ? ids[0] : 0);
        return ok;
    }
    for (uint32_t block = 0; block < container->n_blocks; block++) {
        if (!ecoi_container_block_ids(container, block, ids))
            return false;
        bench_consume(ids[0]);
    }
    return true;
}

static bool take_tfs(const ecoi_container *container)
{
    for (uint32_t block = 0; block < container->n_blocks; block++) {
        uint32_t tfs[ECOI_BLOCK];
        if (!ecoi_container_block_tfs(container, block, tfs))
            return false;
        bench_consume(tfs[0]);
    }
    return true;
}

static bench_work take_containers(list *l, bool (*take)(const ecoi_container *container), double bytes)
{
    ecoi_posting_list opened;
    size_t times = 1 + STEPS / l->run.n_docs;
    for (size_t i = 0; i < times; i++) {
        if (!open_list(l, &opened))
            return (bench_work){0, 0};
        for (size_t j = 0; j < opened.n_containers; j++)
            if (!take(&opened.containers[j]))
                return (bench_work){0, 0};
    }
    double n = (double)(times * l->run.n_docs);
    return (bench_work){n, n * bytes};
}

static bench_work run_ids(void *state)
{
    return take_containers(state, take_ids, sizeof(uint16_t));
}

static bench_work run_tfs(void *state)
{
    return take_containers(state, take_tfs, sizeof(uint32_t));
}

/* A phrase reads so: of some documents only. */
static bench_work run_read(void *state)
{
    list *l = state;
    ecoi_posting_list opened;
    uint64_t n = 0;
    size_t times = 1 + STEPS / LEAP / l->run.n_docs;
    for (size_t i = 0; i < times; i++) {
        if (!open_list(l, &opened))
            return (bench_work){0, 0};
        for (size_t j = 0; j < opened.n_containers; j++) {
            ecoi_position_reader_enter(&l->reader, &opened.containers[j]);
            for (uint32_t index = 0; index < opened.containers[j].n; index += LEAP, n++) {
                const uint32_t *positions;
                if (ecoi_position_reader_read(&l->reader, index, &positions) == 0)
                    return (bench_work){0, 0};
                bench_consume(positions[0]);
            }
        }
    }
    return (bench_work){(double)n, (double)n};
}

#define NEXT(name, sparsity)                                                                                 \
    {                                                                                                        \
        name, "ns/posting", "limit.read-l2", "two bytes a document are read, or a bitset", sparsity, NULL,   \
            setup, NULL, run_next, teardown                                                                  \
    }
#define POSITIONS(name, sparsity)                                                                            \
    {                                                                                                        \
        name, "ns/posting", "limit.read-l2", "the encoded bytes are read", sparsity, NULL, setup, NULL,      \
            run_positions, teardown                                                                          \
    }
#define SEEK(name, sparsity)                                                                                 \
    {                                                                                                        \
        name, "ns/seek", "limit.miss-l2", "a place leads to the block that is read", sparsity, NULL, setup,  \
            NULL, run_seek, teardown                                                                         \
    }
#define BLOCKS(name, sparsity)                                                                               \
    {                                                                                                        \
        name, "ns/posting", "limit.read-l2", "the encoded bytes are read", sparsity, NULL, setup, NULL,      \
            run_blocks, teardown                                                                             \
    }
#define IDS(name, sparsity)                                                                                  \
    {                                                                                                        \
        name, "ns/posting", "limit.copy-l2", "two bytes a document are written", sparsity, NULL, setup,      \
            NULL, run_ids, teardown                                                                          \
    }
#define TFS(name, sparsity)                                                                                  \
    {                                                                                                        \
        name, "ns/posting", "limit.copy-l2", "four bytes a document are written", sparsity, NULL, setup,     \
            NULL, run_tfs, teardown                                                                          \
    }
#define READ(name, sparsity)                                                                                 \
    {                                                                                                        \
        name, "ns/document", "limit.miss-l2", "a place leads to the positions", sparsity, NULL, setup, NULL, \
            run_read, teardown                                                                               \
    }
#define ENCODE(name, sparsity)                                                                               \
    {                                                                                                        \
        name, "ns/posting", "limit.read-l2", "documents, frequencies, positions, ordinals are read",         \
            sparsity, NULL, setup, NULL, run_encode, teardown                                                \
    }

const bench_kernel bench_postings_kernels[] = {ENCODE("postings.encode-bits-2", 2),
                                               ENCODE("postings.encode-array-32", 32),
                                               ENCODE("postings.encode-single-1024", 1024),
                                               ENCODE("postings.encode-small", 8192),
                                               NEXT("postings.next-bits-2", 2),
                                               NEXT("postings.next-bits-8", 8),
                                               NEXT("postings.next-array-32", 32),
                                               NEXT("postings.next-array-256", 256),
                                               NEXT("postings.next-single-1024", 1024),
                                               NEXT("postings.next-small", 8192),
                                               POSITIONS("postings.positions-bits-2", 2),
                                               POSITIONS("postings.positions-bits-8", 8),
                                               POSITIONS("postings.positions-array-32", 32),
                                               POSITIONS("postings.positions-array-256", 256),
                                               POSITIONS("postings.positions-single-1024", 1024),
                                               POSITIONS("postings.positions-small", 8192),
                                               SEEK("postings.seek-bits-2", 2),
                                               SEEK("postings.seek-array-32", 32),
                                               SEEK("postings.seek-array-256", 256),
                                               BLOCKS("postings.blocks-bits-2", 2),
                                               BLOCKS("postings.blocks-array-32", 32),
                                               BLOCKS("postings.blocks-single-1024", 1024),
                                               IDS("postings.ids-bits-2", 2),
                                               IDS("postings.ids-bits-8", 8),
                                               IDS("postings.ids-array-32", 32),
                                               IDS("postings.ids-array-256", 256),
                                               IDS("postings.ids-single-1024", 1024),
                                               IDS("postings.ids-small", 8192),
                                               TFS("postings.tfs-bits-2", 2),
                                               TFS("postings.tfs-array-32", 32),
                                               READ("postings.read-bits-2", 2),
                                               READ("postings.read-array-32", 32),
                                               {0}};
