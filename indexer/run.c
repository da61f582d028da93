/* SPDX-License-Identifier: MIT */
#include "indexer/run.h"

#include <stdlib.h>

bool ecoi_run_drop(ecoi_run *run, uint32_t doc)
{
    if (!run->dropped)
        run->dropped = calloc(run->numbers.n_docs / 64 + 1, sizeof *run->dropped);
    if (!run->dropped)
        return false;
    run->dropped[doc / 64] |= (uint64_t)1 << doc % 64;
    ++run->n_dropped;
    return true;
}

void ecoi_run_discard(ecoi_run *run, const ecoi_folder *folder)
{
    ecoi_folder_remove(folder, run->name.text);
    free(run->dropped);
    run->dropped = NULL;
}

void ecoi_run_list_dispose(ecoi_run_list *list, const ecoi_folder *folder)
{
    for (size_t i = 0; i < list->n; ++i)
        ecoi_run_discard(&list->items[i], folder);
    free(list->items);
    *list = (ecoi_run_list){0};
}
