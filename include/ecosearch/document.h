/* SPDX-License-Identifier: MIT */
/*
 * ecosearch/document.h - a document as the engine sees it: metadata and passages.
 *
 * A passage is one paragraph (title, heading, list item...) of one zone; paragraph queries (PARA) are
 * answered passage by passage. Passages come in reading order, title first.
 */
#ifndef ECOSEARCH_DOCUMENT_H
#define ECOSEARCH_DOCUMENT_H

#include <ecosearch/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* X(name, number, slug, French slug). What part of the page a passage is. The numbers are stored. */
#define ECO_ZONE_LIST(X)                                                                                     \
    X(ECO_ZONE_TITLE, 0, "title", "titre")                                                                   \
    X(ECO_ZONE_LEAD, 1, "lead", "chapo")                                                                     \
    X(ECO_ZONE_BODY, 2, "body", "corps")                                                                     \
    X(ECO_ZONE_HEADING, 3, "heading", "intertitre")                                                          \
    X(ECO_ZONE_CAPTION, 4, "caption", "legende")                                                             \
    X(ECO_ZONE_COMMENT, 5, "comment", "commentaire")                                                         \
    X(ECO_ZONE_BOILERPLATE, 6, "boilerplate", "habillage")                                                   \
    X(ECO_ZONE_PAYWALL, 7, "paywall", "abonnement")

typedef enum eco_zone {
#define ECO_ZONE_ENUM(name, number, slug, french) name = number,
    ECO_ZONE_LIST(ECO_ZONE_ENUM)
#undef ECO_ZONE_ENUM
        ECO_N_ZONES
} eco_zone;

typedef struct eco_passage {
    eco_zone zone;
    eco_text text;
} eco_passage;

/* A region's part in what a document is about. `share` in (0, 1]; shares of one document sum to at most 1,
 * and no region occurs twice. */
typedef struct eco_region_share {
    uint8_t region; /* index for eco_region_at, see places.h */
    bool focus;     /* what the document is about; false: only mentioned */
    float share;
} eco_region_share;

typedef struct eco_document {
    eco_text key; /* the user's identifier, unique in an index, 1..1024 bytes */
    eco_text url;
    eco_text source;
    eco_date date;
    bool partial; /* the page was cut by a paywall or the like */
    const eco_passage *passages;
    size_t n_passages;
    eco_text fields; /* further stored fields: the text of one JSON object, or unknown */
    const eco_region_share
        *regions; /* given by the caller; when has_regions is false they are found in the text */
    size_t n_regions;
    bool has_regions;
} eco_document;

/* "title", "body"...; a constant string, never NULL. */
ECO_API const char *eco_zone_slug(eco_zone zone);

#ifdef __cplusplus
}
#endif
#endif
