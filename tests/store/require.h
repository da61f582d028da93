/* SPDX-License-Identifier: MIT */
/* For fuzz targets and what they share with tests: says what is broken, and aborts. */
#ifndef TESTS_STORE_REQUIRE_H
#define TESTS_STORE_REQUIRE_H

#include <stdio.h>
#include <stdlib.h>

#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #condition);                          \
            abort();                                                                                         \
        }                                                                                                    \
    } while (0)

#endif
