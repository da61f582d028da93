/* SPDX-License-Identifier: MIT */
/* CRC-32C (Castagnoli), the checksum of every byte on disk. Uses the SSE 4.2 instruction where there is
 * one. */
#ifndef ECOI_BASE_CRC32C_H
#define ECOI_BASE_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/* Continues a checksum over more bytes; start with crc = 0. */
uint32_t ecoi_crc32c(uint32_t crc, const void *bytes, size_t len);
/* The portable twin, for tests and machines without the instruction. */
uint32_t ecoi_crc32c_scalar(uint32_t crc, const void *bytes, size_t len);

#endif
