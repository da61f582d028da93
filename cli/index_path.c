/* SPDX-License-Identifier: MIT */
#include "cli/index_path.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *non_empty(const char *string)
{
    return string && *string ? string : NULL;
}

static char *join(const char *folder, const char *rest)
{
    size_t size = strlen(folder) + strlen(rest) + 1;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s%s", folder, rest);
    return path;
}

static const char *home_folder(void)
{
    const char *home = non_empty(getenv("HOME"));
    if (home)
        return home;
    const struct passwd *user = getpwuid(getuid());
    return user ? non_empty(user->pw_dir) : NULL;
}

char *cli_index_path(const char *given)
{
    if (!given)
        given = non_empty(getenv("ECOSEARCH_INDEX"));
    if (given)
        return strdup(given);
    /* The XDG rules: a relative path there is to be ignored. */
    const char *data = non_empty(getenv("XDG_DATA_HOME"));
    if (data && *data == '/')
        return join(data, "/ecosearch/index");
    const char *home = home_folder();
    return home ? join(home, "/.local/share/ecosearch/index") : NULL;
}

char *cli_state_path(const char *given)
{
    if (given)
        return strdup(given);
    const char *state = non_empty(getenv("XDG_STATE_HOME"));
    if (state && *state == '/')
        return join(state, "/ecosearch");
    const char *home = home_folder();
    return home ? join(home, "/.local/state/ecosearch") : NULL;
}

void cli_make_parents(const char *path)
{
    char *copy = strdup(path);
    if (!copy)
        return;
    for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(copy, 0777);
        *slash = '/';
    }
    free(copy);
}
