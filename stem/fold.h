/* SPDX-License-Identifier: MIT */
#ifndef ECOI_STEM_FOLD_H
#define ECOI_STEM_FOLD_H

#include "stem/analyser.h"

/* The folded spelling of a form, NUL-terminated; never longer than the form, so `out` has room for len + 1
 * bytes. */
size_t ecoi_fold_form(const char *form, size_t len, char *out);

#endif
