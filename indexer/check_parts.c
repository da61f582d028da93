/* SPDX-License-Identifier: MIT */
#include "indexer/check_parts.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/cpu.h"

enum {
    MIN_PART = 2048, /* things: fewer are done before a thread has begun */
    MAX_PARTS = 64,  /* enough that cores end together; findings of each are kept until their turn */
    MAX_THREADS = 32
};

typedef struct part {
    ecoi_check_part part;
    ecoi_buf findings; /* place and message of each, NUL-terminated */
    bool no_memory;
    eco_status status;
} part;

typedef struct work {
    eco_status (*run)(ecoi_check_part *part);
    part *parts;
    size_t n;
    atomic_size_t n_taken;
} work;

static void keep_finding(void *user, const eco_finding *finding)
{
    part *p = user;
    if (!ecoi_buf_append(&p->findings, finding->place, strlen(finding->place) + 1) ||
        !ecoi_buf_append(&p->findings, finding->message, strlen(finding->message) + 1))
        p->no_memory = true;
}

static void *do_parts(void *user)
{
    work *w = user;
    for (size_t i; (i = atomic_fetch_add(&w->n_taken, 1)) < w->n;) {
        part *p = &w->parts[i];
        p->status = w->run(&p->part);
        if (p->status == ECO_OK && p->no_memory)
            p->status = ECO_E_NO_MEMORY;
        ecoi_arena_dispose(&p->part.checker.arena);
        ecoi_document_cache_dispose(&p->part.checker.cache);
    }
    return NULL;
}

/* The caller's thread works too: where none can be started it does all. */
static void run_all(work *w)
{
    pthread_t threads[MAX_THREADS];
    size_t wanted = ecoi_cpu_probe().n_cores, n = 0;
    wanted = wanted < w->n ? wanted : w->n;
    while (n + 1 < wanted && n < MAX_THREADS && pthread_create(&threads[n], NULL, do_parts, w) == 0)
        ++n;
    do_parts(w);
    while (n)
        pthread_join(threads[--n], NULL);
}

static void tell_findings(ecoi_checker *checker, const part *p)
{
    const char *at = (const char *)p->findings.data, *end = at + p->findings.len;
    while (at < end) {
        const char *place = at, *message = place + strlen(place) + 1;
        ecoi_check_report(checker, place, "%s", message);
        at = message + strlen(message) + 1;
    }
}

static eco_status gather(ecoi_checker *checker, const work *w, uint64_t *sums)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; i < w->n; ++i) {
        const part *p = &w->parts[i];
        tell_findings(checker, p);
        status = status == ECO_OK ? p->status : status;
        for (size_t k = 0; sums && k < ECOI_CHECK_SUMS; ++k)
            sums[k] += p->part.sums[k];
    }
    return status;
}

eco_status ecoi_check_in_parts(ecoi_checker *checker, uint32_t n, eco_status (*run)(ecoi_check_part *part),
                               const void *job, uint64_t *sums)
{
    work w = {.run = run, .n = n / MIN_PART};
    w.n = w.n < 1 ? 1 : w.n > MAX_PARTS ? MAX_PARTS : w.n;
    w.parts = calloc(w.n, sizeof *w.parts);
    if (sums)
        memset(sums, 0, ECOI_CHECK_SUMS * sizeof *sums);
    if (!w.parts)
        return ECO_E_NO_MEMORY;
    for (size_t i = 0; i < w.n; ++i) {
        part *p = &w.parts[i];
        p->part = (ecoi_check_part){.checker = *checker,
                                    .job = job,
                                    .first = (uint32_t)((uint64_t)n * i / w.n),
                                    .end = (uint32_t)((uint64_t)n * (i + 1) / w.n)};
        p->part.checker.n_findings = p->part.checker.n_in_file = 0;
        p->part.checker.arena = (ecoi_arena){0};
        p->part.checker.cache = (ecoi_document_cache){0};
        p->part.checker.on_finding = keep_finding;
        p->part.checker.user = p;
    }
    run_all(&w);
    eco_status status = gather(checker, &w, sums);
    for (size_t i = 0; i < w.n; ++i)
        ecoi_buf_dispose(&w.parts[i].findings);
    free(w.parts);
    return status;
}
