/* SPDX-License-Identifier: MIT */
/* Why a document is about its regions, for programs. */
#include "cli/json.h"
#include "cli/message.h"
#include "cli/request.h"

static void put_real(cli_json *json, const char *key, float value)
{
    cli_json_key(json, key);
    cli_json_share(json, value);
}

static void put_region(cli_json *json, const eco_focus_region *r)
{
    const eco_region *region = eco_region_at(r->share.region);
    cli_json_open(json, '{');
    cli_json_pair_string(json, "code", region->code);
    cli_json_pair_string(json, "slug", region->slug);
    cli_json_pair_string(json, "name", region->name);
    put_real(json, "share", r->share.share);
    put_real(json, "weight", r->weight);
    cli_json_pair_bool(json, "focus", r->share.focus);
    cli_json_pair_string(json, "why", eco_focus_why_slug(r->why));
    cli_json_close(json, '}');
}

static void put_name(cli_json *json, const eco_document *document, const eco_place_name *name)
{
    bool in_source = name->passage == document->n_passages;
    eco_text text = in_source ? document->source : document->passages[name->passage].text;
    const eco_region *region = eco_region_at(name->region);
    cli_json_open(json, '{');
    cli_json_pair_text(json, "name", (eco_text){text.ptr + name->offset, name->length});
    cli_json_pair_string(json, "zone",
                         in_source ? "source" : eco_zone_slug(document->passages[name->passage].zone));
    cli_json_pair_count(json, "passage", name->passage);
    cli_json_pair_count(json, "offset", name->offset);
    cli_json_pair_count(json, "length", name->length);
    cli_json_pair_string(json, "region", region ? region->slug : NULL);
    cli_json_pair_bool(json, "abroad", name->abroad);
    cli_json_pair_bool(json, "set_aside", name->why >= ECO_PLACE_TRAP);
    cli_json_pair_string(json, "kind", name->kind[0] ? name->kind : NULL);
    cli_json_pair_string(json, "why", eco_place_why_slug(name->why));
    put_real(json, "weight", name->weight);
    put_real(json, "kind_weight", name->kind_weight);
    put_real(json, "evidence", name->evidence);
    put_real(json, "zone_weight", name->zone);
    put_real(json, "position", name->position);
    put_real(json, "repetition", name->repetition);
    put_real(json, "list", name->list);
    cli_json_close(json, '}');
}

void cli_write_focus_json(const eco_document *document, const eco_focus *focus)
{
    cli_json json;
    cli_json_init(&json, stdout);
    cli_json_open(&json, '{');
    cli_json_pair_count(&json, "schema", 1);
    cli_json_pair_text(&json, "key", document->key);
    cli_json_pair_count(&json, "text_bytes", focus->text_bytes);
    put_real(&json, "least_weight", focus->least_weight);
    put_real(&json, "least_share", focus->least_share);
    put_real(&json, "abroad", focus->abroad);
    cli_json_key(&json, "regions");
    cli_json_open(&json, '[');
    for (size_t i = 0; i < focus->n_regions; i++)
        put_region(&json, &focus->regions[i]);
    cli_json_close(&json, ']');
    cli_json_key(&json, "names");
    cli_json_open(&json, '[');
    for (size_t i = 0; i < focus->n_names && cli_output_good(); i++)
        put_name(&json, document, &focus->names[i]);
    cli_json_close(&json, ']');
    cli_json_close(&json, '}');
    cli_json_end(&json);
}
