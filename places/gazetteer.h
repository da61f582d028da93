/* SPDX-License-Identifier: MIT */
/*
 * The table of places: names as sequences of folded words, each with the senses it may have.
 *
 * gazetteer_data.c is written by scripts/make-gazetteer from official data and aliases.tsv. A node stands for
 * the beginning of a name; it is found by the hash of its words (words.h: the hash of a word, joined word by
 * word), so a scan walks from word to word for as long as `longer` says that a name goes on. Nodes that end a
 * name keep its text, which is compared before the name counts; the beginnings are trusted to their hash,
 * since they only lead on.
 */
#ifndef ECOI_PLACES_GAZETTEER_H
#define ECOI_PLACES_GAZETTEER_H

#include <ecosearch/places.h>

#define GAZ_N_DEPARTMENTS 101
#define GAZ_NONE          255

/* What a name is. The order matters: of several senses a lower one is the more official. */
typedef enum gaz_kind {
    GAZ_REGION, /* of today, also under another name (AURA) */
    GAZ_FORMER, /* region until 2015 */
    GAZ_DEPARTMENT,
    GAZ_CITY,    /* chief town of a department, or 100,000 inhabitants and more */
    GAZ_TOWN,    /* 10,000 and more */
    GAZ_VILLAGE, /* 1,000 and more */
    GAZ_AREA,    /* province, natural area, quarter */
    GAZ_LABEL,   /* local scene: French Tech Loire Valley, Silicon Velay */
    GAZ_ORG,     /* cluster, agency, venue, metropole */
    GAZ_PRESS,   /* newspaper, site */
    GAZ_DEMONYM, /* lyonnais; without a region: of a foreign country */
    GAZ_COUNCIL, /* "la Region": the one that the page names, places/focus.c */
    GAZ_ASK,     /* understood in a question, never searched in a text */
    GAZ_ABROAD,
    GAZ_TRAP, /* a phrase that means no place: gare de Lyon */
    GAZ_FIRST_NAME,
    GAZ_BEFORE /* a word that tells what follows; `department` is a gaz_before */
} gaz_kind;

typedef enum gaz_before {
    GAZ_BEFORE_NONE,
    GAZ_BEFORE_AT,         /* en, dans, vers */
    GAZ_BEFORE_OF,         /* de, d' */
    GAZ_BEFORE_ARTICLE,    /* le, la, les, l' */
    GAZ_BEFORE_AT_ARTICLE, /* au, aux */
    GAZ_BEFORE_OF_ARTICLE, /* du, des */
    GAZ_BEFORE_AND,        /* et, ou */
    GAZ_BEFORE_REGION,     /* region, regional */
    GAZ_BEFORE_DEPARTMENT, /* departement, prefet */
    GAZ_BEFORE_TOWN,       /* ville, maire, metropole */
    GAZ_BEFORE_BASED,      /* installee, siege */
    GAZ_BEFORE_STREET,     /* rue, bataille, duc: what follows is no place */
    GAZ_BEFORE_HOUSE,      /* lycee: what follows at once is a person, after "de" a place */
    GAZ_BEFORE_TITLE,      /* madame: what follows is a person, after "de" too */
    GAZ_BEFORE_EXCEPT      /* toutefois, sauf: an exception of a general rule */
} gaz_before;

typedef struct gaz_sense {
    uint8_t kind;       /* gaz_kind */
    uint8_t region;     /* index, or GAZ_NONE */
    uint8_t department; /* index, or GAZ_NONE; of GAZ_BEFORE: gaz_before */
    uint8_t
        guard : 2; /* 0 a capital suffices, 1 not as the first word of a sentence, 2 only with a preposition,
                      number, institution or another name of its department near, 3 only when said outright */
    uint8_t accent : 1; /* its accents are part of it: Ville is not Villé */
    uint8_t size : 4;   /* communes: inhabitants / 50 as a power of two, 1..15; 0 for all else */
} gaz_sense;

typedef struct gaz_node {
    uint32_t hash;
    uint32_t name;  /* offset in ecoi_gaz_names */
    uint16_t sense; /* first in ecoi_gaz_senses */
    uint8_t len;    /* of the name; 0 where no name ends */
    uint8_t n_senses : 4, longer : 1;
} gaz_node;

typedef struct gaz_department {
    const char *code; /* "2A" */
    uint8_t region;
    const char *name;
} gaz_department;

/* A name as people write it, for suggestions. */
typedef struct gaz_shown {
    const char *name;
    uint8_t region;
} gaz_shown;

extern const eco_region ecoi_gaz_regions[ECO_N_REGIONS];
extern const gaz_department ecoi_gaz_departments[GAZ_N_DEPARTMENTS];
extern const gaz_shown ecoi_gaz_shown[];
extern const size_t ecoi_gaz_n_shown;
extern const gaz_sense ecoi_gaz_senses[];
extern const gaz_node ecoi_gaz_nodes[];
extern const size_t ecoi_gaz_n_nodes;
extern const unsigned ecoi_gaz_slot_bits;
extern const uint16_t ecoi_gaz_slots[]; /* node number + 1, 0: free */
extern const char ecoi_gaz_names[];
/* Filters of first words by the upper 16 bits of their hash: one bit tells that a name may begin so. */
extern const uint8_t ecoi_gaz_first_capital[8192]; /* written with a capital or a digit */
extern const uint8_t ecoi_gaz_first_lower[8192];   /* written in lower case */

/* The node of a state (hash of one word or of several, joined), or NULL. */
static inline const gaz_node *ecoi_gaz_find(uint32_t state)
{
    uint32_t mask = (1u << ecoi_gaz_slot_bits) - 1;
    uint32_t at = (state * 0x9e3779b1u) >> (32 - ecoi_gaz_slot_bits);
    for (; ecoi_gaz_slots[at]; at = (at + 1) & mask) {
        const gaz_node *node = &ecoi_gaz_nodes[ecoi_gaz_slots[at] - 1];
        if (node->hash == state)
            return node;
    }
    return NULL;
}

static inline const gaz_sense *ecoi_gaz_senses_of(const gaz_node *node)
{
    return ecoi_gaz_senses + node->sense;
}

static inline bool ecoi_gaz_may_start(const uint8_t filter[8192], uint32_t word_hash)
{
    uint32_t bit = word_hash >> 16;
    return filter[bit >> 3] >> (bit & 7) & 1;
}

#endif
