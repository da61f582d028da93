/* SPDX-License-Identifier: MIT */
/*
 * Terms and forms of a segment. Payload of a term: varint df, cf - df, offset in POSTINGS, bytes there,
 * number of forms, then per form: varint count << 1 | folded differs, the form as varint bytes shared with
 * the term, varint suffix length, suffix; the folded form likewise against the form where it differs. Payload
 * of a folded form: varint pairs of term ordinal and form ordinal.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/error.h"
#include "base/text.h"
#include "store/segment_internal.h"

ecoi_segment *ecoi_segment_of_term_source(const ecoi_term_source *source)
{
    ecoi_segment *segment = calloc(1, sizeof *segment);
    if (segment)
        segment->term_source = source;
    return segment;
}

static eco_status open_terms(const ecoi_segment *segment, eco_error *error)
{
    const uint8_t *data;
    size_t len;
    return ecoi_segment_section(segment, ECOI_SECTION_TERMS, &data, &len, error);
}

static eco_status open_forms(const ecoi_segment *segment, eco_error *error)
{
    const uint8_t *data;
    size_t len;
    return ecoi_segment_section(segment, ECOI_SECTION_FORMS, &data, &len, error);
}

static eco_status read_term(const ecoi_segment *segment, const ecoi_dictionary_entry *entry, ecoi_term *out,
                            eco_error *error)
{
    const uint8_t *p = entry->payload, *end = p + entry->payload_len;
    uint64_t v[5];
    for (int i = 0; i < 5; i++) {
        p = p ? ecoi_varint_get(p, end, &v[i]) : NULL;
        if (!p)
            return ecoi_segment_damaged(segment, "an entry of the dictionary of terms", error);
    }
    uint64_t postings = segment->tail.sections[ECOI_SECTION_POSTINGS].len;
    if (v[0] > segment->tail.numbers.n_docs || v[2] > postings || v[3] > postings - v[2] || v[4] > UINT16_MAX)
        return ecoi_segment_damaged(segment, "an entry of the dictionary of terms", error);
    *out = (ecoi_term){.ordinal = entry->ordinal,
                       .df = (uint32_t)v[0],
                       .cf = v[0] + v[1],
                       .n_forms = (uint32_t)v[4],
                       .ordinal_bits = ecoi_ordinal_bits(v[4]),
                       .postings_off = v[2],
                       .postings_len = v[3],
                       .forms = p,
                       .forms_end = end};
    return ECO_OK;
}

eco_status ecoi_segment_find_term(const ecoi_segment *segment, const char *term, size_t len, ecoi_term *out,
                                  bool *out_found, eco_error *error)
{
    if (segment->term_source)
        return segment->term_source->find_term(segment->term_source->self, term, len, out, out_found, error);
    ecoi_dictionary_entry entry;
    eco_status status = open_terms(segment, error);
    if (status)
        return status;
    *out_found = ecoi_dictionary_find(&segment->terms, term, len, &entry);
    if (*out_found)
        return read_term(segment, &entry, out, error);
    return entry.damaged ? ecoi_segment_damaged(segment, "the dictionary of terms", error) : ECO_OK;
}

static eco_status settle_walk(const ecoi_segment *segment, ecoi_term_walk *walk, bool found, bool *out_more,
                              eco_error *error)
{
    *out_more = found;
    if (found)
        return read_term(segment, &walk->entry, &walk->term, error);
    return walk->entry.damaged ? ecoi_segment_damaged(segment, "the dictionary of terms", error) : ECO_OK;
}

eco_status ecoi_segment_walk_terms(const ecoi_segment *segment, const char *from, size_t len,
                                   ecoi_term_walk *walk, bool *out_more, eco_error *error)
{
    eco_status status = open_terms(segment, error);
    if (status)
        return status;
    return settle_walk(segment, walk, ecoi_dictionary_seek(&segment->terms, from, len, &walk->entry),
                       out_more, error);
}

eco_status ecoi_segment_next_term(const ecoi_segment *segment, ecoi_term_walk *walk, bool *out_more,
                                  eco_error *error)
{
    return settle_walk(segment, walk, ecoi_dictionary_next(&walk->entry), out_more, error);
}

eco_status ecoi_segment_term_at(const ecoi_segment *segment, uint32_t ordinal, ecoi_term_walk *walk,
                                eco_error *error)
{
    if (segment->term_source)
        return segment->term_source->term_at(segment->term_source->self, ordinal, walk, error);
    bool found;
    eco_status status = open_terms(segment, error);
    if (!status)
        status = settle_walk(segment, walk, ecoi_dictionary_at(&segment->terms, ordinal, &walk->entry),
                             &found, error);
    if (!status && !found)
        status = ecoi_segment_damaged(segment, "a form names a term that is not there", error);
    return status;
}

/* ---- forms ---- */

