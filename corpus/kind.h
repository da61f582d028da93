/* SPDX-License-Identifier: MIT */
/*
 * What a kind of file implements. A new kind is one source file with one ecoi_kind in it and one line in the
 * table of kind.c. Which kind a file is follows from its first bytes; a name may only say what a damaged
 * beginning was meant to be.
 */
#ifndef ECOI_CORPUS_KIND_H
#define ECOI_CORPUS_KIND_H

#include "base/map.h"
#include "corpus/draft.h"
#include "corpus/http.h"
#include "corpus/input.h"
#include "corpus/items.h"
#include "corpus/json.h"
#include "corpus/reader.h"
#include "corpus/warc_record.h"
#include "corpus/zones.h"

/* First bytes of a file that its kind is told by. */
#define ECOI_KIND_HEAD 4096

typedef enum ecoi_step {
    ECOI_STEP_DOCUMENT, /* the draft holds a document */
    ECOI_STEP_AGAIN,    /* something was passed over or rejected; there may be more */
    ECOI_STEP_END,
    ECOI_STEP_NO_MEMORY
} ecoi_step;

typedef struct ecoi_kind ecoi_kind;

/* One file being read, with what all kinds need. */
typedef struct ecoi_reading {
    const ecoi_reader_options *options; /* with max_record_bytes set */
    ecoi_reader_counts *counts;

    const ecoi_kind *kind;
    const char *path;  /* as found, for rejects */
    const char *below; /* below its source: what keys are made of */
    ecoi_input input;
    uint64_t record; /* records met in this file */

    ecoi_draft draft;
    ecoi_paragraphs paragraphs;
    ecoi_phrases phrases;
    ecoi_buf text;          /* decoded from another charset */
    ecoi_buf name;          /* a key being made */
    struct ecoi_html *html; /* see html.h */
    ecoi_buf markup;        /* a page being made for it */
    bool has_begun;         /* false at the start of a file; its kind sets it */
    ecoi_items *items;      /* of feeds and dumps */

    /* Of crawls */
    ecoi_warc_record warc;
    ecoi_http http;

    /* Of JSON files */
    uint64_t line;         /* lines taken from this file */
    ecoi_json_value array; /* the file as one array, and which element is next: see jsonl.c */
    size_t next_element;
    /* for an array around the records, a record, an array inside it, an object in that */
    ecoi_json *outer_json, *json, *inner_json, *deep_json;
    ecoi_buf fields; /* a record's unknown fields, and their names */
    ecoi_map field_names;
} ecoi_reading;

struct ecoi_kind {
    const char *name;
    /* Whether a file of this name that begins with these bytes is of this kind. */
    bool (*sniff)(const char *name, const char *head, size_t len);
    /* Reads the next document into the draft, which has been reset. */
    ecoi_step (*next)(ecoi_reading *reading);
};

extern const ecoi_kind ecoi_kind_json;     /* jsonl.c */
extern const ecoi_kind ecoi_kind_html;     /* html.c */
extern const ecoi_kind ecoi_kind_warc;     /* warc.c */
extern const ecoi_kind ecoi_kind_feed;     /* feed.c */
extern const ecoi_kind ecoi_kind_wiki;     /* wiki.c */
extern const ecoi_kind ecoi_kind_markdown; /* markdown_kind.c */
extern const ecoi_kind ecoi_kind_xml;      /* other_xml.c */
extern const ecoi_kind ecoi_kind_page;     /* page.c */

/* The kind of a file of this name that begins with these bytes; never NULL. */
const ecoi_kind *ecoi_kind_of(const char *name, const char *head, size_t len);

/* Counts and reports a reject of the current record (record > 0) or of the file as a whole. */
void ecoi_reading_reject(ecoi_reading *reading, eco_reject_reason reason, uint64_t record, const char *format,
                         ...) __attribute__((format(printf, 4, 5)));

/* Sets the draft's key to the file's name with, for record > 0, "#record"; NO_MEMORY, AGAIN (rejected: too
 * long) or DOCUMENT. */
ecoi_step ecoi_reading_name(ecoi_reading *reading, uint64_t record);
/* Sets the draft's key to a given one, cleaned; the same results. */
ecoi_step ecoi_reading_set_key(ecoi_reading *reading, eco_text key, uint64_t record);

/* Sets the draft's source, where it has none, to the first folder of the file's path below its source, if
 * there is one; false when memory ran out. */
bool ecoi_reading_folder(ecoi_reading *reading);
/* The ISO date at the start of the file's name, whole or followed by "-" or "_"; unknown when there is none.
 */
eco_date ecoi_reading_file_date(const ecoi_reading *reading);

/* A copy of a short text in the draft, cleaned as keys are; an empty one stays unknown. False when memory ran
 * out. */
bool ecoi_reading_keep(ecoi_reading *reading, eco_text text, eco_text *out);

/* For kinds of XML: what `read` makes of the file's next item, which is counted as a record; or NO_MEMORY, or
 * END, after a reject of damaged XML. */
ecoi_step ecoi_reading_next_item(ecoi_reading *reading, const ecoi_items_shape *shape,
                                 ecoi_step (*read)(ecoi_reading *reading, const ecoi_item *item));

/* The text as UTF-8, followed by ECOI_INPUT_PADDING readable bytes; false when memory ran out. Counts
 * repairs. */
bool ecoi_reading_decode(ecoi_reading *reading, eco_text text, eco_text *utf8);

#endif
