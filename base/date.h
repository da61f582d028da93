/* SPDX-License-Identifier: MIT */
/* Dates as numbers that sort: year << 9 | month << 5 | day, with 0 for what is not known. */
#ifndef ECOI_BASE_DATE_H
#define ECOI_BASE_DATE_H

#include <ecosearch/base.h>

#define ECOI_DATE_NONE 0u

static inline uint32_t ecoi_date_pack(eco_date date)
{
    return (uint32_t)date.year << 9 | (uint32_t)date.month << 5 | date.day;
}

static inline eco_date ecoi_date_unpack(uint32_t packed)
{
    return (eco_date){(int16_t)(packed >> 9), (uint8_t)(packed >> 5 & 15), (uint8_t)(packed & 31)};
}

/* First and last day that a packed date may stand for, as packed full dates (the last day of a month is given
 * as 31 whatever the month: bounds are for comparing only). */
uint32_t ecoi_date_first(uint32_t packed);
uint32_t ecoi_date_last(uint32_t packed);
/* Whether any day that a date may mean lies between two others, both included, 0: open. ECOI_DATE_NONE does
 * not. */
bool ecoi_date_meets(uint32_t packed, uint32_t since, uint32_t until);

#endif
