/* SPDX-License-Identifier: MIT */
#include "corpus/dates.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "corpus/paragraphs.h"

/* A number of at most `most` digits at *p, which moves behind it; -1: none, or a longer one. */
static int take_number(const char **p, const char *end, int most)
{
    int value = 0, n = 0;
    for (; *p < end && **p >= '0' && **p <= '9' && n <= most; ++*p, ++n)
        value = value * 10 + (**p - '0');
    return n > 0 && n <= most ? value : -1;
}

/* The calendar's rules are eco_date_parse's; month 0: only the year is known. */
static eco_status make_date(int year, int month, int day, eco_date *out)
{
    char iso[16];
    int len = month == 0 ? 4 : day == 0 ? 7 : 10;
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", year % 10000, month % 100, day % 100);
    return eco_date_parse(iso, (size_t)len, out);
}

static bool is_time(const char *p, const char *end)
{
    return p == end || *p == 'T' || *p == 't' || *p == ' ';
}

static eco_status read_digits(eco_text text, eco_date *out)
{
    const char *p = text.ptr, *end = p + text.len;
    int value = take_number(&p, end, 8);
    if (p != text.ptr + 8 || value < 0 || !is_time(p, end))
        return ECO_E_DATE;
    int month = value / 100 % 100, day = value % 100;
    return month && day ? make_date(value / 10000, month, day, out) : ECO_E_DATE;
}

static bool take_separator(const char **p, const char *end)
{
    bool is = *p < end && (**p == '/' || **p == '.' || **p == '-');
    *p += is;
    return is;
}

static eco_status read_french(eco_text text, eco_date *out)
{
    const char *p = text.ptr, *end = p + text.len;
    int first = take_number(&p, end, 2);
    if (first < 1 || !take_separator(&p, end))
        return ECO_E_DATE;
    const char *start = p;
    int second = take_number(&p, end, 4);
    if (p - start == 4 && p == end)
        return make_date(second, first, 0, out);
    if (second < 1 || p - start > 2 || !take_separator(&p, end))
        return ECO_E_DATE;
    start = p;
    int year = take_number(&p, end, 4);
    return p - start == 4 && is_time(p, end) ? make_date(year, second, first, out) : ECO_E_DATE;
}

eco_status ecoi_date_read(eco_text text, eco_date *out)
{
    text = ecoi_text_trim(text);
    eco_status status = eco_date_parse(text.ptr, text.len, out);
    if (status != ECO_OK)
        status = read_digits(text, out);
    return status == ECO_OK ? ECO_OK : read_french(text, out);
}

/* 1 to 12 for the month whose name is at *p, which moves behind it; 0: none. */
static int take_month(const char **p, const char *end)
{
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (int month = 0; end - *p >= 3 && month < 12; month++) {
        if (strncasecmp(*p, names[month], 3) != 0)
            continue;
        while (*p < end && ((**p | 0x20) >= 'a' && (**p | 0x20) <= 'z'))
            ++*p;
        return month + 1;
    }
    return 0;
}

static void skip_blanks(const char **p, const char *end)
{
    while (*p < end && (**p == ' ' || **p == '\t' || **p == '-'))
        ++*p;
}

eco_status ecoi_date_read_mail(eco_text text, eco_date *out)
{
    text = ecoi_text_trim(text);
    const char *p = text.ptr, *end = p + text.len, *comma = text.len > 0 ? memchr(p, ',', text.len) : NULL;
    p = comma != NULL ? comma + 1 : p;
    skip_blanks(&p, end);
    int day = take_number(&p, end, 2);
    skip_blanks(&p, end);
    int month = take_month(&p, end);
    skip_blanks(&p, end);
    const char *start = p;
    int year = take_number(&p, end, 4);
    if (day < 1 || month == 0 || year < 0 || (p < end && *p != ' '))
        return ECO_E_DATE;
    /* RFC 2822, 4.3: two digits below 50 are of this century */
    if (p - start <= 3)
        year += p - start == 3 || year >= 50 ? 1900 : 2000;
    return make_date(year, month, day, out);
}
