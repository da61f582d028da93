/* SPDX-License-Identifier: MIT */
/* The names before a colon that mean a field, and those that were meant to. */
#ifndef ECOI_SEARCHER_FIELD_NAMES_H
#define ECOI_SEARCHER_FIELD_NAMES_H

#include "searcher/lexer.h"

/* Bytes that a name may have; a longer one is none. */
#define ECOI_FIELD_NAME_MAX 16

/* Whether a text, whatever its accents and capitals, is the name of a field. */
bool ecoi_field_find(const char *name, size_t len, ecoi_field *out);

/* For a text that is no field's name: the name it is one slip away from (titr, dates), the zone it names
 * (chapo: zone:lead), "" when it is one that other engines have (auteur, url), NULL when it is likely to be a
 * word before a colon. */
const char *ecoi_field_meant(const char *name, size_t len);

#endif
