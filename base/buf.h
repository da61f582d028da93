/* SPDX-License-Identifier: MIT */
/* A growable byte buffer. Zero-initialise it (ecoi_buf b = {0}); dispose it always. Appends return false when
 * memory ran out and then leave the content as it was. */
#ifndef ECOI_BASE_BUF_H
#define ECOI_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ecoi_buf {
    uint8_t *data;
    size_t len, cap;
} ecoi_buf;

void ecoi_buf_dispose(ecoi_buf *buf);

/* Makes room for `extra` more bytes; returns where they go, NULL when memory ran out. len is unchanged. */
uint8_t *ecoi_buf_reserve(ecoi_buf *buf, size_t extra);

bool ecoi_buf_append(ecoi_buf *buf, const void *bytes, size_t len);
bool ecoi_buf_append_byte(ecoi_buf *buf, uint8_t byte);
bool ecoi_buf_append_varint(ecoi_buf *buf, uint64_t value);
bool ecoi_buf_append32(ecoi_buf *buf, uint32_t value);
bool ecoi_buf_append64(ecoi_buf *buf, uint64_t value);
bool ecoi_buf_appendf(ecoi_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Grows *items (of `item_size` bytes each) so that *cap >= need, at least doubling; false when memory ran
 * out. */
bool ecoi_grow(void *items, size_t *cap, size_t need, size_t item_size);

#endif
