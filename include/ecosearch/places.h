/* SPDX-License-Identifier: MIT */
/*
 * ecosearch/places.h - the regions of France: the 13 of the mainland and the 5 overseas.
 *
 * Data: Code officiel géographique; the table is compiled in. All strings are constants. Any thread at any
 * time.
 */
#ifndef ECOSEARCH_PLACES_H
#define ECOSEARCH_PLACES_H

#include <ecosearch/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ECO_N_REGIONS 18

typedef struct eco_region {
    const char *code; /* INSEE code: "24" */
    const char *slug; /* "centre-val-de-loire" */
    const char *name; /* "Centre-Val de Loire" */
} eco_region;

/* The region of an index 0..ECO_N_REGIONS-1 (by rising INSEE code, an order that never changes); NULL
 * beyond. */
ECO_API const eco_region *eco_region_at(size_t index);

/* Finds the region a person means: code, slug, present or former region ("Auvergne"), department by name or
 * number ("Loiret", "45"), alias ("PACA", "centre"); case, accents, hyphens and articles do not matter. A
 * department or former region stands for the present region it lies in.
 * ECO_E_PLACE: nothing or more than one thing is meant; the message says which and suggests up to five. */
ECO_API ECO_MUST_USE eco_status eco_region_find(const char *name, size_t len, size_t *out_index,
                                                eco_error *error);

#ifdef __cplusplus
}
#endif
#endif
