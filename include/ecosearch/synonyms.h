/* SPDX-License-Identifier: MIT */
/*
 * ecosearch/synonyms.h - words that stand for one another in queries, from a text that anyone can edit.
 *
 * UTF-8, a group a line; a line that begins with # is a comment.
 *
 *     start-up, jeune pousse                   any of them finds the others too
 *     R&D, recherche et développement
 *     seed => amorçage, capital-risque         the left side also finds the right side, not the other way
 *     =AURA => Auvergne-Rhône-Alpes            only when typed so, capitals included
 *
 * Commas and => cannot be part of a word; a word may be several, up to 8, which are then found side by side.
 * Inflection does not matter ("jeunes pousses" is jeune pousse), and neither do capitals and accents where
 * they do not in queries. What is written in capitals alone (IA, PACA) is taken as it is, without inflection.
 * Groups with a word in common add up, and a synonym's own synonyms are not looked for.
 *
 * In a query a word or a row of words of a list is replaced by "itself or its synonyms". A document counts
 * the best of them, not their sum; a synonym weighs ECO_SYNONYM_WEIGHT of what it would weigh if it had been
 * typed, and never more than that part of the word that was. Nothing is replaced in quotes, after =, in
 * patterns, and in what is excluded: -startup still finds jeune pousse.
 */
#ifndef ECOSEARCH_SYNONYMS_H
#define ECOSEARCH_SYNONYMS_H

#include <ecosearch/base.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ECO_SYNONYM_WEIGHT 0.7f

/* A list of synonyms, to be given to any number of searches, of any index, in any number of threads. */
typedef struct eco_synonyms eco_synonyms;

/* Reads a list. `name` is what messages call it. ECO_E_ARGUMENT: a line cannot be understood; the message is
 * "NAME:LINE: reason". The text need not outlive the call. */
ECO_API ECO_MUST_USE eco_status eco_synonyms_parse(const char *name, const char *text, size_t len,
                                                   eco_synonyms **out, eco_error *error);
/* The same from a file of at most 16 MiB. */
ECO_API ECO_MUST_USE eco_status eco_synonyms_load(const char *path, eco_synonyms **out, eco_error *error);
/* NULL is allowed. No search may be using it. */
ECO_API void eco_synonyms_free(eco_synonyms *synonyms);

/* The built-in list, as text: a good start for one's own. Any thread at any time. */
ECO_API const char *eco_synonyms_default(void);

#ifdef __cplusplus
}
#endif
#endif
