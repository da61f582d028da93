/* SPDX-License-Identifier: MIT */
/* A test that lets each allocation of a piece of work fail in turn. Includes cmocka and what it needs. */
#ifndef TESTS_MEMORY_SUPPORT_H
#define TESTS_MEMORY_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <ecosearch/ecosearch.h>

/* Does the work once and lets go of everything. ECO_OK means that it was done whole: the function has looked.
 */
typedef eco_status work(void *user, eco_error *error);

/*
 * Runs the work with its n-th allocation failing, for n = 1, 2, 3... until the work asks for fewer; beyond
 * `dense` only about one n in 40. Each time it must end with ECO_E_NO_MEMORY and a message, or be done whole
 * all the same, and leave no block allocated. Some runs let everything after the n-th fail, too. `after`, if
 * not NULL, looks at what a failed run has left behind.
 */
void fail_each_allocation(const char *name, work *run, void *user, unsigned long dense,
                          void (*after)(void *user));

#endif
