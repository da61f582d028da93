/* SPDX-License-Identifier: MIT */
#include "corpus/date_words.h"

#include <string.h>
#include <time.h>

enum { YEAR_MIN = 1990, YEAR_MAX = 2100, TEXT_MAX = 400 };

/* As fold() writes them. */
static const char *const months[12] = {"janvier", "fevrier", "mars",      "avril",   "mai",      "juin",
                                       "juillet", "aout",    "septembre", "octobre", "novembre", "decembre"};
static const char *const days[7] = {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"};

typedef struct word {
    const char *p;
    size_t len;
} word;

static bool is_part(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static int number_of(word w, size_t least, size_t most)
{
    int value = 0;
    if (w.len < least || w.len > most)
        return -1;
    for (size_t i = 0; i < w.len; i++) {
        if (w.p[i] < '0' || w.p[i] > '9')
            return -1;
        value = value * 10 + (w.p[i] - '0');
    }
    return value;
}

static int index_of(word w, const char *const *names, int n)
{
    for (int i = 0; i < n; i++)
        if (strlen(names[i]) == w.len && memcmp(names[i], w.p, w.len) == 0)
            return i;
    return -1;
}

static int month_of(word w)
{
    static const char *const brief[12] = {"janv", "fevr", "mar",  "avr", "mai", "juin",
                                          "juil", "aou",  "sept", "oct", "nov", "dec"};
    int month = index_of(w, months, 12);
    return (month >= 0 ? month : index_of(w, brief, 12)) + 1;
}

static int day_of(word w)
{
    if (w.len == 3 && memcmp(w.p, "1er", 3) == 0)
        return 1;
    return number_of(w, 1, 2);
}

static bool is_year(int year)
{
    return year >= YEAR_MIN && year <= YEAR_MAX;
}

/* The calendar's rules are eco_date_parse's. */
static bool make(int year, int month, int day, eco_date *out)
{
    char iso[11] = {(char)('0' + year / 1000 % 10),
                    (char)('0' + year / 100 % 10),
                    (char)('0' + year / 10 % 10),
                    (char)('0' + year % 10),
                    '-',
                    (char)('0' + month / 10 % 10),
                    (char)('0' + month % 10),
                    '-',
                    (char)('0' + day / 10 % 10),
                    (char)('0' + day % 10)};
    return is_year(year) && month > 0 && day >= 0 && eco_date_parse(iso, day == 0 ? 7 : 10, out) == ECO_OK;
}

static int weekday_of(eco_date date)
{
    struct tm tm = {
        .tm_year = date.year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day, .tm_hour = 12};
    return timegm(&tm) != (time_t)-1 ? tm.tm_wday : -1;
}

static size_t words_of(const char *text, size_t len, word *out, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n < max;) {
        size_t start = i;
        while (i < len && is_part(text[i]))
            i++;
        if (i > start)
            out[n++] = (word){text + start, i - start};
        else
            i++;
    }
    return n;
}

/* "12 mai 2016", "mardi 3 avril", "12/05/2016" and "2016-05-12" with words w[i], w[i + 1], w[i + 2]. */
static bool date_at(const word *w, size_t i, size_t n, int year, eco_date *out)
{
    int day = day_of(w[i]), month = i + 1 < n ? month_of(w[i + 1]) : 0;
    int stated = i + 2 < n ? number_of(w[i + 2], 4, 4) : -1;
    if (month > 0 && day > 0 && stated > 0)
        return make(stated, month, day, out);
    if (month > 0 && day > 0 && year > 0 && make(year, month, day, out)) {
        int named = i > 0 ? index_of(w[i - 1], days, 7) : -1;
        return named < 0 || named == weekday_of(*out);
    }
    if (i + 2 >= n || w[i + 1].p != w[i].p + w[i].len + 1 || w[i + 2].p != w[i + 1].p + w[i + 1].len + 1)
        return false;
    char sign = w[i].p[w[i].len];
    if (strchr("/.-", sign) == NULL || w[i + 1].p[w[i + 1].len] != sign)
        return false;
    int middle = number_of(w[i + 1], 1, 2), first = number_of(w[i], 4, 4);
    if (first > 0)
        return sign == '-' && make(first, middle, number_of(w[i + 2], 2, 2), out);
    return day > 0 && make(stated, middle, day, out);
}

/* Lower case, and the accents of months' names left out. Any other sign becomes a space. */
static size_t fold(eco_text text, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        uint8_t c = (uint8_t)text.ptr[i], next = i + 1 < text.len ? (uint8_t)text.ptr[i + 1] : 0;
        if (c < 0x80)
            out[n++] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : (char)c;
        else if (c == 0xc3 && (next | 0x20) >= 0xa8 && (next | 0x20) <= 0xaa)
            out[n++] = 'e';
        else if (c == 0xc3 && (next | 0x20) == 0xbb)
            out[n++] = 'u';
        else if (c >= 0xc0)
            out[n++] = ' ';
    }
    return n;
}

bool ecoi_date_find(eco_text text, int year, eco_date *out)
{
    char folded[TEXT_MAX];
    word w[TEXT_MAX / 2];
    if (text.len > TEXT_MAX)
        text.len = TEXT_MAX;
    size_t n = words_of(folded, fold(text, folded), w, TEXT_MAX / 2);
    for (size_t i = 0; i < n; i++)
        if (date_at(w, i, n, year, out))
            return true;
    for (size_t i = 0; i + 1 < n; i++)
        if (index_of(w[i], months, 12) >= 0 && make(number_of(w[i + 1], 4, 4), month_of(w[i]), 0, out))
            return true;
    return false;
}

bool ecoi_date_of_url(eco_text url, eco_date *out)
{
    word w[64];
    const char *query = url.len > 0 ? memchr(url.ptr, '?', url.len) : NULL;
    size_t len = query != NULL ? (size_t)(query - url.ptr) : url.len, n = words_of(url.ptr, len, w, 64);
    bool found = false;
    for (size_t i = 1; i < n; i++) {
        int whole = number_of(w[i], 8, 8), year = number_of(w[i], 4, 4);
        if (whole > 0 && make(whole / 10000, whole / 100 % 100, whole % 100, out) && whole % 100 > 0)
            return true;
        if (year < 0 || i + 1 >= n)
            continue;
        int month = number_of(w[i + 1], 2, 2), day = i + 2 < n ? number_of(w[i + 2], 2, 2) : -1;
        if (day > 0 && make(year, month, day, out))
            return true;
        found |= !found && w[i].p[-1] == '/' && w[i + 1].p[2] == '/' && make(year, month, 0, out);
    }
    return found;
}
