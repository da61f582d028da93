/* SPDX-License-Identifier: MIT */
/* Writes JSON to a stream, commas and escapes included. What it writes is ASCII-safe for terminals: controls,
 * DEL, C1 and bidirectional overrides are escaped, ill-formed UTF-8 becomes U+FFFD. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <ecosearch/base.h>

#include <stdio.h>
#include <time.h>

typedef struct cli_json {
    FILE *out;
    bool comma; /* a value stands before the next one at this level */
} cli_json;

void cli_json_init(cli_json *json, FILE *out);

void cli_json_open(cli_json *json, char bracket);  /* '{' or '[' */
void cli_json_close(cli_json *json, char bracket); /* '}' or ']' */
void cli_json_key(cli_json *json, const char *key);

void cli_json_text(cli_json *json, eco_text text); /* null when unknown */
void cli_json_string(cli_json *json, const char *string);
void cli_json_count(cli_json *json, uint64_t n);
void cli_json_real(cli_json *json,
                   double value); /* shortest form that reads back the same; null for NaN, infinity */
void cli_json_share(cli_json *json, float value); /* the same for a float */
void cli_json_bool(cli_json *json, bool value);
void cli_json_date(cli_json *json, eco_date date);  /* null when there is none */
void cli_json_raw(cli_json *json, eco_text object); /* JSON as it stands, on one line; null when unknown */

/* Key and value. */
void cli_json_pair_text(cli_json *json, const char *key, eco_text text);
void cli_json_pair_string(cli_json *json, const char *key, const char *string);
void cli_json_pair_count(cli_json *json, const char *key, uint64_t n);
void cli_json_pair_real(cli_json *json, const char *key, double value);
void cli_json_pair_bool(cli_json *json, const char *key, bool value);
/* As cli_time writes it; null for 0. */
void cli_json_pair_time(cli_json *json, const char *key, time_t when);
void cli_json_pair_date(cli_json *json, const char *key, eco_date date);

/* Ends the line and makes ready for another value. */
void cli_json_end(cli_json *json);

#endif
