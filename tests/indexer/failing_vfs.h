/* SPDX-License-Identifier: MIT */
/* The real files, but one call of them fails, or all from one on. */
#ifndef TESTS_INDEXER_FAILING_VFS_H
#define TESTS_INDEXER_FAILING_VFS_H

#include "base/vfs.h"

typedef struct failing_vfs {
    ecoi_vfs vfs; /* hand this out */
    unsigned n_calls;
    unsigned fail_at;   /* the call that fails, from 1; 0: none */
    bool for_good;      /* so does every call after it */
    int with;           /* errno */
    const char *failed; /* the function that did */
    uint64_t room;      /* bytes that may still be written; then ENOSPC */
} failing_vfs;

void failing_vfs_init(failing_vfs *failing);

#endif
