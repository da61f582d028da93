/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "corpus/dates.h"
#include "corpus/html.h"
#include "corpus/record_impl.h"

static const char *const known_names[ECOI_N_FIELDS] = {
    "id",  "title", "body",    "url",    "date", "source",           "regions",
    "key", "zones", "partial", "fields", "html", "near_duplicate_of"};

static ecoi_field which(eco_text key)
{
    ecoi_field field = 0;
    while (field < ECOI_N_FIELDS &&
           (strlen(known_names[field]) != key.len || memcmp(known_names[field], key.ptr, key.len) != 0))
        field++;
    return field;
}

ecoi_step ecoi_record_reject(ecoi_record *record, ecoi_field field, const char *format, ...)
{
    char what[512];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    ecoi_reading_reject(record->reading, ECO_REJECT_FIELD, record->reading->record, "%s%s: %s", record->where,
                        known_names[field], what);
    return ECOI_STEP_AGAIN;
}

ecoi_step ecoi_record_reject_type(ecoi_record *record, ecoi_field field, const char *wanted,
                                  const ecoi_json_item *found)
{
    return ecoi_record_reject(record, field, "expected %s, found %s", wanted,
                              ecoi_json_type_name(found->type));
}

const ecoi_json_item *ecoi_record_member(const ecoi_json_value *object, const char *name)
{
    for (size_t i = object->n_items; i-- > 0;) {
        const ecoi_json_item *item = &object->items[i];
        if (item->key.len == strlen(name) && memcmp(item->key.ptr, name, item->key.len) == 0)
            return item->type == ECOI_JSON_NULL ? NULL : item;
    }
    return NULL;
}

/* Finds the known fields and drops all but the last of fields with the same name (their key becomes
 * unknown). */
static bool sort_fields(ecoi_record *record)
{
    ecoi_map *names = &record->reading->field_names;
    if (names->n > 0)
        ecoi_map_reset(names);
    for (size_t i = record->value.n_items; i-- > 0;) {
        ecoi_json_item *item = &record->value.items[i];
        ecoi_field field = which(item->key);
        bool is_new = true;
        if (field < ECOI_N_FIELDS) {
            is_new = record->known[field] == NULL;
            record->known[field] = is_new ? item : record->known[field];
        } else if (ecoi_map_add(names, item->key.ptr, item->key.len, &is_new) == ECOI_MAP_NONE) {
            return false;
        }
        if (!is_new)
            item->key.ptr = NULL;
    }
    for (size_t i = 0; i < ECOI_N_FIELDS; i++)
        if (record->known[i] != NULL && record->known[i]->type == ECOI_JSON_NULL)
            record->known[i] = NULL;
    return true;
}

/* "[" and the "{" of its first element. */
static bool begins_with_object(eco_text array)
{
    size_t i = 1;
    while (i < array.len && strchr(" \t\r\n", array.ptr[i]) != NULL)
        i++;
    return i < array.len && array.ptr[i] == '{';
}

static bool is_name(const ecoi_json_item *item)
{
    return item != NULL && item->type <= ECOI_JSON_NUMBER;
}

/* Names that a corpus may use for things of its own mean something only as export prints them. */
static void choose_kept(ecoi_record *record)
{
    ecoi_json_item *const *known = record->known;
    const ecoi_json_item *zones = known[ECOI_FIELD_ZONES], *fields = known[ECOI_FIELD_FIELDS];
    bool whole = zones != NULL && zones->type == ECOI_JSON_ARRAY && begins_with_object(zones->raw);
    record->kept[ECOI_FIELD_KEY] = known[ECOI_FIELD_ID] != NULL || !is_name(known[ECOI_FIELD_KEY]);
    record->kept[ECOI_FIELD_ZONES] = record->kept[ECOI_FIELD_PARTIAL] = !whole;
    record->kept[ECOI_FIELD_NEAR] = !whole;
    record->kept[ECOI_FIELD_HTML] = whole || !ecoi_record_has_html(record);
    record->kept[ECOI_FIELD_FIELDS] = !whole || fields == NULL || fields->type != ECOI_JSON_OBJECT;
}

bool ecoi_record_without_nul(ecoi_draft *draft, eco_text *text)
{
    char *out = ecoi_arena_alloc(&draft->texts, text->len * 3);
    size_t n = 0;
    if (out == NULL)
        return false;
    for (size_t i = 0; i < text->len; i++) {
        if (text->ptr[i] != '\0') {
            out[n++] = text->ptr[i];
            continue;
        }
        memcpy(out + n, "\xef\xbf\xbd", 3);
        n += 3;
        draft->replaced++;
    }
    *text = (eco_text){out, n};
    return true;
}

