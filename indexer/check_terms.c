/* SPDX-License-Identifier: MIT */
/* Terms and folded forms, in parts side by side (check_parts.h). Places are named only when there is
 * something to say of them: an index has millions. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "indexer/check_parts.h"
#include "store/postings_sums.h"

enum { SUM_POSTINGS, SUM_POSITIONS };

typedef struct term_checker {
    ecoi_check_part *part;
    ecoi_checker *checker; /* the part's */
    const ecoi_term_walk *walk;
    uint64_t *counts; /* of each form, as the postings have it */
    size_t counts_cap;
} term_checker;

typedef char key_place[ECOI_ENTRY_MAX + 32];

/* A key as a person can read it: control characters become dots. */
static const char *name_place(const char *kind, const ecoi_dictionary_entry *entry, key_place place)
{
    snprintf(place, sizeof(key_place), "%s \"%s\"", kind, entry->key);
    for (char *p = place; *p; ++p)
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            *p = '.';
    return place;
}

static eco_status call(ecoi_checker *checker, const char *kind, const ecoi_dictionary_entry *entry,
                       eco_status status, const eco_error *error, bool *ok)
{
    key_place place;
    *ok = true;
    return status == ECO_OK ? status
                            : ecoi_check_call(checker, name_place(kind, entry, place), status, error, ok);
}

/* ---- postings ---- */

static void tell_fault(term_checker *t, ecoi_postings_fault fault, uint32_t doc)
{
    key_place place;
    name_place("term", &t->walk->entry, place);
    if (fault == ECOI_POSTINGS_DAMAGED)
        ecoi_check_report(t->checker, place, "its postings make no sense");
    else if (fault == ECOI_POSTINGS_OUTSIDE)
        ecoi_check_report(t->checker, place, "its positions in document %" PRIu32 " lie outside it", doc);
    else
        ecoi_check_report(t->checker, place, "it has a form that there is not");
}

static void compare_sums(term_checker *t, const ecoi_postings_sums *sums)
{
    const ecoi_term *term = &t->walk->term;
    key_place place;
    if (sums->n_docs == term->df && sums->n_positions == term->cf)
        return;
    name_place("term", &t->walk->entry, place);
    ecoi_check_equal(t->checker, place, "documents", sums->n_docs, term->df);
    ecoi_check_equal(t->checker, place, "occurrences", sums->n_positions, term->cf);
}

static eco_status check_postings(term_checker *t, size_t n_forms, bool *ok)
{
    ecoi_posting_list list;
    ecoi_postings_sums sums;
    eco_error error;
    eco_status status =
        ecoi_segment_posting_list(t->checker->segment, &t->walk->term, &t->checker->arena, &list, &error);
    status = call(t->checker, "term", &t->walk->entry, status, &error, ok);
    if (status != ECO_OK || !*ok)
        return status;
    if (!ecoi_grow(&t->counts, &t->counts_cap, n_forms, sizeof *t->counts))
        return ECO_E_NO_MEMORY;
    ecoi_postings_fault fault = ecoi_postings_add_up(&list, t->checker->ends, t->counts, n_forms, &sums);
    *ok = fault == ECOI_POSTINGS_SOUND;
    if (*ok)
        compare_sums(t, &sums);
    else
        tell_fault(t, fault, sums.doc);
    t->part->sums[SUM_POSTINGS] += sums.n_docs;
    t->part->sums[SUM_POSITIONS] += sums.n_positions;
    return ECO_OK;
}

/* ---- terms ---- */

static void check_form_counts(term_checker *t, const ecoi_term_form *forms, size_t n)
{
    key_place place;
    for (size_t i = 0; i < n; ++i) {
        if (i && forms[i].count > forms[i - 1].count)
            ecoi_check_report(t->checker, name_place("term", &t->walk->entry, place),
                              "its forms do not come the most frequent first");
        if (forms[i].count != t->counts[i])
            ecoi_check_report(t->checker, name_place("term", &t->walk->entry, place),
                              "form \"%.*s\" occurs %" PRIu64 " times, %" PRIu64 " recorded",
                              (int)forms[i].form.len, forms[i].form.ptr, t->counts[i], forms[i].count);
    }
}

static eco_status check_term(term_checker *t)
{
    const ecoi_term_form *forms;
    size_t n_forms;
    eco_error error;
    bool ok;
    ecoi_arena_reset(&t->checker->arena);
    eco_status status =
        ecoi_segment_term_forms(t->checker->segment, t->walk, &t->checker->arena, &forms, &n_forms, &error);
    status = call(t->checker, "term", &t->walk->entry, status, &error, &ok);
    if (status == ECO_OK && ok)
        status = check_postings(t, n_forms, &ok);
    if (status == ECO_OK && ok)
        check_form_counts(t, forms, n_forms);
    return status;
}

