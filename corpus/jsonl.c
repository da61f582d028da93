/* SPDX-License-Identifier: MIT */
/*
 * JSON files: one object a line, streamed; or one value spread over lines, an object or an array of objects,
 * which has to be read as a whole and so must not be longer than one record may be.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "corpus/record.h"

static const char *skip_space(const char *p, const char *end)
{
    while (p < end && strchr(" \t\r\n", *p) != NULL && *p != '\0')
        p++;
    return p;
}

static bool ends_in(const char *name, const char *ending)
{
    size_t len = strlen(name), n = strlen(ending);
    if (len > 3 && strcasecmp(name + len - 3, ".gz") == 0)
        len -= 3;
    return len > n && strncasecmp(name + len - n, ending, n) == 0;
}

/* An object's "{" is followed by a quote or "}". */
static bool begins_object(const char *p, const char *end)
{
    const char *next = p < end && *p == '{' ? skip_space(p + 1, end) : end;
    return next < end && (*next == '"' || *next == '}');
}

/* An array of objects begins "[{" or is empty. */
static bool begins_array(const char *p, const char *end)
{
    const char *next = p < end && *p == '[' ? skip_space(p + 1, end) : end;
    return next < end && (*next == '{' || *next == ']');
}

static bool begins_value(const char *p, const char *end)
{
    return p < end && (*p == '{' || *p == '[');
}

/* The start of the next line that is not blank, or the end. */
static const char *next_text(const char *p, const char *end)
{
    const char *feed = memchr(p, '\n', (size_t)(end - p));
    return feed != NULL ? skip_space(feed, end) : end;
}

/* Whether most lines are objects although the first is none: a first line that tries to be JSON may be the
 * only bad one, one of prose needs more evidence, as prose may show an object. */
static bool has_objects(const char *head, const char *end)
{
    size_t objects = 0, others = 0;
    const char *first = skip_space(head, end);
    for (const char *line = first; line < end; line = next_text(line, end))
        *(begins_object(line, end) ? &objects : &others) += 1;
    return begins_value(first, end) ? objects > 0 && objects >= others : objects > 2 * others;
}

static bool sniff(const char *name, const char *head, size_t len)
{
    const char *end = head + len, *p = skip_space(head, end);
    return begins_object(p, end) || begins_array(p, end) || ends_in(name, ".jsonl") ||
           ends_in(name, ".ndjson") || ends_in(name, ".json") || has_objects(head, end);
}

/* Whether a value stands on its own over several lines: an array, or an object whose first line does not
 * close it while the second opens no other. */
static bool is_spread(const char *head, size_t len)
{
    const char *end = head + len, *p = skip_space(head, end);
    if (!begins_value(p, end))
        return false;
    const char *feed = memchr(p, '\n', (size_t)(end - p)), *last = feed;
    if (feed == NULL)
        return *p == '[';
    while (last > p && strchr(" \t\r\n", *last) != NULL)
        last--;
    const char *second = skip_space(feed, end);
    bool closed = *last == (*p == '[' ? ']' : '}');
    if (*p == '[')
        return !closed || !begins_value(second, end);
    return !closed && second < end && *second != '{';
}

static ecoi_step read_element(ecoi_reading *reading, eco_text text)
{
    reading->record++;
    return ecoi_record_read(reading, text, "");
}

static ecoi_step reject_whole(ecoi_reading *reading, eco_reject_reason reason, const char *why)
{
    ecoi_reading_reject(reading, reason, 0, "JSON that is not one object a line: %s", why);
    return ECOI_STEP_END;
}

/* In valid JSON a line feed never stands inside a string; without them the fields kept verbatim fit on a
 * line. */
static void drop_line_feeds(eco_text text)
{
    char *p = (char *)text.ptr, *end = p + text.len;
    for (; p < end; p++)
        if (*p == '\n' || *p == '\r')
            *p = ' ';
}

static ecoi_step read_spread(ecoi_reading *reading)
{
    uint64_t max = reading->options->max_record_bytes;
    eco_text text = ecoi_input_peek(&reading->input, max + 1);
    if (reading->input.problem != ECOI_INPUT_FINE)
        return ECOI_STEP_END;
    if (text.len > max)
        return reject_whole(reading, ECO_REJECT_TOO_LONG, "it is longer than one record may be");
    if (!ecoi_reading_decode(reading, text, &text))
        return ECOI_STEP_NO_MEMORY;
    drop_line_feeds(text);
    if (*skip_space(text.ptr, text.ptr + text.len) != '[')
        return read_element(reading, text);
    ecoi_json_result result =
        ecoi_json_parse(reading->outer_json, (char *)text.ptr, text.len, &reading->array);
    if (result == ECOI_JSON_NO_MEMORY)
        return ECOI_STEP_NO_MEMORY;
    if (result != ECOI_JSON_OK)
        return reject_whole(reading, ECO_REJECT_JSON, reading->array.why);
    if (reading->array.n_items == 0)
        return reject_whole(reading, ECO_REJECT_EMPTY, "an empty array");
    return ECOI_STEP_AGAIN;
}

static ecoi_step next_element(ecoi_reading *reading)
{
    if (reading->next_element == reading->array.n_items)
        return ECOI_STEP_END;
    return read_element(reading, reading->array.items[reading->next_element++].raw);
}

static ecoi_step next_line(ecoi_reading *reading)
{
    char where[48] = "";
    eco_text text;
    ecoi_line line = ecoi_input_line(&reading->input, reading->options->max_record_bytes, &text);
    if (line == ECOI_LINE_END)
        return ECOI_STEP_END;
    reading->line++;
    if (line == ECOI_LINE_TEXT && skip_space(text.ptr, text.ptr + text.len) == text.ptr + text.len)
        return ECOI_STEP_AGAIN;
    reading->record++;
    if (reading->line != reading->record) /* there were blank lines */
        snprintf(where, sizeof where, "on line %llu: ", (unsigned long long)reading->line);
    if (line == ECOI_LINE_TOO_LONG) {
        ecoi_reading_reject(reading, ECO_REJECT_TOO_LONG, reading->record, "%slonger than %llu bytes", where,
                            (unsigned long long)reading->options->max_record_bytes);
        return ECOI_STEP_AGAIN;
    }
    return ecoi_record_read(reading, text, where);
}

static ecoi_step next(ecoi_reading *reading)
{
    if (reading->line > 0)
        return next_line(reading);
    if (reading->array.n_items > 0)
        return next_element(reading);
    if (reading->record > 0)
        return ECOI_STEP_END; /* one object, spread over lines */
    eco_text head = ecoi_input_peek(&reading->input, ECOI_KIND_HEAD);
    return is_spread(head.ptr, head.len) ? read_spread(reading) : next_line(reading);
}

const ecoi_kind ecoi_kind_json = {"json", sniff, next};
