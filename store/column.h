/* SPDX-License-Identifier: MIT */
/*
 * A column of small numbers, one a document, as wide as its largest value needs; a column of one value has
 * width 0. u32 width, u32 constant, then n values of `width` bytes
 */
#ifndef ECOI_STORE_COLUMN_H
#define ECOI_STORE_COLUMN_H

#include "base/buf.h"
#include "store/segment.h"

bool ecoi_column_write(const uint32_t *values, size_t n, ecoi_buf *out);
/* False when the section makes no sense for n values. */
bool ecoi_column_open(ecoi_column *column, const uint8_t *data, size_t len, uint32_t n);

#endif