/* A text given as a prefix of `base` and a suffix. NULL result: damaged; *out_text.ptr NULL: no memory. */
static const uint8_t *get_suffix(const uint8_t *p, const uint8_t *end, eco_text base, ecoi_arena *arena,
                                 eco_text *out)
{
    uint64_t shared, suffix;
    p = p ? ecoi_varint_get(p, end, &shared) : NULL;
    p = p ? ecoi_varint_get(p, end, &suffix) : NULL;
    if (!p || shared > base.len || suffix > (uint64_t)(end - p) || shared + suffix > ECOI_ENTRY_MAX)
        return NULL;
    char text[ECOI_ENTRY_MAX];
    memcpy(text, base.ptr, shared);
    memcpy(text + shared, p, suffix);
    out->ptr = ecoi_arena_copy(arena, text, shared + suffix);
    out->len = shared + suffix;
    return p + suffix;
}

eco_status ecoi_segment_term_forms(const ecoi_segment *segment, const ecoi_term_walk *walk, ecoi_arena *arena,
                                   const ecoi_term_form **out, size_t *out_n, eco_error *error)
{
    if (segment->term_source)
        return segment->term_source->term_forms(segment->term_source->self, walk, arena, out, out_n, error);
    const ecoi_term *term = &walk->term;
    eco_text base = {ecoi_arena_copy(arena, walk->entry.key, walk->entry.key_len), walk->entry.key_len};
    size_t n = term->n_forms ? term->n_forms : 1;
    ecoi_term_form *forms = ecoi_arena_calloc(arena, n, sizeof *forms);
    if (!base.ptr || !forms)
        return ecoi_error_no_memory(error);
    if (term->n_forms == 0)
        forms[0] = (ecoi_term_form){base, base, term->cf};
    const uint8_t *p = term->forms, *end = term->forms_end;
    for (uint32_t i = 0; i < term->n_forms; i++) {
        uint64_t count = 0;
        p = ecoi_varint_get(p, end, &count);
        p = get_suffix(p, end, base, arena, &forms[i].form);
        forms[i].folded = forms[i].form;
        forms[i].count = count >> 1;
        if (p && forms[i].form.ptr && count & 1)
            p = get_suffix(p, end, forms[i].form, arena, &forms[i].folded);
        if (!p)
            return ecoi_segment_damaged(segment, "the forms of a term", error);
        if (!forms[i].form.ptr || !forms[i].folded.ptr)
            return ecoi_error_no_memory(error);
    }
    *out = forms;
    *out_n = n;
    return ECO_OK;
}

/* ---- folded forms ----
 *
 * Terms whose one form is the term itself (n_forms == 0) are not repeated in the dictionary of folded forms:
 * a walk merges the two dictionaries. */

