/* SPDX-License-Identifier: MIT */
/*
 * Text to tokens: the one analysis that documents and queries share. chunk.h tells how it is done.
 *
 * An ecoi_analyser holds what never changes (name, rules, tables, fingerprint) and may be used from any
 * thread. An ecoi_analysis is one worker's state: its memo of every distinct form met, with what became of
 * it. Forms get dense numbers 0, 1, 2... in order of first sight, so that a caller can keep an array beside
 * the memo and turn a token into its own term number with one load.
 *
 * Three spellings of a word:
 *   surface  the author's bytes, text[token.start, token.start + token.len)
 *   form     lower case, NFC, ligatures and apostrophes unified, accents kept: "élus"; what quotes and =
 * match folded   the form without accents: "elus"; what a query typed without accents matches, prefixes and
 * wildcards too term     the stem of the form, folded: "elu"; what is indexed None is ever empty or longer
 * than ECOI_TERM_MAX bytes; longer words are cut at a character boundary.
 */
#ifndef ECOI_STEM_ANALYSER_H
#define ECOI_STEM_ANALYSER_H

#include <ecosearch/analyse.h>

#define ECOI_TERM_MAX 255

/* Flags of a form. */
#define ECOI_FORM_STOP     1u /* function word: weighs nothing in ranking */
#define ECOI_FORM_QUESTION 2u /* question word (combien, pourquoi, quel...): likewise, in a query */
#define ECOI_FORM_NUMBER   4u
#define ECOI_FORM_JOINED   8u  /* a compound written together: "startup" of "start-up" */
#define ECOI_FORM_CAPITALS 16u /* written in bare capitals: `capitals` is another term of it (capitals.c) */

typedef struct ecoi_form {
    const char *form, *folded,
        *term; /* NUL-terminated; folded and term may point to the same bytes as form */
    uint8_t form_len, folded_len, term_len;
    uint8_t flags;
    uint32_t
        capitals; /* with ECOI_FORM_CAPITALS: number of the form that is its capitals, MARCHE of marche */
} ecoi_form;

/* Tokens come in order of position, then of start. Positions rise by at most 1 from one token to the next.
 * Several tokens may share a position: a whole (COMPOUND, ADDRESS) stands at the position of its first part.
 * It covers the positions of the tokens inside its span; a phrase of its parts and the whole alone say the
 * same; a VARIANT is another reading of the same bytes, and may have the same term as the token before it.
 * Documents and queries are cut up alike, so that a phrase of a text is a row of positions in it. */
typedef struct ecoi_token {
    uint32_t form;     /* number in the memo */
    uint32_t position; /* ordinal of the word in this text, from 0 */
    uint32_t start;    /* byte span of the surface */
    uint32_t len;
    uint8_t kind; /* eco_token_kind */
} ecoi_token;

typedef struct ecoi_analyser ecoi_analyser;
typedef struct ecoi_analysis ecoi_analysis;

/* `name`: "fr" or "ws"; another is ECO_E_ARGUMENT. */
eco_status ecoi_analyser_new(const char *name, ecoi_analyser **out, eco_error *error);
/* The same with a user's own words (user_words.h), which "ws" takes none of. ECO_E_DATA: it is no such list.
 */
eco_status ecoi_analyser_new_with(const char *name, eco_text user_words, ecoi_analyser **out,
                                  eco_error *error);
/* Scans by the scalar reference whatever the processor can do, for what compares; before the first analysis
 * of it. "fr" only. */
void ecoi_analyser_use_scalar(ecoi_analyser *analyser);
void ecoi_analyser_free(ecoi_analyser *analyser);
const char *ecoi_analyser_name(const ecoi_analyser *analyser);
/* 16 hex digits: a hash of the name, the rules' version, the tables and the stemmer's answers to a probe
 * list. */
const char *ecoi_analyser_fingerprint(const ecoi_analyser *analyser);

/* The analyser must outlive it. */
eco_status ecoi_analysis_new(const ecoi_analyser *analyser, ecoi_analysis **out, eco_error *error);
void ecoi_analysis_free(ecoi_analysis *analysis);

/* Analyses a text of at most UINT32_MAX bytes, any bytes: ill-formed UTF-8 separates words. A run of more
 * than 1024 bytes without a separator is taken in pieces of that size. *out_tokens is valid until the next
 * run. Only ECO_E_NO_MEMORY and ECO_E_LIMIT (text too long) can happen. */
eco_status ecoi_analysis_run(ecoi_analysis *analysis, const char *text, size_t len,
                             const ecoi_token **out_tokens, size_t *out_n, eco_error *error);

/* The memo's entry of a form number; the pointer is valid until the next run or reset, what it points to
 * until the next reset. */
const ecoi_form *ecoi_analysis_form(const ecoi_analysis *analysis, uint32_t form);
size_t ecoi_analysis_n_forms(const ecoi_analysis *analysis);
/* Bytes the memo holds, and a way to empty it: form numbers start again at 0. Callers bound memory by
 * resetting between documents. */
size_t ecoi_analysis_bytes(const ecoi_analysis *analysis);
void ecoi_analysis_reset(ecoi_analysis *analysis);

/* Two words that are written together as this form, with a space between them ("start up" of startup), or
 * NULL. Of a compound's joined form too. */
const char *ecoi_analyser_apart(const ecoi_analyser *analyser, const ecoi_form *form);

/* What a word typed with accents is indexed under where it is written in bare capitals, if its own term does
 * not have it there; `out` has room for ECOI_TERM_MAX + 1 bytes. Returns its length; 0: its own term has it,
 * or nothing has. */
size_t ecoi_analysis_capitals(ecoi_analysis *analysis, const ecoi_form *form, char *out);

/* Folds a word as the analysis does (form -> folded), for names and dictionary look-ups: lower case, accents
 * and ligatures resolved. `out` has room for ECOI_TERM_MAX + 1 bytes; the result is NUL-terminated and cut
 * there. */
size_t ecoi_fold(const char *text, size_t len, char *out);

#endif
