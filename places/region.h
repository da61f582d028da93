/* SPDX-License-Identifier: MIT */
/*
 * How eco_region_find understands what a person types. The first rule that gives a meaning wins:
 *
 *   1. a code: of a region ("24" is Centre-Val de Loire), else of a department ("45", "2A", "974"); five
 * digits are a postcode. 18 numbers are both: 01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94. They
 * mean the region; "dep 75" ("dpt", "dept", "departement") means the department of that number;
 *   2. a slug;
 *   3. a name, by the most official thing it names: present region, former region, department, city,
 * province or natural area, town, village, label, institution or adjective. An official name alone is
 * therefore never ambiguous: "Loire" is the department of Saint-Etienne (Auvergne-Rhone-Alpes) though two
 * regions carry the river in their names, and "Vienne" is the department, not the town. Names with several
 * bearers of one rank are ambiguous: Saint-Denis, Alpes, Val de Loire, ligerien;
 *   4. the same without a leading article, preposition or "region".
 */
#ifndef ECOI_PLACES_REGION_H
#define ECOI_PLACES_REGION_H

#include <ecosearch/places.h>

/* Index of the department with a code in lower case ("45", "2a"), or GAZ_NONE. */
size_t ecoi_region_department(const char *code, size_t len);

/* Up to five names that resemble a folded one, or some words of which do, closest first and regions of today
 * before others, as "A, B or C"; for a code up to five departments. False when none does. */
bool ecoi_region_suggest(const char *folded, size_t len, char *out, size_t cap);

#endif
