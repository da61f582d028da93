/* SPDX-License-Identifier: MIT */
/* A sound segment with some of its bytes changed, under checksums made anew: what a reader meets when damage
 * is not noticed. */
#ifndef TESTS_STORE_DAMAGE_SEGMENT_H
#define TESTS_STORE_DAMAGE_SEGMENT_H

#include "base/buf.h"

/* Each change takes four bytes: a section (the one after the last is the tail), two of an offset in it, and
 * what to put there. More than DAMAGE_MOST changes are left out. */
enum { DAMAGE_CHANGE = 4, DAMAGE_MOST = 64 };

/* Replaces `out`. */
void damage_segment(const ecoi_buf *sound, const uint8_t *changes, size_t len, ecoi_buf *out);

#endif
