/* SPDX-License-Identifier: MIT */
/*
 * A query made ready for an index: words resolved to terms of each segment, with weights from the statistics
 * of all segments; operators as a tree. A plan lives in an arena and is read-only; matching (match.h) walks
 * it a segment at a time.
 */
#ifndef ECOI_SEARCHER_PLAN_H
#define ECOI_SEARCHER_PLAN_H

#include "base/map.h"
#include "searcher/ast.h"
#include "searcher/snapshot.h"
#include "store/bm25.h"

#define ECOI_ANY_ZONE ECO_N_ZONES

/* Weight of a pair of neighbouring query words found side by side, and of their being found within a few
 * words of each other in any order, as parts of a phrase's weight: the ordered and unordered features of
 * Metzler and Croft, A Markov random field model for term dependencies, SIGIR 2005. What stands between two
 * words of a query, an article or a preposition, is among those few words. */
#define ECOI_PAIR_WEIGHT     0.15f
#define ECOI_WINDOW_WEIGHT   0.2f
#define ECOI_WINDOW_DISTANCE 5u

/* A term of one segment that answers a word; ordinals NULL: all its forms do. */
typedef struct ecoi_use {
    ecoi_term term;
    uint32_t df;              /* documents of the term that are not deleted: at least one */
    const uint16_t *ordinals; /* rising */
    size_t n_ordinals;
    const uint16_t *unlike; /* forms other than typed (accents.h); rising */
    size_t n_unlike;
} ecoi_use;

typedef struct ecoi_word {
    eco_text text; /* for explanations */
    float idf;
    bool weightless;
    bool by_form;    /* single forms of terms were added */
    eco_zone zone;   /* occurrences elsewhere do not count; ECOI_ANY_ZONE */
    ecoi_use **uses; /* by segment */
    size_t *n_uses;
} ecoi_word;

/* Of rising ordinals. */
static inline bool ecoi_has_ordinal(const uint16_t *ordinals, size_t n, uint16_t ordinal)
{
    size_t i = 0;
    while (i < n && ordinals[i] < ordinal)
        i++;
    return i < n && ordinals[i] == ordinal;
}

/* Whether an occurrence of a form answers the word. */
static inline bool ecoi_use_allows(const ecoi_use *use, uint16_t ordinal)
{
    return use->n_ordinals == 0 || ecoi_has_ordinal(use->ordinals, use->n_ordinals, ordinal);
}

/* Whether not all documents of a word's terms match it: some forms or zones do not count. */
bool ecoi_word_is_restricted(const ecoi_word *word, size_t segment);
/* Whether some forms of a word are other than typed. */
bool ecoi_word_has_unlike(const ecoi_word *word, size_t segment);

typedef enum ecoi_op {
    ECOI_OP_WORD,
    ECOI_OP_PHRASE, /* children are words at `offsets` */
    ECOI_OP_NEAR,   /* number: distance */
    ECOI_OP_WINDOW, /* only as a bonus: two words within `number` of each other (window.h) */
    ECOI_OP_PARA,
    ECOI_OP_AND,
    ECOI_OP_OR,
    ECOI_OP_BEST,    /* as OR, but the score is that of the best child, not the sum */
    ECOI_OP_NOT,     /* children[0] without children[1] */
    ECOI_OP_LIST,    /* children with occurs; must first decides, else any */
    ECOI_OP_ATLEAST, /* number */
    ECOI_OP_FILTER,
    ECOI_OP_ALL,
    ECOI_OP_NONE
} ecoi_op;

/* A condition on a document's columns; what is 0 or empty does not filter. */
typedef struct ecoi_filter {
    uint32_t since, until;   /* packed dates, inclusive, 0: open; undated documents fail a date filter */
    uint32_t focus, mention; /* any of these regions */
    eco_text *sources;       /* any of these */
    size_t n_sources;
    eco_zone zone; /* has a passage of the zone; ECOI_ANY_ZONE */
} ecoi_filter;

typedef struct ecoi_query_node ecoi_query_node;
struct ecoi_query_node {
    ecoi_op op;
    bool weightless; /* function words alone: asks for nothing beside other words */
    bool lenient;    /* NOT, LIST in a PARA: what is excluded is so from a passage, not from the document */
    float boost;
    unsigned number;
    ecoi_word *word;
    ecoi_filter *filter;
    ecoi_query_node **children;
    size_t n_children;
    ecoi_occur *occurs;        /* LIST */
    uint32_t *offsets;         /* PHRASE */
    float most_idf;            /* PHRASE: what it weighs at most; 0: the sum of its words */
    ecoi_query_node **bonuses; /* LIST: PHRASE, WINDOW: they add to the score and never decide a match */
    size_t n_bonuses;
    eco_text synonym_of; /* WORD, PHRASE: what was typed when this is a synonym of it, else unknown */
};

#define ECOI_MARK_FAINT 0x80000000u

/* What to highlight: terms, and folded forms that a pattern found, to the number of the query word. */
typedef struct ecoi_marks {
    ecoi_map terms, folded;
    ecoi_buf term_words, folded_words; /* u32 a key: number of the query word, and ECOI_MARK_FAINT */
    bool any_strong;                   /* a mark is not faint: then those that are show nothing */
    unsigned n_words;
} ecoi_marks;

void ecoi_marks_dispose(ecoi_marks *marks);

typedef struct ecoi_planner {
    const ecoi_snapshot *snapshot;
    ecoi_analysis *analysis;
    ecoi_arena *arena;
    ecoi_marks *marks;
    size_t max_clauses, n_clauses;
    bool faint_stops; /* function words of what is being planned are marked faintly */
    eco_error *error;
} ecoi_planner;

/* ECO_E_LIMIT: wildcards came to more than max_clauses; ECO_E_PLACE: an unknown region. Ranges are set. */
eco_status ecoi_query_plan(ecoi_planner *planner, const ecoi_ast *ast, ecoi_query_node **out);
/* A node with room for so many children; NULL: no memory. */
ecoi_query_node *ecoi_plan_new(ecoi_planner *planner, ecoi_op op, size_t n_children);
/* Wraps a plan so that documents must pass the filter too. */
eco_status ecoi_query_filter(ecoi_planner *planner, ecoi_query_node *plan, const ecoi_filter *filter,
                             ecoi_query_node **out);

#endif
