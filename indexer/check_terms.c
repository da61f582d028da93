/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "indexer/check.h"

typedef struct term_checker {
    ecoi_checker *checker;
    char place[ECOI_ENTRY_MAX + 32];
    char last[ECOI_ENTRY_MAX]; /* the key before */
    size_t last_len;
    uint64_t n_terms, n_postings, n_positions;
    uint32_t *positions; /* of a document */
    uint16_t *ordinals;
    size_t positions_cap, ordinals_cap;
    uint64_t *counts; /* of each form, as the postings have it */
    size_t counts_cap;
} term_checker;

static void report_order(term_checker *t, const ecoi_dictionary_entry *entry)
{
    if (ecoi_text_compare((eco_text){t->last, t->last_len}, (eco_text){entry->key, entry->key_len}) >= 0)
        ecoi_check_report(t->checker, t->place, "it does not come after the entry before it");
    memcpy(t->last, entry->key, entry->key_len);
    t->last_len = entry->key_len;
}

/* A key as a person can read it: what is not printable ASCII or UTF-8 becomes a dot. */
static void name_place(term_checker *t, const char *kind, const ecoi_dictionary_entry *entry)
{
    snprintf(t->place, sizeof t->place, "%s \"%s\"", kind, entry->key);
    for (char *p = t->place; *p; ++p)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '.';
}

/* ---- postings ---- */

static bool positions_rise(const uint32_t *positions, uint32_t n, uint32_t end)
{
    for (uint32_t i = 0; i < n; ++i)
        if (positions[i] >= end || (i && positions[i] <= positions[i - 1]))
            return false;
    return true;
}

static bool count_ordinals(term_checker *t, uint32_t tf, size_t n_forms)
{
    for (uint32_t i = 0; i < tf; ++i) {
        if (t->ordinals[i] >= n_forms)
            return false;
        ++t->counts[t->ordinals[i]];
    }
    return true;
}

/* The document the cursor stands on; false when the rest of the term is not worth reading. */
static eco_status check_posting(term_checker *t, ecoi_cursor *cursor, size_t n_forms, bool *go_on)
{
    uint32_t tf = ecoi_cursor_tf(cursor), doc = cursor->doc;
    *go_on = false;
    if (!ecoi_grow(&t->positions, &t->positions_cap, tf + (size_t)1, sizeof *t->positions) ||
        !ecoi_grow(&t->ordinals, &t->ordinals_cap, tf + (size_t)1, sizeof *t->ordinals))
        return ECO_E_NO_MEMORY;
    memset(t->ordinals, 0, tf * sizeof *t->ordinals);
    if (doc >= ecoi_segment_n_docs(t->checker->segment)) {
        ecoi_check_report(t->checker, t->place, "it names document %u, which there is not", doc);
        return ECO_OK;
    }
    uint32_t n = ecoi_cursor_positions(cursor, t->positions, cursor->ordinal_bits ? t->ordinals : NULL);
    if (n != tf || tf == 0)
        return ECO_OK; /* the cursor says that it is damaged */
    if (!positions_rise(t->positions, tf, t->checker->ends[doc]))
        ecoi_check_report(t->checker, t->place, "its positions in document %u do not rise or lie outside it",
                          doc);
    else if (!count_ordinals(t, tf, n_forms))
        ecoi_check_report(t->checker, t->place, "it has a form in document %u that there is not", doc);
    else
        *go_on = true;
    return ECO_OK;
}

static eco_status check_postings(term_checker *t, const ecoi_term *term, size_t n_forms)
{
    ecoi_cursor cursor;
    eco_error error;
    bool ok, go_on = true;
    uint64_t df = 0, cf = 0;
    if (!ecoi_grow(&t->counts, &t->counts_cap, n_forms, sizeof *t->counts))
        return ECO_E_NO_MEMORY;
    memset(t->counts, 0, n_forms * sizeof *t->counts);
    eco_status status = ecoi_segment_cursor(t->checker->segment, term, &cursor, &error);
    status = ecoi_check_call(t->checker, t->place, status, &error, &ok);
    if (status != ECO_OK || !ok)
        return status;
    for (; status == ECO_OK && go_on && ecoi_cursor_next(&cursor) != ECOI_NO_DOC; ++df) {
        cf += ecoi_cursor_tf(&cursor);
        status = check_posting(t, &cursor, n_forms, &go_on);
    }
    if (cursor.damaged)
        ecoi_check_report(t->checker, t->place, "its postings make no sense");
    else if (go_on && status == ECO_OK) {
        ecoi_check_equal(t->checker, t->place, "documents", df, term->df);
        ecoi_check_equal(t->checker, t->place, "occurrences", cf, term->cf);
    }
    t->n_postings += df;
    t->n_positions += cf;
    return status;
}

/* ---- forms ---- */