static bool read_uses(ecoi_folded_walk *walk)
{
    const uint8_t *p = walk->entry.payload, *end = p + walk->entry.payload_len;
    walk->n_uses = 0;
    while (p && p < end && walk->n_uses < ECOI_FOLDED_USES_MAX) {
        uint64_t term, ordinal;
        p = ecoi_varint_get(p, end, &term);
        p = p ? ecoi_varint_get(p, end, &ordinal) : NULL;
        if (p)
            walk->uses[walk->n_uses++] = (ecoi_folded_use){(uint32_t)term, (uint32_t)ordinal};
    }
    return p != NULL;
}

static void add_plain_use(ecoi_folded_walk *walk, uint32_t term)
{
    if (walk->n_uses < ECOI_FOLDED_USES_MAX)
        walk->uses[walk->n_uses++] = (ecoi_folded_use){term, 0};
}

/* Moves the walk of terms on to one that is its own form. */
static eco_status skip_to_plain(const ecoi_segment *segment, ecoi_folded_walk *walk, bool more,
                                eco_error *error)
{
    eco_status status = ECO_OK;
    while (!status && more && (walk->plain.term.n_forms || walk->plain.entry.key[0] == ECOI_TERM_HIDDEN))
        status = ecoi_segment_next_term(segment, &walk->plain, &more, error);
    walk->plain_more = more;
    return status;
}

static int compare_keys(const ecoi_dictionary_entry *a, const ecoi_dictionary_entry *b)
{
    return ecoi_text_compare((eco_text){a->key, a->key_len}, (eco_text){b->key, b->key_len});
}

/* Puts the smaller of the two dictionaries' keys into walk->entry, with the uses of both when they are
 * equal. */
static eco_status settle_folded(const ecoi_segment *segment, ecoi_folded_walk *walk, bool *out_more,
                                eco_error *error)
{
    *out_more = walk->forms_more || walk->plain_more;
    if (!*out_more)
        return ECO_OK;
    int order = !walk->plain_more   ? -1
                : !walk->forms_more ? 1
                                    : compare_keys(&walk->forms, &walk->plain.entry);
    walk->from_forms = order <= 0;
    walk->from_plain = order >= 0;
    walk->entry = walk->from_forms ? walk->forms : walk->plain.entry;
    walk->n_uses = 0;
    if (walk->from_forms && !read_uses(walk))
        return ecoi_segment_damaged(segment, "the dictionary of forms", error);
    if (walk->from_plain)
        add_plain_use(walk, walk->plain.term.ordinal);
    return ECO_OK;
}

eco_status ecoi_segment_walk_folded(const ecoi_segment *segment, const char *from, size_t len,
                                    ecoi_folded_walk *walk, bool *out_more, eco_error *error)
{
    if (segment->term_source)
        return segment->term_source->walk_folded(segment->term_source->self, from, len, walk, out_more,
                                                 error);
    bool more;
    eco_status status = open_forms(segment, error);
    if (!status)
        status = ecoi_segment_walk_terms(segment, from, len, &walk->plain, &more, error);
    if (!status)
        status = skip_to_plain(segment, walk, more, error);
    if (status)
        return status;
    walk->forms_more = ecoi_dictionary_seek(&segment->forms, from, len, &walk->forms);
    if (walk->forms.damaged)
        return ecoi_segment_damaged(segment, "the dictionary of forms", error);
    return settle_folded(segment, walk, out_more, error);
}

eco_status ecoi_segment_next_folded(const ecoi_segment *segment, ecoi_folded_walk *walk, bool *out_more,
                                    eco_error *error)
{
    if (segment->term_source)
        return segment->term_source->next_folded(segment->term_source->self, walk, out_more, error);
    if (walk->from_forms) {
        walk->forms_more = ecoi_dictionary_next(&walk->forms);
        if (walk->forms.damaged)
            return ecoi_segment_damaged(segment, "the dictionary of forms", error);
    }
    if (walk->from_plain) {
        bool more;
        eco_status status = ecoi_segment_next_term(segment, &walk->plain, &more, error);
        if (!status)
            status = skip_to_plain(segment, walk, more, error);
        if (status)
            return status;
    }
    return settle_folded(segment, walk, out_more, error);
}

