/* SPDX-License-Identifier: MIT */
/* Tab-separated lines. Texts are escaped so that a line is a record whatever a document holds, and printf
 * '%b' gives the bytes back: \\ \t \n \r, and \xHH for bytes of other control characters and of ill-formed
 * UTF-8. */
#ifndef CLI_COLUMNS_H
#define CLI_COLUMNS_H

#include <ecosearch/base.h>

#include <stdio.h>

void cli_put_escaped(FILE *out, eco_text text);

/* Takes a column back to what it was, in place. False: an escape that is none. */
bool cli_unescape(char *column);

#endif
