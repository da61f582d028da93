/* SPDX-License-Identifier: MIT */
#include "cli/region_json.h"

#include <ecosearch/places.h>

static void put_region(cli_json *json, const eco_region *region, const eco_region_share *share,
                       bool with_focus)
{
    cli_json_open(json, '{');
    cli_json_pair_string(json, "code", region->code);
    cli_json_pair_string(json, "slug", region->slug);
    cli_json_pair_string(json, "name", region->name);
    cli_json_key(json, "share");
    cli_json_share(json, share->share);
    if (with_focus)
        cli_json_pair_bool(json, "focus", share->focus);
    cli_json_close(json, '}');
}

void cli_json_regions(cli_json *json, const eco_region_share *regions, size_t n, bool with_focus)
{
    cli_json_open(json, '[');
    for (size_t i = 0; i < n; i++) {
        const eco_region *region = eco_region_at(regions[i].region);
        if (region)
            put_region(json, region, &regions[i], with_focus);
    }
    cli_json_close(json, ']');
}