/* The text of a field that is to be one; unknown when absent. */
static ecoi_step read_text(ecoi_record *record, ecoi_field field, eco_text *out)
{
    const ecoi_json_item *item = record->known[field];
    *out = (eco_text){0};
    if (item == NULL)
        return ECOI_STEP_DOCUMENT;
    if (item->type != ECOI_JSON_STRING && item->type != ECOI_JSON_NUMBER)
        return ecoi_record_reject_type(record, field, "a string", item);
    *out = item->text;
    if (memchr(out->ptr, '\0', out->len) != NULL && !ecoi_record_without_nul(&record->reading->draft, out))
        return ECOI_STEP_NO_MEMORY;
    return ECOI_STEP_DOCUMENT;
}

/* What a page without a name of its own is known by. */
static eco_text address_of(const ecoi_record *record)
{
    const ecoi_json_item *url = record->known[ECOI_FIELD_URL];
    bool usable = url != NULL && url->type == ECOI_JSON_STRING && url->text.len <= ECOI_KEY_MAX &&
                  memchr(url->text.ptr, '\0', url->text.len) == NULL;
    return usable ? url->text : (eco_text){0};
}

static ecoi_step read_key(ecoi_record *record)
{
    eco_text id;
    ecoi_field field = record->kept[ECOI_FIELD_KEY] ? ECOI_FIELD_ID : ECOI_FIELD_KEY;
    ecoi_step step = read_text(record, field, &id);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    if (id.len == 0)
        id = address_of(record);
    return id.len == 0 ? ecoi_reading_name(record->reading, record->reading->record)
                       : ecoi_reading_set_key(record->reading, id, record->reading->record);
}

static ecoi_step read_title(ecoi_record *record)
{
    eco_text title;
    ecoi_step step = read_text(record, ECOI_FIELD_TITLE, &title);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    title = ecoi_text_trim(title);
    char *p = (char *)title.ptr;
    for (size_t i = 0; i < title.len; i++)
        if (p[i] == '\n' || p[i] == '\r')
            p[i] = ' ';
    bool added = title.len == 0 || ecoi_draft_add(&record->reading->draft, ECO_ZONE_TITLE, title);
    return added ? ECOI_STEP_DOCUMENT : ECOI_STEP_NO_MEMORY;
}

static ecoi_step read_body(ecoi_record *record)
{
    eco_text body;
    ecoi_step step = read_text(record, ECOI_FIELD_BODY, &body);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    ecoi_paragraphs *paragraphs = &record->reading->paragraphs;
    if (!ecoi_paragraphs_split(paragraphs, body))
        return ECOI_STEP_NO_MEMORY;
    record->document->partial =
        ecoi_zones_of_body(&record->reading->phrases, paragraphs->items, paragraphs->n);
    for (size_t i = 0; i < paragraphs->n; i++)
        if (!ecoi_draft_add(&record->reading->draft, paragraphs->items[i].zone, paragraphs->items[i].text))
            return ECOI_STEP_NO_MEMORY;
    return ECOI_STEP_DOCUMENT;
}

static ecoi_step read_metadata(ecoi_record *record)
{
    eco_document *document = record->document;
    ecoi_step step = read_text(record, ECOI_FIELD_URL, &document->url);
    if (step == ECOI_STEP_DOCUMENT)
        step = read_text(record, ECOI_FIELD_SOURCE, &document->source);
    const ecoi_json_item *date = record->known[ECOI_FIELD_DATE];
    if (date != NULL) {
        eco_text text = ecoi_text_trim(date->text);
        record->reading->draft.bad_date = date->type > ECOI_JSON_NUMBER ||
                                          (text.len > 0 && ecoi_date_read(text, &document->date) != ECO_OK);
    }
    return step;
}

static bool has_title(const ecoi_draft *draft)
{
    for (size_t i = 0; i < draft->n_passages; i++)
        if (draft->passages[i].zone == ECO_ZONE_TITLE)
            return true;
    return false;
}

static ecoi_step read_passages(ecoi_record *record)
{
    bool zones = ecoi_record_has_zones(record);
    ecoi_step step = zones ? ecoi_record_zones(record) : read_title(record);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    if (!zones)
        return record->kept[ECOI_FIELD_HTML] ? read_body(record) : ecoi_record_html(record);
    return has_title(&record->reading->draft) ? step : read_title(record);
}

static bool is_kept(const ecoi_record *record, const ecoi_json_item *item)
{
    if (item->key.ptr == NULL)
        return false;
    ecoi_field field = which(item->key);
    if (field == ECOI_N_FIELDS)
        return true;
    return item == record->known[field] &&
           (record->kept[field] || (field == ECOI_FIELD_DATE && record->reading->draft.bad_date));
}

