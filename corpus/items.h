/* SPDX-License-Identifier: MIT */
/*
 * XML that is a row of items with fields (feeds, dumps of wikis) to those items, one at a time. Memory is
 * bounded by the longest item that may be.
 */
#ifndef ECOI_CORPUS_ITEMS_H
#define ECOI_CORPUS_ITEMS_H

#include "corpus/xml.h"

#define ECOI_ITEM_FIELDS 8 /* most that an item has */
#define ECOI_ITEM_NAMES  2 /* most that is known of all items together */

/* How the content of a field becomes its text. */
typedef enum ecoi_item_mode {
    ECOI_ITEM_TEXT, /* elements inside it are passed over */
    ECOI_ITEM_HTML, /* text is markup already, elements inside are written as tags */
    ECOI_ITEM_XHTML /* the same, but text is no markup and is escaped */
} ecoi_item_mode;

/* What an element of an item holds. */
typedef struct ecoi_item_field {
    size_t field;
    ecoi_item_mode mode;
    eco_text given; /* text that its attributes give, ahead of its content */
    bool replaces;  /* what an earlier element of this field held; otherwise the first counts */
} ecoi_item_field;

/* What a kind of XML looks like; each says whether the element is one. */
typedef struct ecoi_items_shape {
    bool (*is_item)(const ecoi_xml_element *element, ecoi_item_field *about);
    /* Outside of items: a name of all, [0, ECOI_ITEM_NAMES). */
    bool (*is_name)(const ecoi_xml_element *element, size_t *name);
    /* `parent`: the name of the element between it and the item, NULL where there is none. */
    bool (*is_field)(const ecoi_xml_element *element, const char *parent, ecoi_item_field *out);
} ecoi_items_shape;

typedef struct ecoi_item {
    eco_text fields[ECOI_ITEM_FIELDS]; /* trimmed; empty: none */
    bool too_long;                     /* texts stop at the limit */
    bool cut;                          /* the input ends in the middle of it */
} ecoi_item;

typedef struct ecoi_items ecoi_items;

/* Reads `input`, which must outlive it. `max`: bytes of an item's fields together. NULL: no memory. */
ecoi_items *ecoi_items_new(const ecoi_items_shape *shape, ecoi_input *input, size_t max);
void ecoi_items_free(ecoi_items *items);

/* The next item; its texts live until the next call. END: there is none; then ecoi_items_error may tell why.
 */
ecoi_xml_step ecoi_items_next(ecoi_items *items, ecoi_item *out);

/* As far as it has been read. */
eco_text ecoi_items_name(const ecoi_items *items, size_t name);
const char *ecoi_items_error(const ecoi_items *items);

#endif
