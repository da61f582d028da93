/* SPDX-License-Identifier: MIT */
/* The analyser that an index was made with, from what its manifest says. */
#ifndef ECOI_STEM_RECORDED_H
#define ECOI_STEM_RECORDED_H

#include "stem/analyser.h"

/* `dir`: the index, for messages. ECO_E_ANALYSER: this program's analysis is another, and what to do about
 * it; ECO_E_CORRUPT: the user's words make no sense. */
eco_status ecoi_analyser_recorded(const char *dir, const char *name, const char *fingerprint,
                                  eco_text user_words, ecoi_analyser **out, eco_error *error);

#endif