static void check_form_counts(term_checker *t, const ecoi_term_form *forms, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        if (i && forms[i].count > forms[i - 1].count)
            ecoi_check_report(t->checker, t->place, "its forms do not come the most frequent first");
        if (forms[i].count != t->counts[i])
            ecoi_check_report(t->checker, t->place, "form \"%.*s\" occurs %llu times, %llu recorded",
                              (int)forms[i].form.len, forms[i].form.ptr, (unsigned long long)t->counts[i],
                              (unsigned long long)forms[i].count);
    }
}

static eco_status check_term(term_checker *t, const ecoi_term_walk *walk)
{
    const ecoi_term_form *forms;
    size_t n_forms;
    eco_error error;
    bool ok;
    name_place(t, "term", &walk->entry);
    report_order(t, &walk->entry);
    if (walk->term.ordinal != t->n_terms)
        ecoi_check_report(t->checker, t->place, "it is number %u in the dictionary, not %llu",
                          walk->term.ordinal, (unsigned long long)t->n_terms);
    ecoi_arena_reset(&t->checker->arena);
    eco_status status =
        ecoi_segment_term_forms(t->checker->segment, walk, &t->checker->arena, &forms, &n_forms, &error);
    status = ecoi_check_call(t->checker, t->place, status, &error, &ok);
    if (status != ECO_OK || !ok)
        return status;
    uint64_t before = t->checker->n_findings;
    status = check_postings(t, &walk->term, n_forms);
    if (status == ECO_OK && t->checker->n_findings == before)
        check_form_counts(t, forms, n_forms);
    return status;
}

static eco_status check_all_terms(term_checker *t)
{
    ecoi_checker *checker = t->checker;
    const ecoi_segment_numbers *numbers = ecoi_segment_get_numbers(checker->segment);
    ecoi_term_walk walk;
    eco_error error;
    bool more = false, ok;
    eco_status status = ecoi_segment_walk_terms(checker->segment, "", 0, &walk, &more, &error);
    status = ecoi_check_call(checker, "terms", status, &error, &ok);
    for (; status == ECO_OK && ok && more && !ecoi_check_is_enough(checker); ++t->n_terms) {
        status = check_term(t, &walk);
        if (status == ECO_OK)
            status =
                ecoi_check_call(checker, t->place,
                                ecoi_segment_next_term(checker->segment, &walk, &more, &error), &error, &ok);
    }
    if (status != ECO_OK || !ok || ecoi_check_is_enough(checker))
        return status;
    ecoi_check_equal(checker, "terms", "terms", t->n_terms, numbers->n_terms);
    ecoi_check_equal(checker, "terms", "postings", t->n_postings, numbers->n_postings);
    ecoi_check_equal(checker, "terms", "positions", t->n_positions, numbers->n_positions);
    return ECO_OK;
}

/* ---- folded forms ---- */

/* Whether the form that a use names is spelled like the entry once folded. */
static eco_status check_use(term_checker *t, const ecoi_folded_walk *walk, const ecoi_folded_use *use)
{
    ecoi_term_walk term;
    const ecoi_term_form *forms;
    size_t n_forms;
    eco_error error;
    bool ok;
    ecoi_arena_reset(&t->checker->arena);
    eco_status status = ecoi_segment_term_at(t->checker->segment, use->term, &term, &error);
    if (status == ECO_OK)
        status =
            ecoi_segment_term_forms(t->checker->segment, &term, &t->checker->arena, &forms, &n_forms, &error);
    status = ecoi_check_call(t->checker, t->place, status, &error, &ok);
    if (status != ECO_OK || !ok)
        return status;
    if (use->ordinal >= n_forms || forms[use->ordinal].folded.len != walk->entry.key_len ||
        memcmp(forms[use->ordinal].folded.ptr, walk->entry.key, walk->entry.key_len) != 0)
        ecoi_check_report(t->checker, t->place, "form %u of term \"%s\" is not spelled like that",
                          use->ordinal, term.entry.key);
    return ECO_OK;
}

static eco_status check_folded(term_checker *t)
{
    ecoi_folded_walk walk;
    eco_error error;
    bool more = false, ok;
    t->last_len = 0;
    eco_status status = ecoi_segment_walk_folded(t->checker->segment, "", 0, &walk, &more, &error);
    status = ecoi_check_call(t->checker, "forms", status, &error, &ok);
    while (status == ECO_OK && ok && more && !ecoi_check_is_enough(t->checker)) {
        name_place(t, "form", &walk.entry);
        report_order(t, &walk.entry);
        for (size_t i = 0; status == ECO_OK && i < walk.n_uses; ++i)
            status = check_use(t, &walk, &walk.uses[i]);
        if (status == ECO_OK)
            status = ecoi_check_call(t->checker, t->place,
                                     ecoi_segment_next_folded(t->checker->segment, &walk, &more, &error),
                                     &error, &ok);
    }
    return status;
}

eco_status ecoi_check_terms(ecoi_checker *checker)
{
    term_checker t = {.checker = checker};
    eco_status status = check_all_terms(&t);
    if (status == ECO_OK && !ecoi_check_is_enough(checker))
        status = check_folded(&t);
    free(t.positions);
    free(t.ordinals);
    free(t.counts);
    return status;
}
