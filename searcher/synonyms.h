/* SPDX-License-Identifier: MIT */
/*
 * Synonyms in queries: <ecosearch/synonyms.h> says what they do. synonyms.c reads lists, synonyms_table.c
 * looks words up in them, synonyms_expand.c changes the query's tree between parsing and planning.
 */
#ifndef ECOI_SEARCHER_SYNONYMS_H
#define ECOI_SEARCHER_SYNONYMS_H

#include <ecosearch/synonyms.h>

#include "searcher/ast.h"
#include "stem/analyser.h"

#define ECOI_SYNONYM_WORDS 8 /* of one synonym */

/* A synonym as the list has it. */
typedef struct ecoi_synonym {
    eco_text text;
    bool as_written; /* = before it */
    bool capitals;   /* written in capitals alone: taken without inflection */
} ecoi_synonym;

/* A line of the list: synonyms [first, first + n). Without an arrow n_left is n and any stands for the
 * others; else the first n_left also find the rest. */
typedef struct ecoi_synonym_rule {
    size_t first, n, n_left;
} ecoi_synonym_rule;

/* The list made ready for one analyser. */
typedef struct ecoi_synonym_table ecoi_synonym_table;

/* The lists's table for the analyser that `analysis` belongs to, made at its first use; it lives as long as
 * the list. Any thread. */
eco_status ecoi_synonyms_table(eco_synonyms *synonyms, const ecoi_analyser *analyser, ecoi_analysis *analysis,
                               const ecoi_synonym_table **out, eco_error *error);

/* One word of a text. Texts live until the analysis is reset. */
typedef struct ecoi_synonym_unit {
    eco_text term, folded, surface;
} ecoi_synonym_unit;

/* A text as synonyms see it: its words without elided articles, and the compound that all of them make
 * together, if any. More than ECOI_SYNONYM_WORDS words: n is 0. */
typedef struct ecoi_synonym_units {
    ecoi_synonym_unit words[ECOI_SYNONYM_WORDS], whole;
    size_t n;
    bool has_whole;
} ecoi_synonym_units;

eco_status ecoi_synonym_units_of(ecoi_analysis *analysis, eco_text text, ecoi_synonym_units *out,
                                 eco_error *error);

/* The synonyms of a row of words, each once, in the order of the list; *out_n 0: none. `out` lives in
 * `arena`.
 */
eco_status ecoi_synonyms_find(const ecoi_synonym_table *table, const ecoi_synonym_unit *words, size_t n,
                              ecoi_arena *arena, const ecoi_synonym ***out, size_t *out_n, eco_error *error);

/* Replaces by BEST nodes what has synonyms in the tree, and pairs of words that are also written together
 * (stem/pairs.def). */
eco_status ecoi_synonyms_expand(const ecoi_synonym_table *table, ecoi_analysis *analysis, ecoi_arena *arena,
                                ecoi_ast **ast, eco_error *error);

/* Tables of a list (synonyms_table.c), for synonyms.c. */
struct eco_synonyms {
    ecoi_arena texts;
    ecoi_synonym *items;
    size_t n_items, items_cap;
    ecoi_synonym_rule *rules;
    size_t n_rules, rules_cap;
    struct ecoi_synonym_tables *tables;
};

struct ecoi_synonym_tables *ecoi_synonym_tables_new(void); /* NULL: no memory */
void ecoi_synonym_tables_free(struct ecoi_synonym_tables *tables);

#endif
