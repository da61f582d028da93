/* SPDX-License-Identifier: MIT */
/*
 * ecosearch/base.h - statuses, errors and the small types that every other face header uses.
 *
 * Conventions of the whole face
 * - Text is eco_text: pointer and length in bytes, UTF-8. An unknown text has ptr == NULL, an empty one has
 *   len == 0. Text that the library hands out also has a NUL after its last byte.
 * - Errors: every call that can fail returns an eco_status and takes, as its last argument, an eco_error that
 *   the caller owns; NULL is allowed there. On failure out parameters are NULL or untouched, but for those
 *   whose function says otherwise.
 * - Options: option structs start with `struct_size`; fill them with their ECO_..._INIT and change fields. A
 *   library newer than the program that uses it gives fields the program does not know their default.
 * - Threads: no global state, no output, no exit. Each type states who may use it at once.
 */
#ifndef ECOSEARCH_BASE_H
#define ECOSEARCH_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ECO_API      __attribute__((visibility("default")))
#define ECO_MUST_USE __attribute__((warn_unused_result))
#else
#define ECO_API
#define ECO_MUST_USE
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* X(name, number, what it means to a user). Numbers are fixed for ever; gaps leave room for kin. */
#define ECO_STATUS_LIST(X)                                                                                   \
    X(ECO_OK, 0, "done")                                                                                     \
    X(ECO_E_NO_MEMORY, 1, "not enough memory")                                                               \
    X(ECO_E_ARGUMENT, 2, "a call with arguments that make no sense")                                         \
    X(ECO_E_LIMIT, 3, "a documented limit was passed")                                                       \
    X(ECO_E_CANCELLED, 4, "stopped at the caller's wish")                                                    \
    X(ECO_E_TIMEOUT, 5, "the time allowed was used up")                                                      \
    X(ECO_E_UNSUPPORTED, 6, "not available in this build or engine")                                         \
    X(ECO_E_IO, 10, "the system reported an input or output error")                                          \
    X(ECO_E_MISSING, 11, "a file, folder or index does not exist")                                           \
    X(ECO_E_DENIED, 12, "permission denied")                                                                 \
    X(ECO_E_NO_SPACE, 13, "no space left on the device")                                                     \
    X(ECO_E_LOCKED, 14, "another writer holds the index")                                                    \
    X(ECO_E_CORRUPT, 20, "an index file is damaged")                                                         \
    X(ECO_E_VERSION, 21, "an index of another format version")                                               \
    X(ECO_E_ANALYSER, 22, "an index made with another text analysis")                                        \
    X(ECO_E_DATA, 30, "input data that cannot be read")                                                      \
    X(ECO_E_GATE, 31, "a result too far from the last one to be published")                                  \
    X(ECO_E_SYNTAX, 40, "a query that cannot be understood")                                                 \
    X(ECO_E_PLACE, 41, "an unknown or ambiguous place")                                                      \
    X(ECO_E_DATE, 42, "a date that cannot be understood")

typedef enum eco_status {
#define ECO_STATUS_ENUM(name, number, meaning) name = number,
    ECO_STATUS_LIST(ECO_STATUS_ENUM)
#undef ECO_STATUS_ENUM
} eco_status;

/* What went wrong and where. `offset`, `length`: the byte range of the query or text that is at fault,
 * where `has_range`; `message` is one line of plain English for a person, without a final full stop or
 * line feed. */
typedef struct eco_error {
    eco_status status;
    int os_errno; /* errno of the failed system call, or 0 */
    bool has_range;
    size_t offset;
    size_t length;
    char message[1024];
} eco_error;

typedef struct eco_text {
    const char *ptr;
    size_t len;
} eco_text;

/* The status's meaning, a constant string; never NULL. */
ECO_API const char *eco_status_text(eco_status status);

/* The library's version as it runs, "MAJOR.MINOR.PATCH". */
ECO_API const char *eco_version(void);

/* A calendar date that may be known only to the month or the year.
 * month == 0: only the year is known; day == 0: only year and month; year == 0: no date. */
typedef struct eco_date {
    int16_t year; /* 1..9999, or 0 */
    uint8_t month;
    uint8_t day;
} eco_date;

/* Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, the last optionally followed by `T` or a space and anything (the
 * time of day is dropped). ECO_E_DATE for all else, days that the calendar lacks included. */
ECO_API ECO_MUST_USE eco_status eco_date_parse(const char *text, size_t len, eco_date *out);

/* Writes the date in the form it was read in, NUL-terminated; "" for no date. `out` holds at least 11
 * bytes. */
ECO_API void eco_date_format(eco_date date, char *out);

#ifdef __cplusplus
}
#endif
#endif
