/* SPDX-License-Identifier: MIT */
#include "cli/numbers.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

char *cli_count(uint64_t n, char out[CLI_NUMBER])
{
    char digits[24];
    size_t length = (size_t)snprintf(digits, sizeof digits, "%" PRIu64, n), used = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            out[used++] = ',';
        out[used++] = digits[i];
    }
    out[used] = '\0';
    return out;
}

char *cli_bytes(uint64_t n, char out[CLI_NUMBER])
{
    static const char *const units[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
    if (n < 1000) {
        snprintf(out, CLI_NUMBER, "%u bytes", (unsigned)n);
        return out;
    }
    double value = (double)n / 1000;
    size_t unit = 0;
    while (value >= 999.95 && unit < 5) {
        value /= 1000;
        unit++;
    }
    snprintf(out, CLI_NUMBER, "%.1f %s", value, units[unit]);
    return out;
}

char *cli_rate(double bytes_per_second, char out[CLI_NUMBER])
{
    snprintf(out, CLI_NUMBER, "%.1f MB/s", bytes_per_second / 1e6);
    return out;
}

char *cli_seconds(double seconds, char out[CLI_NUMBER])
{
    if (seconds < 1)
        snprintf(out, CLI_NUMBER, "%.1f ms", seconds * 1000);
    else if (seconds < 60)
        snprintf(out, CLI_NUMBER, "%.1f s", seconds);
    else if (seconds < 3600)
        snprintf(out, CLI_NUMBER, "%d:%02d min", (int)seconds / 60, (int)seconds % 60);
    else
        snprintf(out, CLI_NUMBER, "%d:%02d h", (int)(seconds / 3600), (int)(seconds / 60) % 60);
    return out;
}

char *cli_time(time_t when, char out[CLI_TIME])
{
    struct tm parts;
    if (!gmtime_r(&when, &parts) || !strftime(out, CLI_TIME, "%Y-%m-%dT%H:%M:%SZ", &parts))
        *out = '\0';
    return out;
}

const char *cli_plural(uint64_t n, const char *singular, const char *plural)
{
    return n == 1 ? singular : plural;
}

/* Reads the digits at *text and moves it behind them. */
static bool take_digits(const char **text, uint64_t *out)
{
    const char *p = *text;
    uint64_t n = 0;
    for (; isdigit((unsigned char)*p); p++) {
        unsigned digit = (unsigned)(*p - '0');
        if (n > (UINT64_MAX - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    if (p == *text)
        return false;
    *text = p;
    *out = n;
    return true;
}

bool cli_parse_count(const char *text, uint64_t *out)
{
    uint64_t n;
    if (!take_digits(&text, &n) || *text != '\0')
        return false;
    *out = n;
    return true;
}

bool cli_parse_size(const char *text, uint64_t *out)
{
    static const char units[] = "KMGT";
    uint64_t n;
    if (!take_digits(&text, &n))
        return false;
    unsigned shift = 0;
    const char *unit = *text ? strchr(units, toupper((unsigned char)*text)) : NULL;
    if (unit) {
        shift = 10 * (unsigned)(unit - units + 1);
        text++;
        if (*text == 'i')
            text++;
    }
    if (*text == 'B' || *text == 'b')
        text++;
    if (*text != '\0' || n > UINT64_MAX >> shift)
        return false;
    *out = n << shift;
    return true;
}
