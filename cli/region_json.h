/* SPDX-License-Identifier: MIT */
#ifndef CLI_REGION_JSON_H
#define CLI_REGION_JSON_H

#include "cli/json.h"

#include <ecosearch/document.h>

/* An array of {"code", "slug", "name", "share"}; `with_focus` adds "focus". */
void cli_json_regions(cli_json *json, const eco_region_share *regions, size_t n, bool with_focus);

#endif
