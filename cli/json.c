/* SPDX-License-Identifier: MIT */
#include "cli/json.h"
#include "cli/numbers.h"
#include "cli/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

void cli_json_init(cli_json *json, FILE *out)
{
    *json = (cli_json){.out = out};
}

static void begin_value(cli_json *json)
{
    if (json->comma)
        putc(',', json->out);
    json->comma = true;
}

void cli_json_open(cli_json *json, char bracket)
{
    begin_value(json);
    putc(bracket, json->out);
    json->comma = false;
}

void cli_json_close(cli_json *json, char bracket)
{
    putc(bracket, json->out);
    json->comma = true;
}

static void put_char(FILE *out, uint32_t c)
{
    static const char short_names[] = "btn.fr"; /* from U+0008 */
    char bytes[4];
    if (c == '"' || c == '\\')
        fprintf(out, "\\%c", (char)c);
    else if (c >= 8 && c <= 13 && c != 11)
        fprintf(out, "\\%c", short_names[c - 8]);
    else if (cli_char_is_unsafe(c))
        fprintf(out, "\\u%04x", (unsigned)c);
    else
        fwrite(bytes, 1, cli_utf8_put(c, bytes), out);
}

static bool is_plain(char byte)
{
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

/* Most text is long runs of plain ASCII, which go out as they are. */
static void put_quoted(FILE *out, eco_text text)
{
    putc('"', out);
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        while (at < text.len && is_plain(text.ptr[at]))
            at++;
        fwrite(text.ptr + start, 1, at - start, out);
        if (at < text.len)
            put_char(out, cli_utf8_next(text, &at));
    }
    putc('"', out);
}

static void put_null(cli_json *json)
{
    begin_value(json);
    fputs("null", json->out);
}

void cli_json_key(cli_json *json, const char *key)
{
    begin_value(json);
    put_quoted(json->out, cli_text(key));
    putc(':', json->out);
    json->comma = false;
}

void cli_json_text(cli_json *json, eco_text text)
{
    if (!text.ptr) {
        put_null(json);
        return;
    }
    begin_value(json);
    put_quoted(json->out, text);
}

void cli_json_string(cli_json *json, const char *string)
{
    cli_json_text(json, cli_text(string));
}

void cli_json_count(cli_json *json, uint64_t n)
{
    begin_value(json);
    fprintf(json->out, "%" PRIu64, n);
}

void cli_json_real(cli_json *json, double value)
{
    if (!isfinite(value)) {
        put_null(json);
        return;
    }
    char text[40];
    for (int digits = 6; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, value);
        if (strtod(text, NULL) == value)
            break;
    }
    begin_value(json);
    fputs(text, json->out);
}

void cli_json_share(cli_json *json, float value)
{
    char text[40];
    for (int digits = 3; digits <= 9; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, (double)value);
        if (strtof(text, NULL) == value)
            break;
    }
    begin_value(json);
    fputs(isfinite(value) ? text : "null", json->out);
}

void cli_json_bool(cli_json *json, bool value)
{
    begin_value(json);
    fputs(value ? "true" : "false", json->out);
}

void cli_json_date(cli_json *json, eco_date date)
{
    char text[16];
    eco_date_format(date, text);
    cli_json_string(json, *text ? text : NULL);
}

void cli_json_raw(cli_json *json, eco_text object)
{
    if (!object.ptr) {
        put_null(json);
        return;
    }
    begin_value(json);
    for (size_t at = 0; at < object.len;) {
        char bytes[4];
        uint32_t c = cli_utf8_next(object, &at);
        if (c >= 0x20 && cli_char_is_unsafe(c))
            fprintf(json->out, "\\u%04x", (unsigned)c);
        else
            fwrite(bytes, 1, cli_utf8_put(c < 0x20 ? ' ' : c, bytes), json->out);
    }
}

void cli_json_pair_text(cli_json *json, const char *key, eco_text text)
{
    cli_json_key(json, key);
    cli_json_text(json, text);
}

void cli_json_pair_string(cli_json *json, const char *key, const char *string)
{
    cli_json_key(json, key);
    cli_json_string(json, string);
}

void cli_json_pair_count(cli_json *json, const char *key, uint64_t n)
{
    cli_json_key(json, key);
    cli_json_count(json, n);
}

void cli_json_pair_real(cli_json *json, const char *key, double value)
{
    cli_json_key(json, key);
    cli_json_real(json, value);
}

void cli_json_pair_bool(cli_json *json, const char *key, bool value)
{
    cli_json_key(json, key);
    cli_json_bool(json, value);
}

void cli_json_pair_time(cli_json *json, const char *key, time_t when)
{
    char text[CLI_TIME];
    cli_json_pair_string(json, key, when ? cli_time(when, text) : NULL);
}

void cli_json_pair_date(cli_json *json, const char *key, eco_date date)
{
    cli_json_key(json, key);
    cli_json_date(json, date);
}

void cli_json_end(cli_json *json)
{
    putc('\n', json->out);
    json->comma = false;
}