/* Moves to the next term, whose postings must begin where those of this one end: no byte is nobody's. */
static eco_status move_on(term_checker *t, ecoi_term_walk *walk, bool *out_more)
{
    const ecoi_segment *segment = t->checker->segment;
    uint64_t end = walk->term.postings_off + walk->term.postings_len;
    uint64_t all = ecoi_segment_section_bytes(segment, ECOI_SECTION_POSTINGS);
    eco_error error;
    key_place place;
    bool ok;
    eco_status status = ecoi_segment_next_term(segment, walk, out_more, &error);
    status = call(t->checker, "term", &walk->entry, status, &error, &ok);
    if (status != ECO_OK || !ok) {
        *out_more = false;
        return status;
    }
    if (*out_more && walk->term.postings_off != end)
        ecoi_check_report(t->checker, name_place("term", &walk->entry, place),
                          "its postings do not begin where those of the term before end");
    if (!*out_more)
        ecoi_check_equal(t->checker, "terms", "bytes of postings", end, all);
    return ECO_OK;
}

static eco_status check_terms_part(ecoi_check_part *part)
{
    ecoi_term_walk walk;
    eco_error error;
    bool more;
    term_checker t = {.part = part, .checker = &part->checker, .walk = &walk};
    if (part->first == part->end)
        return ECO_OK;
    eco_status status = ecoi_segment_term_at(part->checker.segment, part->first, &walk, &error);
    status = ecoi_check_call(&part->checker, "terms", status, &error, &more);
    if (more && part->first == 0 && walk.term.postings_off != 0)
        ecoi_check_report(&part->checker, "terms", "the postings do not begin with those of the first");
    for (uint32_t i = part->first;
         status == ECO_OK && more && i < part->end && !ecoi_check_is_enough(&part->checker); ++i) {
        status = check_term(&t);
        if (status == ECO_OK)
            status = move_on(&t, &walk, &more);
    }
    free(t.counts);
    return status;
}

static eco_status check_all_terms(ecoi_checker *checker)
{
    const ecoi_segment_numbers *numbers = ecoi_segment_get_numbers(checker->segment);
    uint64_t sums[ECOI_CHECK_SUMS], before = checker->n_findings;
    uint32_t n = ecoi_segment_n_entries(checker->segment, ECOI_SECTION_TERMS);
    ecoi_check_equal(checker, "terms", "terms", n, numbers->n_terms);
    eco_status status = ecoi_check_in_parts(checker, n, check_terms_part, NULL, sums);
    if (status != ECO_OK || checker->n_findings != before)
        return status;
    ecoi_check_equal(checker, "terms", "postings", sums[SUM_POSTINGS], numbers->n_postings);
    ecoi_check_equal(checker, "terms", "positions", sums[SUM_POSITIONS], numbers->n_positions);
    return ECO_OK;
}

/* ---- folded forms ---- */

/* Whether the form that a use names is spelled like the entry once folded. */
static eco_status check_use(ecoi_checker *checker, const ecoi_dictionary_entry *entry,
                            const ecoi_folded_use *use)
{
    ecoi_term_walk term;
    const ecoi_term_form *forms;
    size_t n_forms;
    eco_error error;
    bool ok;
    ecoi_arena_reset(&checker->arena);
    eco_status status = ecoi_segment_term_at(checker->segment, use->term, &term, &error);
    if (status == ECO_OK)
        status = ecoi_segment_term_forms(checker->segment, &term, &checker->arena, &forms, &n_forms, &error);
    status = call(checker, "form", entry, status, &error, &ok);
    if (status != ECO_OK || !ok)
        return status;
    if (use->ordinal >= n_forms || forms[use->ordinal].folded.len != entry->key_len ||
        memcmp(forms[use->ordinal].folded.ptr, entry->key, entry->key_len) != 0) {
        key_place place;
        ecoi_check_report(checker, name_place("form", entry, place),
                          "form %" PRIu32 " of term \"%s\" is not spelled like that", use->ordinal,
                          term.entry.key);
    }
    return ECO_OK;
}

static eco_status check_form(ecoi_checker *checker, const ecoi_folded_walk *walk)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; status == ECO_OK && i < walk->n_uses; ++i)
        status = check_use(checker, &walk->entry, &walk->uses[i]);
    return status;
}

/* Entries that the dictionary of folded forms has itself; terms that are their own form cannot disagree. */
static eco_status check_forms_part(ecoi_check_part *part)
{
    const ecoi_segment *segment = part->checker.segment;
    ecoi_folded_walk walk;
    eco_error error;
    bool more = false, ok;
    if (part->first == part->end)
        return ECO_OK;
    eco_status status = ecoi_segment_form_at(segment, part->first, &walk, &error);
    status = ecoi_check_call(&part->checker, "forms", status, &error, &more);
    for (uint32_t i = part->first;
         status == ECO_OK && more && i < part->end && !ecoi_check_is_enough(&part->checker); ++i) {
        status = check_form(&part->checker, &walk);
        if (status != ECO_OK)
            break;
        status = ecoi_segment_next_form(segment, &walk, &more, &error);
        status = call(&part->checker, "form", &walk.entry, status, &error, &ok);
        more = more && ok;
    }
    return status;
}

eco_status ecoi_check_terms(ecoi_checker *checker)
{
    eco_status status = check_all_terms(checker);
    if (status != ECO_OK || ecoi_check_is_enough(checker))
        return status;
    return ecoi_check_in_parts(checker, ecoi_segment_n_entries(checker->segment, ECOI_SECTION_FORMS),
                               check_forms_part, NULL, NULL);
}
