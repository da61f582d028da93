/* SPDX-License-Identifier: MIT */
#include "indexer/absolute.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/error.h"

static bool add_parts(ecoi_buf *to, const char *path)
{
    bool fits = true;
    while (fits && *path) {
        size_t len = strcspn(path, "/");
        if (len && !(len == 1 && *path == '.'))
            fits = ecoi_buf_append_byte(to, '/') && ecoi_buf_append(to, path, len);
        path += len + (path[len] == '/');
    }
    return fits;
}

/* The working folder, NUL-terminated. */
static eco_status find_here(ecoi_buf *out, eco_error *error)
{
    enum { STEP = 4096 };
    for (size_t size = STEP;; size += STEP) {
        char *room = (char *)ecoi_buf_reserve(out, size);
        if (!room)
            return ecoi_error_no_memory(error);
        if (getcwd(room, size))
            return ECO_OK;
        if (errno != ERANGE)
            return ecoi_error_os(error, errno, "the working folder cannot be found");
    }
}

eco_status ecoi_absolute_path(const char *path, char **out, eco_error *error)
{
    ecoi_buf absolute = {0}, here = {0};
    bool is_relative = *path != '/';
    *out = NULL;
    eco_status status = is_relative ? find_here(&here, error) : ECO_OK;
    if (status != ECO_OK) {
        ecoi_buf_dispose(&here);
        return status;
    }
    bool fits = (!is_relative || add_parts(&absolute, (const char *)here.data)) && add_parts(&absolute, path);
    if (fits && absolute.len == 0)
        fits = ecoi_buf_append_byte(&absolute, '/');
    fits = fits && ecoi_buf_append_byte(&absolute, '\0');
    ecoi_buf_dispose(&here);
    if (!fits) {
        ecoi_buf_dispose(&absolute);
        return ecoi_error_no_memory(error);
    }
    *out = (char *)absolute.data;
    return ECO_OK;
}
