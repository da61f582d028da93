/* SPDX-License-Identifier: MIT */
/* What the files of record.h share. */
#ifndef ECOI_CORPUS_RECORD_IMPL_H
#define ECOI_CORPUS_RECORD_IMPL_H

#include "corpus/record.h"

typedef enum ecoi_field {
    ECOI_FIELD_ID,
    ECOI_FIELD_TITLE,
    ECOI_FIELD_BODY,
    ECOI_FIELD_URL,
    ECOI_FIELD_DATE,
    ECOI_FIELD_SOURCE,
    ECOI_FIELD_REGIONS,
    ECOI_FIELD_KEY,
    ECOI_FIELD_ZONES,
    ECOI_FIELD_PARTIAL,
    ECOI_FIELD_FIELDS,
    ECOI_FIELD_HTML,
    ECOI_FIELD_NEAR, /* export's, which is found out anew */
    ECOI_N_FIELDS    /* any other */
} ecoi_field;

typedef struct ecoi_record {
    ecoi_reading *reading;
    eco_document *document;
    ecoi_json_value value;
    ecoi_json_item *known[ECOI_N_FIELDS]; /* NULL: absent or null */
    bool kept[ECOI_N_FIELDS];             /* known, but goes to the stored fields as it stands */
    const char *where;
} ecoi_record;

/* Rejects the record: "WHEREfield: what"; AGAIN. */
ecoi_step ecoi_record_reject(ecoi_record *record, ecoi_field field, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
ecoi_step ecoi_record_reject_type(ecoi_record *record, ecoi_field field, const char *wanted,
                                  const ecoi_json_item *found);

/* The member of an object that has this name, the last of several; NULL: absent or null. */
const ecoi_json_item *ecoi_record_member(const ecoi_json_value *object, const char *name);

/* In a string's text U+0000 becomes U+FFFD. False when memory ran out. */
bool ecoi_record_without_nul(ecoi_draft *draft, eco_text *text);

/* record_regions.c: the field `regions`. */
ecoi_step ecoi_record_regions(ecoi_record *record);

/* Whether the text is in `html`: there is no body, nor are there zones. */
bool ecoi_record_has_html(const ecoi_record *record);
/* record_html.c: the field `html`. The record's own title, url, source and date, which have been read, go
 * before what the page says. */
ecoi_step ecoi_record_html(ecoi_record *record);

/* record_zones.c: whether the record is as `ecoindex export` prints it, passages with their zones. Such a one
 * has its text there and not in title and body. */
bool ecoi_record_has_zones(const ecoi_record *record);
/* The fields `zones` and `partial`. */
ecoi_step ecoi_record_zones(ecoi_record *record);

#endif
