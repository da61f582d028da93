/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tests of xapian_c.h share. A call that fails fails the test. */
#ifndef TESTS_SHIM_SUPPORT_H
#define TESTS_SHIM_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "shim/xapian_c.h"
#include "tests/engine/serve.h"

extern xapc_error error_;

#define TEXT(literal) (literal), sizeof(literal) - 1
/* The call, with its last argument added, succeeds. */
#define GOOD(call, ...)          expect_status(call(__VA_ARGS__, &error_), XAPC_OK, #call)
#define FAILS(status, call, ...) expect_status(call(__VA_ARGS__, &error_), status, #call)
void expect_status(xapc_status status, xapc_status wanted, const char *call);

/* Adds a document of words between spaces at positions 1, 2..., with data the same and values[i] in slot i
 * (values NULL: none, they end with NULL). */
xapc_docid add_words(xapc_writer *writer, const char *words, const char *const *values);
xapc_query *term(const char *word);
/* op over terms between spaces. */
xapc_query *terms_of(xapc_op op, uint32_t parameter, const char *words);
/* "1 3": the documents a query finds, in order of their numbers; frees the query. */
void expect_found(xapc_database *database, xapc_query *query, const char *wanted);

#endif
