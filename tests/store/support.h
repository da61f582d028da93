/* SPDX-License-Identifier: MIT */
/* What the tests of the store share. Includes cmocka and what it needs. */
#ifndef TESTS_STORE_SUPPORT_H
#define TESTS_STORE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ecosearch/base.h>

#include "base/buf.h"
#include "tests/store/draw.h"

/* A block of exactly the bytes, for AddressSanitizer to guard; freed by the caller. */
static inline uint8_t *exact_copy(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    if (len)
        memcpy(copy, bytes, len);
    return copy;
}

static inline void assert_text(eco_text text, const void *bytes, size_t len)
{
    assert_int_equal(text.len, len);
    if (len)
        assert_memory_equal(text.ptr, bytes, len);
}

#endif
