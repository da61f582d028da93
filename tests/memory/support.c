/* SPDX-License-Identifier: MIT */
#include "tests/memory/support.h"

#include "tests/memory/failing_malloc.h"

enum { SAMPLE = 40 };

/* False when the work has asked for fewer allocations than n. */
static bool fail_one(const char *name, work *run, void *user, unsigned long n, bool all_after,
                     void (*after)(void *user))
{
    eco_error error = {0};
    long live = failing_malloc_live();
    failing_malloc_start(n, all_after);
    eco_status status = run(user, &error);
    unsigned long n_asked = failing_malloc_stop();
    if (status && status != ECO_E_NO_MEMORY)
        fail_msg("%s, allocation %lu: status %d, \"%s\"", name, n, (int)status, error.message);
    if (status && (error.status != status || !error.message[0]))
        fail_msg("%s, allocation %lu: no message", name, n);
    if (failing_malloc_live() != live)
        fail_msg("%s, allocation %lu: %ld blocks left", name, n, failing_malloc_live() - live);
    if (n_asked < n && status)
        fail_msg("%s fails without a reason: %s", name, error.message);
    if (status && after)
        after(user);
    return n_asked >= n;
}

void fail_each_allocation(const char *name, work *run, void *user, unsigned long dense,
                          void (*after)(void *user))
{
    unsigned long n = 1;
    while (fail_one(name, run, user, n, n % 3 == 0, after))
        n += n < dense ? 1 : 1 + n * 7919 % (2 * SAMPLE);
    if (n == 1)
        fail_msg("%s allocates nothing", name);
}
