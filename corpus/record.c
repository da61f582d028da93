/* SPDX-License-Identifier: MIT */
#include "corpus/record.h"

#include <string.h>

#include "corpus/dates.h"

typedef enum known_field { ID, TITLE, BODY, URL, DATE, SOURCE, REGIONS, N_KNOWN } known_field;

static const char *const known_names[N_KNOWN] = {"id", "title", "body", "url", "date", "source", "regions"};

typedef struct json_record {
    ecoi_reading *reading;
    eco_document *document;
    ecoi_json_value value;
    ecoi_json_item *known[N_KNOWN]; /* NULL: absent or null */
    const char *where;
} json_record;

static known_field which(eco_text key)
{
    known_field field = 0;
    while (field < N_KNOWN &&
           (strlen(known_names[field]) != key.len || memcmp(known_names[field], key.ptr, key.len) != 0))
        field++;
    return field;
}

static ecoi_step reject_field(json_record *record, known_field field, const char *wanted,
                              const ecoi_json_item *found)
{
    ecoi_reading_reject(record->reading, ECO_REJECT_FIELD, record->reading->record,
                        "%s%s: expected %s, found %s", record->where, known_names[field], wanted,
                        ecoi_json_type_name(found->type));
    return ECOI_STEP_AGAIN;
}

/* Finds the known fields and drops all but the last of fields with the same name (their key becomes unknown).
 */
static bool sort_fields(json_record *record)
{
    ecoi_map *names = &record->reading->field_names;
    if (names->n > 0)
        ecoi_map_reset(names);
    for (size_t i = record->value.n_items; i-- > 0;) {
        ecoi_json_item *item = &record->value.items[i];
        known_field field = which(item->key);
        bool is_new = true;
        if (field < N_KNOWN) {
            is_new = record->known[field] == NULL;
            record->known[field] = is_new ? item : record->known[field];
        } else if (ecoi_map_add(names, item->key.ptr, item->key.len, &is_new) == ECOI_MAP_NONE) {
            return false;
        }
        if (!is_new)
            item->key.ptr = NULL;
    }
    for (size_t i = 0; i < N_KNOWN; i++)
        if (record->known[i] != NULL && record->known[i]->type == ECOI_JSON_NULL)
            record->known[i] = NULL;
    return true;
}

/* A copy in which U+0000 is U+FFFD. */
static bool without_nul(ecoi_draft *draft, eco_text *text)
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
static ecoi_step read_text(json_record *record, known_field field, eco_text *out)
{
    const ecoi_json_item *item = record->known[field];
    *out = (eco_text){0};
    if (item == NULL)
        return ECOI_STEP_DOCUMENT;
    if (item->type != ECOI_JSON_STRING && item->type != ECOI_JSON_NUMBER)
        return reject_field(record, field, "a string", item);
    *out = item->text;
    if (memchr(out->ptr, '\0', out->len) != NULL && !without_nul(&record->reading->draft, out))
        return ECOI_STEP_NO_MEMORY;
    return ECOI_STEP_DOCUMENT;
}

static ecoi_step read_key(json_record *record)
{
    eco_text id;
    ecoi_step step = read_text(record, ID, &id);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    return id.len == 0 ? ecoi_reading_name(record->reading, record->reading->record)
                       : ecoi_reading_set_key(record->reading, id, record->reading->record);
}

static ecoi_step read_title(json_record *record)
{
    eco_text title;
    ecoi_step step = read_text(record, TITLE, &title);
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

static ecoi_step read_body(json_record *record)
{
    eco_text body;
    ecoi_step step = read_text(record, BODY, &body);
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

static ecoi_step read_metadata(json_record *record)
{
    eco_document *document = record->document;
    ecoi_step step = read_text(record, URL, &document->url);
    if (step == ECOI_STEP_DOCUMENT)
        step = read_text(record, SOURCE, &document->source);
    const ecoi_json_item *date = record->known[DATE];
    if (date != NULL) {
        eco_text text = ecoi_text_trim(date->text);
        record->reading->draft.bad_date = date->type > ECOI_JSON_NUMBER ||
                                          (text.len > 0 && ecoi_date_read(text, &document->date) != ECO_OK);
    }
    return step;
}

static ecoi_step read_region(json_record *record, const ecoi_json_item *item)
{
    size_t region;
    eco_error error;
    if (item->type != ECOI_JSON_STRING && item->type != ECOI_JSON_NUMBER)
        return reject_field(record, REGIONS, "names of regions", item);
    if (eco_region_find(item->text.ptr, item->text.len, &region, &error) != ECO_OK) {
        ecoi_reading_reject(record->reading, ECO_REJECT_FIELD, record->reading->record, "%sregions: %s",
                            record->where, error.message);
        return ECOI_STEP_AGAIN;
    }
    ecoi_draft_add_region(&record->reading->draft, region);
    return ECOI_STEP_DOCUMENT;
}

static ecoi_step read_regions(json_record *record)
{
    const ecoi_json_item *item = record->known[REGIONS];
    ecoi_json_value list;
    if (item == NULL)
        return ECOI_STEP_DOCUMENT;
    record->document->has_regions = true;
    if (item->type != ECOI_JSON_ARRAY)
        return read_region(record, item);
    if (ecoi_json_parse(record->reading->inner_json, (char *)item->raw.ptr, item->raw.len, &list) !=
        ECOI_JSON_OK)
        return ECOI_STEP_NO_MEMORY; /* the array has been checked: nothing else can go wrong */
    ecoi_step step = ECOI_STEP_DOCUMENT;
    for (size_t i = 0; i < list.n_items && step == ECOI_STEP_DOCUMENT; i++)
        step = read_region(record, &list.items[i]);
    return step;
}

static bool is_kept(const json_record *record, const ecoi_json_item *item)
{
    return item->key.ptr != NULL &&
           (which(item->key) == N_KNOWN || (record->reading->draft.bad_date && item == record->known[DATE]));
}

static ecoi_step keep_fields(json_record *record)
{
    ecoi_buf *fields = &record->reading->fields;
    fields->len = 0;
    for (size_t i = 0; i < record->value.n_items; i++) {
        const ecoi_json_item *item = &record->value.items[i];
        if (!is_kept(record, item))
            continue;
        if (!ecoi_buf_append_byte(fields, fields->len == 0 ? '{' : ',') ||
            !ecoi_buf_append(fields, item->raw_key.ptr, item->raw_key.len) ||
            !ecoi_buf_append_byte(fields, ':') || !ecoi_buf_append(fields, item->raw.ptr, item->raw.len))
            return ECOI_STEP_NO_MEMORY;
    }
    if (fields->len > 0 && !ecoi_buf_append_byte(fields, '}'))
        return ECOI_STEP_NO_MEMORY;
    if (fields->len > 0)
        record->document->fields = (eco_text){(const char *)fields->data, fields->len};
    return ECOI_STEP_DOCUMENT;
}

static ecoi_step check_text(json_record *record)
{
    if (record->reading->draft.n_passages > 0)
        return ECOI_STEP_DOCUMENT;
    ecoi_reading_reject(record->reading, ECO_REJECT_EMPTY, record->reading->record,
                        "%sneither title nor body has text", record->where);
    return ECOI_STEP_AGAIN;
}

static ecoi_step read_object(json_record *record)
{
    static ecoi_step (*const steps[])(json_record *) = {read_key,     read_title,  read_body, read_metadata,
                                                        read_regions, keep_fields, check_text};
    if (!sort_fields(record))
        return ECOI_STEP_NO_MEMORY;
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
    json_record record = {.reading = reading, .document = &reading->draft.document, .where = where};
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