/* The members of the object `fields`, where it is one of export's. */
static bool keep_members(const ecoi_record *record, ecoi_buf *fields)
{
    if (record->kept[ECOI_FIELD_FIELDS])
        return true;
    eco_text raw = record->known[ECOI_FIELD_FIELDS]->raw, members = {raw.ptr + 1, raw.len - 2};
    return ecoi_text_trim(members).len == 0 ||
           (ecoi_buf_append_byte(fields, '{') && ecoi_buf_append(fields, members.ptr, members.len));
}

/* What the page says of itself, unless the record says such things on its own. */
static bool append_page_fields(const ecoi_record *record, ecoi_buf *fields)
{
    static const char *const names[] = {"author", "site", "language"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ecoi_record_member(&record->value, names[i]) != NULL)
            return true;
    return ecoi_html_append_fields(record->reading->html, fields);
}

static ecoi_step keep_fields(ecoi_record *record)
{
    ecoi_buf *fields = &record->reading->fields;
    fields->len = 0;
    if (!keep_members(record, fields))
        return ECOI_STEP_NO_MEMORY;
    for (size_t i = 0; i < record->value.n_items; i++) {
        const ecoi_json_item *item = &record->value.items[i];
        if (!is_kept(record, item))
            continue;
        if (!ecoi_buf_append_byte(fields, fields->len == 0 ? '{' : ',') ||
            !ecoi_buf_append(fields, item->raw_key.ptr, item->raw_key.len) ||
            !ecoi_buf_append_byte(fields, ':') || !ecoi_buf_append(fields, item->raw.ptr, item->raw.len))
            return ECOI_STEP_NO_MEMORY;
    }
    if (record->known[ECOI_FIELD_HTML] != NULL && !record->kept[ECOI_FIELD_HTML] &&
        !append_page_fields(record, fields))
        return ECOI_STEP_NO_MEMORY;
    if (fields->len > 0 && !ecoi_buf_append_byte(fields, '}'))
        return ECOI_STEP_NO_MEMORY;
    if (fields->len > 0)
        record->document->fields = (eco_text){(const char *)fields->data, fields->len};
    return ECOI_STEP_DOCUMENT;
}

static ecoi_step check_text(ecoi_record *record)
{
    if (record->reading->draft.n_passages > 0)
        return ECOI_STEP_DOCUMENT;
    ecoi_reading_reject(record->reading, ECO_REJECT_EMPTY, record->reading->record,
                        "%sneither title nor body has text", record->where);
    return ECOI_STEP_AGAIN;
}

static ecoi_step read_object(ecoi_record *record)
{
    static ecoi_step (*const steps[])(ecoi_record *) = {
        read_key, read_metadata, read_passages, ecoi_record_regions, keep_fields, check_text};
    if (!sort_fields(record))
        return ECOI_STEP_NO_MEMORY;
    choose_kept(record);
    ecoi_step step = ECOI_STEP_DOCUMENT;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && step == ECOI_STEP_DOCUMENT; i++)
        step = steps[i](record);
    return step;
}

static ecoi_json_result parse(ecoi_reading *reading, eco_text text, ecoi_json_value *value)
{
    ecoi_json_result result = ecoi_json_parse(reading->json, (char *)text.ptr, text.len, value);
    if (result != ECOI_JSON_BAD_UTF8)
        return result;
    if (!ecoi_reading_decode(reading, text, &text))
        return ECOI_JSON_NO_MEMORY;
    return ecoi_json_parse(reading->json, (char *)text.ptr, text.len, value);
}

ecoi_step ecoi_record_read(ecoi_reading *reading, eco_text text, const char *where)
{
    ecoi_record record = {.reading = reading, .document = &reading->draft.document, .where = where};
    ecoi_json_result result = parse(reading, text, &record.value);
    if (result == ECOI_JSON_NO_MEMORY)
        return ECOI_STEP_NO_MEMORY;
    if (result != ECOI_JSON_OK) {
        ecoi_reading_reject(reading, ECO_REJECT_JSON, reading->record, "%s%s", where, record.value.why);
        return ECOI_STEP_AGAIN;
    }
    reading->draft.replaced += record.value.replaced;
    if (record.value.type != ECOI_JSON_OBJECT) {
        ecoi_reading_reject(reading, ECO_REJECT_JSON, reading->record, "%sexpected an object, found %s",
                            where, ecoi_json_type_name(record.value.type));
        return ECOI_STEP_AGAIN;
    }
    return read_object(&record);
}
