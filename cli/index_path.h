/* SPDX-License-Identifier: MIT */
/* Which index is meant when the command line does not say. */
#ifndef CLI_INDEX_PATH_H
#define CLI_INDEX_PATH_H

#include <stdbool.h>

/* `given` (of -i) if not NULL, else $ECOSEARCH_INDEX, else ecosearch/index under $XDG_DATA_HOME or
 * ~/.local/share. The path is malloc'd; NULL: no memory, or no home folder to look in. */
char *cli_index_path(const char *given);

/* `given` if not NULL, else ecosearch under $XDG_STATE_HOME or ~/.local/state; as above. */
char *cli_state_path(const char *given);

/* The path with the folders above it made, for a build. A folder that cannot be made is left to the build to
 * report. */
void cli_make_parents(const char *path);

#endif
