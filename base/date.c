/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <stdio.h>

static bool digits(const char *p, size_t n, int *out)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < '0' || p[i] > '9')
            return false;
        value = value * 10 + (p[i] - '0');
    }
    *out = value;
    return true;
}

static int days_in_month(int year, int month)
{
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

eco_status eco_date_parse(const char *text, size_t len, eco_date *out)
{
    int year, month = 0, day = 0;
    if (len < 4 || !digits(text, 4, &year) || year == 0)
        return ECO_E_DATE;
    if (len > 4 && (len < 7 || text[4] != '-' || !digits(text + 5, 2, &month) || month < 1 || month > 12))
        return ECO_E_DATE;
    if (len > 7 && (len < 10 || text[7] != '-' || !digits(text + 8, 2, &day) || day < 1 ||
                    day > days_in_month(year, month)))
        return ECO_E_DATE;
    if (len > 10 && text[10] != 'T' && text[10] != 't' && text[10] != ' ')
        return ECO_E_DATE;
    *out = (eco_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return ECO_OK;
}

void eco_date_format(eco_date date, char *out)
{
    if (date.year == 0)
        out[0] = '\0';
    else if (date.month == 0)
        snprintf(out, 11, "%04u", (unsigned)date.year % 10000);
    else if (date.day == 0)
        snprintf(out, 11, "%04u-%02u", (unsigned)date.year % 10000, date.month % 100u);
    else
        snprintf(out, 11, "%04u-%02u-%02u", (unsigned)date.year % 10000, date.month % 100u, date.day % 100u);
}

uint32_t ecoi_date_first(uint32_t packed)
{
    if ((packed >> 5 & 15) == 0)
        packed |= 1u << 5;
    return packed & 31 ? packed : packed | 1;
}

uint32_t ecoi_date_last(uint32_t packed)
{
    if ((packed >> 5 & 15) == 0)
        packed |= 12u << 5;
    return packed & 31 ? packed : packed | 31;
}

bool ecoi_date_meets(uint32_t packed, uint32_t since, uint32_t until)
{
    return packed != ECOI_DATE_NONE && (!since || ecoi_date_last(packed) >= ecoi_date_first(since)) &&
           (!until || ecoi_date_first(packed) <= ecoi_date_last(until));
}
