/* SPDX-License-Identifier: MIT */
/* Filling in the caller's eco_error. Every function accepts NULL for `error` and returns the status it was
 * given, so that a failing function ends with `return ecoi_error_set(error, ECO_E_..., "...")`. */
#ifndef ECOI_BASE_ERROR_H
#define ECOI_BASE_ERROR_H

#include <ecosearch/base.h>

eco_status ecoi_error_set(eco_error *error, eco_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* For a failed system call: the status follows from `os_errno` (ENOENT: MISSING, EACCES: DENIED, ENOSPC:
 * NO_SPACE, ENOMEM: NO_MEMORY, else IO) and ": No space left on device" or the like is added to the
 * message. */
eco_status ecoi_error_os(eco_error *error, int os_errno, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

eco_status ecoi_error_no_memory(eco_error *error);

/* Marks the byte range of the query or text that is at fault. */
void ecoi_error_range(eco_error *error, size_t offset, size_t length);

#endif
