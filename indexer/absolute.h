/* SPDX-License-Identifier: MIT */
/* Names of sources that hold wherever a run is started. */
#ifndef ECOI_INDEXER_ABSOLUTE_H
#define ECOI_INDEXER_ABSOLUTE_H

#include <ecosearch/base.h>

/* The path from the root on, on the heap, without empty and "." parts and slashes at its end; links are not
 * followed, since the last name may be a document's key. */
eco_status ecoi_absolute_path(const char *path, char **out, eco_error *error);

#endif
