/* SPDX-License-Identifier: MIT */
/*
 * The standing phrases of web pages: paywalls, comment sections, newsletter forms, footers. A phrase is a
 * cue; what follows from it is decided in zones.c.
 *
 * Phrases are compared in a folded form: lower case, without accents, runs of digits as one "#", runs of
 * white space as one space, typographic apostrophes and dashes as ' and -, "©" as (c), quotation marks, soft
 * hyphens and other invisible characters dropped, final punctuation dropped.
 */
#ifndef ECOI_CORPUS_PHRASES_H
#define ECOI_CORPUS_PHRASES_H

#include <ecosearch/base.h>

typedef enum ecoi_cue {
    ECOI_CUE_NONE,
    ECOI_CUE_CUT,       /* a paywall that cut the page: "Article réservé aux abonnés" */
    ECOI_CUE_OFFER,     /* around it: prices, "Déjà abonné ?" */
    ECOI_CUE_COMMENTS,  /* the head of a comment section: "3 commentaires" */
    ECOI_CUE_SIGNATURE, /* of one comment: "a écrit le 14/09/2016 à 14:13" */
    ECOI_CUE_RELATED,   /* the head of a list of links: "Sur le même sujet" */
    ECOI_CUE_SITE,      /* newsletter, cookies, share bars, legal lines, forms */
    ECOI_CUE_EDGE,      /* the same, but believed only at the edges of a page, outside its prose */
    ECOI_CUE_SECTION,   /* a banner or the name of a section above the title: "Toute l'actualité" */
    ECOI_CUE_CREDIT,    /* of a picture: "(Crédits : DR)" */
    ECOI_CUE_BYLINE     /* "Propos recueillis par" */
} ecoi_cue;

/* Longest paragraph, in bytes, that is looked at for cues. */
#define ECOI_CUE_MAX_LEN 280

typedef struct ecoi_phrase {
    char where; /* '=': the whole paragraph, '^': its start, '~': from the start of any word */
    bool clean; /* cannot be mistaken, even inside a body that its source calls so */
    ecoi_cue cue;
    const char *text;
    size_t len;
} ecoi_phrase;

#define ECOI_PHRASE_SLOTS 512

/* An index over the table of phrases, made once; constant afterwards. */
typedef struct ecoi_phrases {
    uint16_t first[ECOI_PHRASE_SLOTS]; /* by the first three letters: number + 1 of a phrase, 0: none */
    uint16_t next[ECOI_PHRASE_SLOTS];
    bool has_clean[ECOI_PHRASE_SLOTS], has_inside[ECOI_PHRASE_SLOTS];
} ecoi_phrases;

void ecoi_phrases_init(ecoi_phrases *phrases);

/* The cue of the longest phrase in a paragraph; NONE above ECOI_CUE_MAX_LEN bytes. */
ecoi_cue ecoi_phrases_find(const ecoi_phrases *phrases, eco_text paragraph);
/* The same with nothing but clean phrases. Rejects most paragraphs after their first three letters. */
ecoi_cue ecoi_phrases_find_clean(const ecoi_phrases *phrases, eco_text paragraph);

/* Writes the folded form of at most `cap` bytes of output; returns its length. */
size_t ecoi_phrase_fold(eco_text text, char *out, size_t cap);

/* The table itself, for tests. */
const ecoi_phrase *ecoi_phrase_at(size_t index); /* NULL beyond the last */

#endif
