/* SPDX-License-Identifier: MIT */
/*
 * Feeds to their items: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0.
 *
 * An item's text is its content (content:encoded, Atom's content), else its summary (description, summary);
 * both are HTML. Its date is when it was published, else when it was changed.
 */
#ifndef ECOI_CORPUS_FEED_H
#define ECOI_CORPUS_FEED_H

#include "corpus/xml.h"

typedef enum ecoi_feed_field {
    ECOI_FEED_TITLE,
    ECOI_FEED_LINK,
    ECOI_FEED_ID, /* guid, id, rdf:about */
    ECOI_FEED_PUBLISHED,
    ECOI_FEED_CHANGED,
    ECOI_FEED_AUTHOR,
    ECOI_FEED_CONTENT,
    ECOI_FEED_SUMMARY,
    ECOI_N_FEED_FIELDS
} ecoi_feed_field;

typedef struct ecoi_feed_item {
    eco_text fields[ECOI_N_FEED_FIELDS]; /* trimmed; unknown or empty: none */
    bool too_long;
    bool cut; /* the feed ends in the middle of it */
} ecoi_feed_item;

typedef struct ecoi_feed ecoi_feed;

/* Reads one feed from `input`, which must outlive it. `max`: bytes of an item's fields together. NULL: no
 * memory. */
ecoi_feed *ecoi_feed_new(ecoi_input *input, size_t max);
void ecoi_feed_free(ecoi_feed *feed);

/* The next item; its texts live until the next call. END: there is none; then ecoi_feed_error may tell why.
 */
ecoi_xml_step ecoi_feed_next(ecoi_feed *feed, ecoi_feed_item *out);

/* What the feed is called, as far as it has been read. */
eco_text ecoi_feed_name(const ecoi_feed *feed);
const char *ecoi_feed_error(const ecoi_feed *feed);

#endif
