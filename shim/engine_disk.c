/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/engine_disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "shim/engine.h"

eco_status eco_engine_compact(const char *path, const char *to, eco_error *error)
{
    xapc_error why;
    xapc_database *database = NULL;
    xapc_status status = xapc_database_open(path, &database, &why);
    if (!status)
        status = xapc_database_compact(database, to, &why);
    xapc_database_free(database);
    return status ? eco_engine_fail(&why, error) : ECO_OK;
}

static bool begins(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

/* The tables of a glass database (and of a honey one) are files that are named for them. */
static uint64_t *kind_of(const char *name, ecoi_engine_bytes *bytes)
{
    if (begins(name, "postlist.") || begins(name, "position."))
        return &bytes->postings;
    return begins(name, "docdata.") ? &bytes->documents : &bytes->other;
}

void eco_engine_bytes(const char *path, ecoi_engine_bytes *out)
{
    struct stat info;
    DIR *folder = opendir(path);
    *out = (ecoi_engine_bytes){0};
    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder));)
        if (entry->d_name[0] != '.' &&
            fstatat(dirfd(folder), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode))
            *kind_of(entry->d_name, out) += (uint64_t)info.st_size;
    closedir(folder);
}

eco_status eco_engine_check(const char *path, void (*each)(void *user, const char *line), void *user,
                            eco_error *error)
{
    xapc_error why;
    xapc_buffer words = {0};
    size_t faults = 0;
    char *rest = NULL;
    xapc_status status = xapc_database_check(path, &faults, &words, &why);
    if (status)
        each(user, why.message);
    for (char *line = faults ? strtok_r(words.ptr, "\n", &rest) : NULL; line;
         line = strtok_r(NULL, "\n", &rest))
        each(user, line);
    xapc_buffer_free(&words);
    if (status == XAPC_E_NO_MEMORY)
        return ecoi_error_no_memory(error);
    return status || faults ? ecoi_error_set(error, ECO_E_CORRUPT, "%s: damaged", path) : ECO_OK;
}
