/* SPDX-License-Identifier: MIT */
/* The regions that a record states: names, or objects with shares as `ecoindex export` prints them. */
#include <stdlib.h>
#include <string.h>

#include "corpus/record_impl.h"

/* Shares come rounded: those of one document may sum to a little more than 1. */
#define SHARES_MAX 1.001f

static ecoi_step find_region(ecoi_record *record, eco_text name, size_t *out)
{
    eco_error error;
    if (eco_region_find(name.ptr, name.len, out, &error) == ECO_OK)
        return ECOI_STEP_DOCUMENT;
    return ecoi_record_reject(record, ECOI_FIELD_REGIONS, "%s", error.message);
}

/* A number of (0, 1], 0 when it is none. */
static float share_of(const ecoi_json_item *item)
{
    char number[64];
    if (item->type != ECOI_JSON_NUMBER || item->text.len >= sizeof number)
        return 0;
    memcpy(number, item->text.ptr, item->text.len);
    number[item->text.len] = '\0';
    float share = strtof(number, NULL);
    return share > 0 && share <= 1 ? share : 0;
}

static ecoi_step read_shared(ecoi_record *record, const ecoi_json_item *item)
{
    static const char *const names[] = {"code", "slug", "name"};
    ecoi_json_value object;
    const ecoi_json_item *name = NULL;
    eco_region_share share = {.focus = true};
    size_t region;
    if (ecoi_json_parse(record->reading->deep_json, (char *)item->raw.ptr, item->raw.len, &object) !=
        ECOI_JSON_OK)
        return ECOI_STEP_NO_MEMORY; /* it has been checked: nothing else can go wrong */
    for (size_t i = 0; i < 3 && name == NULL; i++)
        name = ecoi_record_member(&object, names[i]);
    const ecoi_json_item *part = ecoi_record_member(&object, "share"),
                         *focus = ecoi_record_member(&object, "focus");
    if (name == NULL || name->type > ECOI_JSON_NUMBER)
        return ecoi_record_reject(record, ECOI_FIELD_REGIONS, "an object without code, slug or name");
    if (part == NULL || (share.share = share_of(part)) == 0)
        return ecoi_record_reject(record, ECOI_FIELD_REGIONS, "a share that is no number in (0, 1]");
    if (focus != NULL && focus->type != ECOI_JSON_BOOLEAN)
        return ecoi_record_reject(record, ECOI_FIELD_REGIONS, "focus: expected true or false, found %s",
                                  ecoi_json_type_name(focus->type));
    if (focus != NULL)
        share.focus = focus->text.ptr[0] == 't';
    ecoi_step step = find_region(record, name->text, &region);
    share.region = (uint8_t)region;
    if (step == ECOI_STEP_DOCUMENT && !ecoi_draft_add_share(&record->reading->draft, share))
        return ecoi_record_reject(record, ECOI_FIELD_REGIONS, "a region twice");
    return step;
}

static ecoi_step read_one(ecoi_record *record, const ecoi_json_item *item)
{
    size_t region;
    if (item->type == ECOI_JSON_OBJECT)
        return read_shared(record, item);
    if (item->type > ECOI_JSON_NUMBER)
        return ecoi_record_reject_type(record, ECOI_FIELD_REGIONS, "names of regions", item);
    ecoi_step step = find_region(record, item->text, &region);
    if (step == ECOI_STEP_DOCUMENT)
        ecoi_draft_add_region(&record->reading->draft, region);
    return step;
}

static ecoi_step check_shares(ecoi_record *record, const ecoi_json_value *list)
{
    const ecoi_draft *draft = &record->reading->draft;
    float sum = 0;
    if (!draft->has_shares)
        return ECOI_STEP_DOCUMENT;
    for (size_t i = 0; i < list->n_items; i++)
        if (list->items[i].type != ECOI_JSON_OBJECT)
            return ecoi_record_reject(record, ECOI_FIELD_REGIONS, "shares for some regions and not for all");
    for (size_t i = 0; i < draft->document.n_regions; i++)
        sum += draft->regions[i].share;
    if (sum > SHARES_MAX)
        return ecoi_record_reject(record, ECOI_FIELD_REGIONS, "the shares sum to more than 1");
    return ECOI_STEP_DOCUMENT;
}

ecoi_step ecoi_record_regions(ecoi_record *record)
{
    const ecoi_json_item *item = record->known[ECOI_FIELD_REGIONS];
    ecoi_json_value list;
    if (item == NULL)
        return ECOI_STEP_DOCUMENT;
    record->document->has_regions = true;
    if (item->type != ECOI_JSON_ARRAY)
        return read_one(record, item);
    if (ecoi_json_parse(record->reading->inner_json, (char *)item->raw.ptr, item->raw.len, &list) !=
        ECOI_JSON_OK)
        return ECOI_STEP_NO_MEMORY;
    ecoi_step step = ECOI_STEP_DOCUMENT;
    for (size_t i = 0; i < list.n_items && step == ECOI_STEP_DOCUMENT; i++)
        step = read_one(record, &list.items[i]);
    return step == ECOI_STEP_DOCUMENT ? check_shares(record, &list) : step;
}
