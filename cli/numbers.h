/* SPDX-License-Identifier: MIT */
/* Numbers as people read them. Each function writes a NUL-terminated text of at most CLI_NUMBER bytes and
 * returns it. */
#ifndef CLI_NUMBERS_H
#define CLI_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define CLI_NUMBER 40
#define CLI_TIME   32

char *cli_count(uint64_t n, char out[CLI_NUMBER]);             /* "1,234,567" */
char *cli_bytes(uint64_t n, char out[CLI_NUMBER]);             /* "1.2 MB": powers of 1000 */
char *cli_rate(double bytes_per_second, char out[CLI_NUMBER]); /* "20.5 MB/s" */
char *cli_seconds(double seconds, char out[CLI_NUMBER]);       /* "0.8 ms", "12.3 s", "4:05 min" */

/* "2024-03-01T07:00:00Z", at most CLI_TIME bytes. */
char *cli_time(time_t when, char out[CLI_TIME]);

/* "document" or "documents": the word for n of them, made plural with an s. */
const char *cli_plural(uint64_t n, const char *singular, const char *plural);

/* "512M": bytes, with K, M, G or T for powers of 1024 (KiB, MB... are read as well). */
bool cli_parse_size(const char *text, uint64_t *out);
/* Digits only. */
bool cli_parse_count(const char *text, uint64_t *out);

#endif
