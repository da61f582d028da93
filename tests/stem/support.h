/* SPDX-License-Identifier: MIT */
/* What the tests of this room share: an analysis that fails the test when it fails, and a seeded source of
 * bytes. */
#ifndef ECOI_TESTS_STEM_SUPPORT_H
#define ECOI_TESTS_STEM_SUPPORT_H

#include "stem/analyser.h"

typedef struct workbench {
    ecoi_analyser *analyser;
    ecoi_analysis *analysis;
} workbench;

workbench workbench_open(const char *name);
void workbench_close(workbench *w);

/* Tokens of a text; valid until the next run. */
const ecoi_token *tokens_of(const workbench *w, const char *text, size_t len, size_t *out_n);
const ecoi_form *form_of(const workbench *w, const ecoi_token *token);

/* Checks every promise that analyser.h makes about any tokens of a text of `len` bytes. */
void check_tokens(const workbench *w, size_t len, const ecoi_token *tokens, size_t n);

/* Tokens as text, "0 word saint|1 word etienne", KIND left out for words: compared by the tests. `out` is
 * freed by the caller. What is shown of a token: position, kind, form. */
char *show_tokens(const workbench *w, const char *text);

/* xorshift64*; the same numbers everywhere. */
uint64_t next_random(uint64_t *state);

#endif
