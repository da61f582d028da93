/* SPDX-License-Identifier: MIT */
/* Passages with their zones, as `ecoindex export` prints them. */
#include <string.h>

#include "corpus/record_impl.h"

bool ecoi_record_has_zones(const ecoi_record *record)
{
    const ecoi_json_item *item = record->known[ECOI_FIELD_ZONES];
    return item != NULL && !record->kept[ECOI_FIELD_ZONES];
}

static bool find_zone(eco_text name, eco_zone *out)
{
    static const char *const slugs[ECO_N_ZONES][2] = {
#define ZONE_SLUGS(zone, number, slug, french) [number] = {slug, french},
        ECO_ZONE_LIST(ZONE_SLUGS)
#undef ZONE_SLUGS
    };
    for (unsigned zone = 0; zone < ECO_N_ZONES; zone++)
        for (unsigned i = 0; i < 2; i++)
            if (strlen(slugs[zone][i]) == name.len && memcmp(slugs[zone][i], name.ptr, name.len) == 0) {
                *out = (eco_zone)zone;
                return true;
            }
    return false;
}

static ecoi_step read_passage(ecoi_record *record, const ecoi_json_item *item)
{
    ecoi_draft *draft = &record->reading->draft;
    ecoi_json_value object;
    eco_zone zone;
    if (item->type != ECOI_JSON_OBJECT)
        return ecoi_record_reject_type(record, ECOI_FIELD_ZONES, "objects with zone and text", item);
    if (ecoi_json_parse(record->reading->deep_json, (char *)item->raw.ptr, item->raw.len, &object) !=
        ECOI_JSON_OK)
        return ECOI_STEP_NO_MEMORY; /* it has been checked: nothing else can go wrong */
    const ecoi_json_item *name = ecoi_record_member(&object, "zone"),
                         *text = ecoi_record_member(&object, "text");
    if (name == NULL || name->type != ECOI_JSON_STRING || !find_zone(name->text, &zone))
        return ecoi_record_reject(record, ECOI_FIELD_ZONES, "an object without a zone that exists");
    if (text == NULL || text->type != ECOI_JSON_STRING)
        return ecoi_record_reject(record, ECOI_FIELD_ZONES, "an object whose text is no string");
    eco_text copy = text->text;
    bool kept = copy.len == 0 ||
                ((memchr(copy.ptr, '\0', copy.len) == NULL ? ecoi_arena_text(&draft->texts, copy, &copy)
                                                           : ecoi_record_without_nul(draft, &copy)) &&
                 ecoi_draft_add(draft, zone, copy));
    return kept ? ECOI_STEP_DOCUMENT : ECOI_STEP_NO_MEMORY;
}

ecoi_step ecoi_record_zones(ecoi_record *record)
{
    const ecoi_json_item *item = record->known[ECOI_FIELD_ZONES],
                         *partial = record->known[ECOI_FIELD_PARTIAL];
    ecoi_json_value list;
    if (record->known[ECOI_FIELD_BODY] != NULL)
        return ecoi_record_reject(record, ECOI_FIELD_ZONES, "together with body");
    if (ecoi_json_parse(record->reading->inner_json, (char *)item->raw.ptr, item->raw.len, &list) !=
        ECOI_JSON_OK)
        return ECOI_STEP_NO_MEMORY;
    if (partial != NULL && partial->type != ECOI_JSON_BOOLEAN)
        return ecoi_record_reject_type(record, ECOI_FIELD_PARTIAL, "true or false", partial);
    record->document->partial = partial != NULL && partial->text.ptr[0] == 't';
    ecoi_step step = ECOI_STEP_DOCUMENT;
    for (size_t i = 0; i < list.n_items && step == ECOI_STEP_DOCUMENT; i++)
        step = read_passage(record, &list.items[i]);
    return step;
}
