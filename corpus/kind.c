/* SPDX-License-Identifier: MIT */
#include "corpus/kind.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* In order of asking; the last takes everything. */
static const ecoi_kind *const kinds[] = {&ecoi_kind_warc,     &ecoi_kind_json, &ecoi_kind_feed,
                                         &ecoi_kind_wiki,     &ecoi_kind_html, &ecoi_kind_xml,
                                         &ecoi_kind_markdown, &ecoi_kind_page};

const ecoi_kind *ecoi_kind_of(const char *name, const char *head, size_t len)
{
    size_t i = 0;
    while (!kinds[i]->sniff(name, head, len))
        i++;
    return kinds[i];
}

void ecoi_reading_reject(ecoi_reading *reading, eco_reject_reason reason, uint64_t record, const char *format,
                         ...)
{
    char detail[512];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    for (char *p = detail; *p != '\0'; p++)
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            *p = ' ';
    reading->counts->records++;
    reading->counts->rejected[reason]++;
    eco_reject reject = {.reason = reason, .path = reading->path, .record = record, .detail = detail};
    if (reading->options->on_reject != NULL)
        reading->options->on_reject(reading->options->user, &reject);
}

/* The key in `name`, which has been cleaned, moves into the draft. */
static ecoi_step keep_key(ecoi_reading *reading, uint64_t record)
{
    eco_text key = {(const char *)reading->name.data, reading->name.len};
    if (key.len == 0 || key.len > ECOI_KEY_MAX) {
        ecoi_reading_reject(reading, ECO_REJECT_FIELD, record, "the key has %zu bytes; 1 to %d are allowed",
                            key.len, ECOI_KEY_MAX);
        return ECOI_STEP_AGAIN;
    }
    bool kept = ecoi_arena_text(&reading->draft.texts, key, &reading->draft.document.key);
    return kept ? ECOI_STEP_DOCUMENT : ECOI_STEP_NO_MEMORY;
}

ecoi_step ecoi_reading_set_key(ecoi_reading *reading, eco_text key, uint64_t record)
{
    return ecoi_charset_clean_name(key, &reading->name) ? keep_key(reading, record) : ECOI_STEP_NO_MEMORY;
}

ecoi_step ecoi_reading_name(ecoi_reading *reading, uint64_t record)
{
    eco_text below = {reading->below, strlen(reading->below)};
    bool done = ecoi_charset_escape_name(below, &reading->name) &&
                (record == 0 || ecoi_buf_appendf(&reading->name, "#%llu", (unsigned long long)record));
    return done ? keep_key(reading, record) : ECOI_STEP_NO_MEMORY;
}

bool ecoi_reading_folder(ecoi_reading *reading)
{
    const char *slash = strchr(reading->below, '/');
    if (slash == NULL || reading->draft.document.source.len > 0)
        return true;
    eco_text folder = {reading->below, (size_t)(slash - reading->below)};
    if (!ecoi_charset_escape_name(folder, &reading->name))
        return false;
    folder = (eco_text){(const char *)reading->name.data, reading->name.len};
    return ecoi_arena_text(&reading->draft.texts, folder, &reading->draft.document.source);
}

eco_date ecoi_reading_file_date(const ecoi_reading *reading)
{
    static const size_t lengths[] = {10, 7, 4}; /* YYYY-MM-DD, YYYY-MM, YYYY */
    const char *slash = strrchr(reading->below, '/'), *name = slash != NULL ? slash + 1 : reading->below;
    eco_date date = {0};
    for (size_t i = 0; i < 3; i++) {
        size_t n = lengths[i];
        if (strnlen(name, n + 1) > n && (name[n] == '-' || name[n] == '_' || (n > 4 && name[n] == '.')) &&
            eco_date_parse(name, n, &date) == ECO_OK)
            return date;
    }
    return (eco_date){0};
}

bool ecoi_reading_keep(ecoi_reading *reading, eco_text text, eco_text *out)
{
    if (text.len == 0)
        return true;
    if (!ecoi_charset_clean_name(text, &reading->name))
        return false;
    eco_text clean = {(const char *)reading->name.data, reading->name.len};
    return ecoi_arena_text(&reading->draft.texts, clean, out);
}

static bool begin_items(ecoi_reading *reading, const ecoi_items_shape *shape)
{
    ecoi_items_free(reading->items);
    reading->items = ecoi_items_new(shape, &reading->input, reading->options->max_record_bytes);
    reading->has_begun = true;
    return reading->items != NULL;
}

ecoi_step ecoi_reading_next_item(ecoi_reading *reading, const ecoi_items_shape *shape,
                                 ecoi_step (*read)(ecoi_reading *reading, const ecoi_item *item))
{
    ecoi_item item;
    if (!reading->has_begun && !begin_items(reading, shape))
        return ECOI_STEP_NO_MEMORY;
    ecoi_xml_step step = ecoi_items_next(reading->items, &item);
    reading->record += step == ECOI_XML_MORE;
    if (step != ECOI_XML_END)
        return step == ECOI_XML_MORE ? read(reading, &item) : ECOI_STEP_NO_MEMORY;
    const char *error = ecoi_items_error(reading->items);
    if (error != NULL && reading->input.problem == ECOI_INPUT_FINE)
        ecoi_reading_reject(reading, ECO_REJECT_XML, 0, "%s", error);
    return ECOI_STEP_END;
}

bool ecoi_reading_decode(ecoi_reading *reading, eco_text text, eco_text *utf8)
{
    if (ecoi_charset_to_utf8(text, &reading->text, utf8, &reading->draft.replaced) != ECO_OK)
        return false;
    if (utf8->ptr == text.ptr)
        return true;
    uint8_t *padding = ecoi_buf_reserve(&reading->text, ECOI_INPUT_PADDING);
    if (padding == NULL)
        return false;
    memset(padding, 0, ECOI_INPUT_PADDING);
    utf8->ptr = (const char *)reading->text.data;
    return true;
}
