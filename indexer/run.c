/* SPDX-License-Identifier: MIT */
#include "indexer/run.h"

#include <stdlib.h>

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
