/* SPDX-License-Identifier: MIT */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *eco_status_text(eco_status status)
{
    switch (status) {
#define STATUS_CASE(name, number, meaning)                                                                   \
    case name:                                                                                               \
        return meaning;
        ECO_STATUS_LIST(STATUS_CASE)
#undef STATUS_CASE
    }
    return "unknown status";
}

static void start(eco_error *error, eco_status status, int os_errno)
{
    error->status = status;
    error->os_errno = os_errno;
    error->has_range = false;
    error->offset = error->length = 0;
}

eco_status ecoi_error_set(eco_error *error, eco_status status, const char *format, ...)
{
    if (!error)
        return status;
    va_list args;
    start(error, status, 0);
    va_start(args, format);
    vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    return status;
}

static eco_status status_of_errno(int os_errno)
{
    switch (os_errno) {
    case ENOENT:
    case ENOTDIR:
        return ECO_E_MISSING;
    case EACCES:
    case EPERM:
    case EROFS:
        return ECO_E_DENIED;
    case ENOSPC:
    case EDQUOT:
        return ECO_E_NO_SPACE;
    case ENOMEM:
        return ECO_E_NO_MEMORY;
    default:
        return ECO_E_IO;
    }
}

eco_status ecoi_error_os(eco_error *error, int os_errno, const char *format, ...)
{
    eco_status status = status_of_errno(os_errno);
    if (!error)
        return status;
    va_list args;
    start(error, status, os_errno);
    va_start(args, format);
    int used = vsnprintf(error->message, sizeof error->message, format, args);
    va_end(args);
    char reason[128];
    if (used >= 0 &&
        (size_t)used < sizeof error->message - 2) /* strerror_r is GNU's, which returns the text */
        snprintf(error->message + used, sizeof error->message - (size_t)used, ": %s",
                 strerror_r(os_errno, reason, sizeof reason));
    return status;
}

eco_status ecoi_error_no_memory(eco_error *error)
{
    return ecoi_error_set(error, ECO_E_NO_MEMORY, "not enough memory");
}

void ecoi_error_range(eco_error *error, size_t offset, size_t length)
{
    if (!error)
        return;
    error->has_range = true;
    error->offset = offset;
    error->length = length;
}
