/* SPDX-License-Identifier: MIT */
/* The outlines of the regions in a drawing of CLI_MAP_WIDTH x CLI_MAP_HEIGHT units. */
#ifndef CLI_MAP_SHAPES_H
#define CLI_MAP_SHAPES_H

#include <ecosearch/places.h>

#define CLI_MAP_WIDTH  1000
#define CLI_MAP_HEIGHT 1250

typedef struct cli_map_shape {
    const char *code; /* of eco_region */
    int x, y;         /* where its count stands */
    const char *path; /* of an SVG path element */
} cli_map_shape;

/* In the order of eco_region_at. */
extern const cli_map_shape cli_map_shapes[ECO_N_REGIONS];

#endif
