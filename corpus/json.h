/* SPDX-License-Identifier: MIT */
/*
 * JSON, taken apart one level at a time by a library behind this one face.
 *
 * Why simdjson (Debian 12: 3.0.1, On-Demand): objects of a corpus of 145,000 laws, one a line, every string
 * unescaped, one core: simdjson 2.8 GB/s, yajl 0.6 GB/s, jansson 0.08 GB/s. It also tells where each value
 * stands in the input, which keeps unknown fields verbatim. It picks its vector code at run time. The price
 * is C++, which stays in json_simdjson.cc: no exception leaves it.
 *
 * Strictness: a text is one JSON value, checked to the last byte, nested values included, at most
 * ECOI_JSON_MAX_DEPTH deep and ECOI_JSON_MAX_ITEMS wide. A surrogate escape without its partner is not an
 * error: it is rewritten, in the caller's buffer, to \uFFFD and counted.
 */
#ifndef ECOI_CORPUS_JSON_H
#define ECOI_CORPUS_JSON_H

#include <ecosearch/base.h>

#define ECOI_JSON_MAX_DEPTH 512
#define ECOI_JSON_MAX_ITEMS ((size_t)1 << 20)
/* Bytes that must be readable, with any content, after every text given to ecoi_json_parse. */
#define ECOI_JSON_PADDING 64

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ecoi_json_type {
    ECOI_JSON_STRING,
    ECOI_JSON_NUMBER,
    ECOI_JSON_BOOLEAN,
    ECOI_JSON_NULL,
    ECOI_JSON_ARRAY,
    ECOI_JSON_OBJECT
} ecoi_json_type;

/* "a string", "an array"... for messages. */
const char *ecoi_json_type_name(ecoi_json_type type);

/* A member of an object or an element of an array (then without key). */
typedef struct ecoi_json_item {
    eco_text key;     /* unescaped */
    eco_text raw_key; /* as written, with its quotes */
    eco_text text;    /* a string unescaped, anything else as written */
    eco_text raw;     /* as written */
    ecoi_json_type type;
} ecoi_json_item;

typedef enum ecoi_json_result {
    ECOI_JSON_OK,
    ECOI_JSON_BAD,      /* not JSON; `why` says what is wrong */
    ECOI_JSON_BAD_UTF8, /* ill-formed UTF-8 */
    ECOI_JSON_NO_MEMORY
} ecoi_json_result;

/* What a parse found; lives until the next parse by the same parser, and `raw` as long as the text. */
typedef struct ecoi_json_value {
    ecoi_json_type type;
    ecoi_json_item *items; /* of an object or array; the caller may change them */
    size_t n_items;
    uint64_t replaced; /* lone surrogates rewritten */
    const char *why;   /* a constant string */
} ecoi_json_value;

/* A parser keeps its memory from text to text; it serves one thread. */
typedef struct ecoi_json ecoi_json;

ecoi_json *ecoi_json_new(void); /* NULL when memory ran out */
void ecoi_json_free(ecoi_json *json);

ecoi_json_result ecoi_json_parse(ecoi_json *json, char *text, size_t len, ecoi_json_value *out);

/* Whether a text, which needs no padding and is left as it is, is one JSON object: OK, BAD, BAD_UTF8 or
 * NO_MEMORY. */
ecoi_json_result ecoi_json_check_object(ecoi_json *json, eco_text text);

#ifdef __cplusplus
}
#endif
#endif