eco_status ecoi_segment_find_folded(const ecoi_segment *segment, const char *folded, size_t len,
                                    ecoi_folded_walk *out, bool *out_found, eco_error *error)
{
    if (segment->term_source)
        return segment->term_source->find_folded(segment->term_source->self, folded, len, out, out_found,
                                                 error);
    ecoi_term term;
    bool plain;
    eco_status status = open_forms(segment, error);
    out->n_uses = 0;
    if (status)
        return status;
    *out_found = ecoi_dictionary_find(&segment->forms, folded, len, &out->entry);
    if (out->entry.damaged || (*out_found && !read_uses(out)))
        return ecoi_segment_damaged(segment, "the dictionary of forms", error);
    status = ecoi_segment_find_term(segment, folded, len, &term, &plain, error);
    if (!status && plain && term.n_forms == 0 && len && folded[0] != ECOI_TERM_HIDDEN) {
        add_plain_use(out, term.ordinal);
        *out_found = true;
    }
    return status;
}

/* ---- the dictionary of folded forms alone ---- */

static eco_status settle_form(const ecoi_segment *segment, ecoi_folded_walk *walk, bool found,
                              eco_error *error)
{
    walk->entry = walk->forms;
    walk->n_uses = 0;
    return walk->forms.damaged || (found && !read_uses(walk))
               ? ecoi_segment_damaged(segment, "the dictionary of forms", error)
               : ECO_OK;
}

eco_status ecoi_segment_form_at(const ecoi_segment *segment, uint32_t ordinal, ecoi_folded_walk *walk,
                                eco_error *error)
{
    eco_status status = open_forms(segment, error);
    if (status)
        return status;
    bool found = ecoi_dictionary_at(&segment->forms, ordinal, &walk->forms);
    status = settle_form(segment, walk, found, error);
    return status || found ? status : ecoi_segment_damaged(segment, "there is no such entry of forms", error);
}

eco_status ecoi_segment_next_form(const ecoi_segment *segment, ecoi_folded_walk *walk, bool *out_more,
                                  eco_error *error)
{
    *out_more = ecoi_dictionary_next(&walk->forms);
    return settle_form(segment, walk, *out_more, error);
}

uint32_t ecoi_segment_n_entries(const ecoi_segment *segment, ecoi_section dictionary)
{
    return dictionary == ECOI_SECTION_TERMS ? segment->terms.n : segment->forms.n;
}

eco_status ecoi_segment_cursor(const ecoi_segment *segment, const ecoi_term *term, ecoi_cursor *out,
                               eco_error *error)
{
    uint64_t offset = segment->tail.sections[ECOI_SECTION_POSTINGS].offset + term->postings_off;
    eco_status status = ecoi_pages_touch(&segment->pages, offset, term->postings_len, error);
    if (!status)
        ecoi_cursor_init(out, segment->pages.map.data + offset, term->postings_len, term->df,
                         term->ordinal_bits, ecoi_segment_n_docs(segment));
    return status;
}

eco_status ecoi_segment_posting_list(const ecoi_segment *segment, const ecoi_term *term, ecoi_arena *arena,
                                     ecoi_posting_list *out, eco_error *error)
{
    uint64_t offset = segment->tail.sections[ECOI_SECTION_POSTINGS].offset + term->postings_off;
    eco_status status = ecoi_pages_touch(&segment->pages, offset, term->postings_len, error);
    if (status)
        return status;
    status = ecoi_posting_list_open(out, segment->pages.map.data + offset, term->postings_len, term->df,
                                    term->ordinal_bits, ecoi_segment_n_docs(segment), arena);
    return status == ECO_E_CORRUPT     ? ecoi_segment_damaged(segment, "the postings of a term", error)
           : status == ECO_E_NO_MEMORY ? ecoi_error_no_memory(error)
                                       : ECO_OK;
}
