/* SPDX-License-Identifier: MIT */
/* Resolving words, exact forms and patterns to the terms of each segment. Part of the plan. */
#ifndef ECOI_SEARCHER_WORDS_H
#define ECOI_SEARCHER_WORDS_H

#include "searcher/automaton.h"
#include "searcher/plan.h"

/* A word with no uses yet. */
ecoi_word *ecoi_word_new(ecoi_planner *p, eco_text text, eco_zone zone);
/* Adds the terms that a form stands for; exact: only occurrences spelled so. */
eco_status ecoi_word_add_form(ecoi_planner *p, ecoi_word *word, const ecoi_form *form, bool exact);
/* Adds a term as a whole. What one segment knows by a spelling stands for it in every segment. */
eco_status ecoi_word_add_term(ecoi_planner *p, ecoi_word *word, eco_text term);
/* For a form that is added: marks what else the word's terms stand for (accents.h), over all segments alike.
 * Of several forms typed, what is unlike to all. Hidden zones know no forms, and function words have no
 * weight to divide. */
eco_status ecoi_word_mark_unlike(ecoi_planner *p, ecoi_word *word, const ecoi_form *form);
/* Adds every form that the automaton accepts. */
eco_status ecoi_word_add_pattern(ecoi_planner *p, ecoi_word *word, const ecoi_automaton *automaton);
/* Sets the weight from the frequencies of the uses, once all are added. */
eco_status ecoi_word_weigh(ecoi_planner *p, ecoi_word *word);

#endif
