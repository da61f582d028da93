/* SPDX-License-Identifier: MIT */
#include "cli/replace.h"

#include "cli/message.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The name says whose it is: what a killed run has left behind is in nobody's way. */
static char *scratch_name(const char *path)
{
    size_t size = strlen(path) + 32;
    char *name = malloc(size);
    if (name)
        snprintf(name, size, "%s.%ld.tmp", path, (long)getpid());
    return name;
}

static FILE *create(const char *name)
{
    unlink(name);
    int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!file && fd >= 0)
        close(fd);
    return file;
}

bool cli_replace_begin(cli_replacement *replacement, const char *path)
{
    *replacement = (cli_replacement){.path = path, .scratch = scratch_name(path)};
    if (replacement->scratch)
        replacement->file = create(replacement->scratch);
    else
        errno = ENOMEM;
    if (replacement->file)
        return true;
    cli_message("%s: cannot be written: %s", path, strerror(errno));
    free(replacement->scratch);
    return false;
}

/* A rename is on disk once its folder is; where folders cannot be synced there is nothing more to do. */
static void sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = !slash ? strdup(".") : slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    free(folder);
}

static bool write_out(FILE *file)
{
    return !ferror(file) && fflush(file) == 0 && fsync(fileno(file)) == 0;
}

bool cli_replace_end(cli_replacement *replacement)
{
    errno = 0;
    bool good = write_out(replacement->file);
    int failure = errno;
    if (fclose(replacement->file) != 0 && good) {
        good = false;
        failure = errno;
    }
    if (good && rename(replacement->scratch, replacement->path) != 0) {
        good = false;
        failure = errno;
    }
    if (good) {
        sync_folder(replacement->path);
    } else {
        cli_message("%s: cannot be written: %s", replacement->path, strerror(failure ? failure : EIO));
        unlink(replacement->scratch);
    }
    free(replacement->scratch);
    return good;
}
