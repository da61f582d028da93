/* SPDX-License-Identifier: MIT */
/*
 * ecosearch/focus.h - why a document is about the regions that it is about.
 *
 * The rule, in short: every name of a place weighs by what it is, by what stands beside it, by its zone and
 * its place in the page, and less each time it comes back. A region's share is its part of all weight. The
 * document is about a region whose share and weight suffice and that is named often, high or clearly enough;
 * a long page must also begin with the region and come back to it. places/rules.h has every constant with its
 * reason.
 */
#ifndef ECOSEARCH_FOCUS_H
#define ECOSEARCH_FOCUS_H

#include <ecosearch/base.h>
#include <ecosearch/document.h>
#include <ecosearch/places.h>

#ifdef __cplusplus
extern "C" {
#endif

/* X(name, number, slug, what it means). Why a name counts as it does; those from ECO_PLACE_TRAP on do not. */
#define ECO_PLACE_WHY_LIST(X)                                                                                \
    X(ECO_PLACE_NAMED, 0, "named", "named")                                                                  \
    X(ECO_PLACE_AT, 1, "at", "named as where something is")                                                  \
    X(ECO_PLACE_OUTRIGHT, 2, "outright", "its noun, number or department stands beside it")                  \
    X(ECO_PLACE_SUPPORTED, 3, "supported", "believed, for its department or region is named too")            \
    X(ECO_PLACE_RIVER, 4, "river", "the department, or the river it is called after")                        \
    X(ECO_PLACE_ADDRESS, 5, "address", "part of an address")                                                 \
    X(ECO_PLACE_MENU, 6, "menu", "an item of a menu, or a special case of a general rule")                   \
    X(ECO_PLACE_STATE, 7, "state", "Paris, which may be the State")                                          \
    X(ECO_PLACE_COUNCIL, 8, "council", "the region that the page names")                                     \
    X(ECO_PLACE_AREA, 9, "area", "an area of several regions")                                               \
    X(ECO_PLACE_NAMESAKE, 10, "namesake", "a small commune among places abroad")                             \
    X(ECO_PLACE_SOURCE, 11, "source", "the home of the source")                                              \
    X(ECO_PLACE_ASIDE, 12, "aside", "said in passing, in brackets or as where someone was born or died")     \
    X(ECO_PLACE_TRAP, 20, "phrase", "a phrase that means no place")                                          \
    X(ECO_PLACE_PERSON, 21, "person", "a person's name")                                                     \
    X(ECO_PLACE_STREET, 22, "street", "a street, a title, an event")                                         \
    X(ECO_PLACE_TIED, 23, "tied", "part of a longer name")                                                   \
    X(ECO_PLACE_WORD, 24, "word", "the word, not the place")                                                 \
    X(ECO_PLACE_UNPROVEN, 25, "unproven", "also a word or a name, and nothing tells that it is the place")   \
    X(ECO_PLACE_UNDECIDED, 26, "undecided", "several places have this name, and nothing decides")            \
    X(ECO_PLACE_ELSEWHERE, 27, "elsewhere", "the number beside it is another department's")

typedef enum eco_place_why {
#define ECO_PLACE_WHY_ENUM(name, number, slug, meaning) name = number,
    ECO_PLACE_WHY_LIST(ECO_PLACE_WHY_ENUM)
#undef ECO_PLACE_WHY_ENUM
} eco_place_why;

/* "at", "person"... and what it means; constant strings, never NULL. */
ECO_API const char *eco_place_why_slug(eco_place_why why);
ECO_API const char *eco_place_why_text(eco_place_why why);

/* A name met in a document, for one region: a name of several occurs once for each. */
typedef struct eco_place_name {
    size_t passage;        /* index in document->passages; n_passages: in the name of the source */
    size_t offset, length; /* bytes in its text */
    size_t region;         /* index, or ECO_N_REGIONS: abroad, or of none since it was set aside */
    bool abroad;
    const char *kind;  /* "region", "department", "town"...; "" when set aside */
    eco_place_why why; /* weight 0 although the name counts: its zone weighs nothing */
    float weight;      /* the product of the rest */
    float kind_weight, evidence, zone, position, repetition, list;
} eco_place_name;

/* X(name, number, slug, what it means). Whether a document is about a region. */
#define ECO_FOCUS_WHY_LIST(X)                                                                                \
    X(ECO_FOCUS_YES, 0, "focus", "the page is about it")                                                     \
    X(ECO_FOCUS_SHARE, 1, "share", "its share of the weight is too small")                                   \
    X(ECO_FOCUS_WEIGHT, 2, "weight", "its weight is too small for a page of this length")                    \
    X(ECO_FOCUS_ONCE, 3, "once", "named only once, and neither in title or lead nor clearly")                \
    X(ECO_FOCUS_LATE, 4, "late", "the page does not begin with it")                                          \
    X(ECO_FOCUS_PART, 5, "part", "only a small part of the page names it")

typedef enum eco_focus_why {
#define ECO_FOCUS_WHY_ENUM(name, number, slug, meaning) name = number,
    ECO_FOCUS_WHY_LIST(ECO_FOCUS_WHY_ENUM)
#undef ECO_FOCUS_WHY_ENUM
} eco_focus_why;

ECO_API const char *eco_focus_why_slug(eco_focus_why why);
ECO_API const char *eco_focus_why_text(eco_focus_why why);

typedef struct eco_focus_region {
    eco_region_share share;
    float weight;
    eco_focus_why why;
} eco_focus_region;

typedef struct eco_focus {
    const eco_focus_region *regions; /* focus first, then by falling share */
    size_t n_regions;
    const eco_place_name *names; /* in reading order, the source's last */
    size_t n_names;
    float abroad;       /* weight of foreign places; a part of it counts in the whole */
    float least_weight; /* what a region of this page must weigh */
    float least_share;
    size_t text_bytes; /* of the zones that weigh */
} eco_focus;

/* Finds the regions of a document in its text, whatever `document->regions` says, and tells why. *out belongs
 * to the caller, its texts to the document. ECO_E_NO_MEMORY; ECO_E_ARGUMENT: `document` or `out` is NULL. Any
 * thread. */
ECO_API ECO_MUST_USE eco_status eco_focus_explain(const eco_document *document, eco_focus **out,
                                                  eco_error *error);
ECO_API void eco_focus_free(eco_focus *focus); /* NULL is allowed */

#ifdef __cplusplus
}
#endif
#endif
