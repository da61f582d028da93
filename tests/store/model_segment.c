/* SPDX-License-Identifier: MIT */
#include "tests/store/model_segment.h"

#include <stdlib.h>
#include <string.h>

#include <ecosearch/places.h>

#include "base/text.h"
#include "tests/store/draw.h"
#include "tests/store/read_segment.h"

enum { MOST_PASSAGES = 5, MOST_FORMS = 9, MOST_TF = 40, DENSITIES = 6 };

static void *take(model_segment *m, size_t n, size_t size)
{
    void *items = ecoi_arena_calloc(&m->arena, n + 1, size);
    REQUIRE(items);
    return items;
}

static eco_text draw_text(model_segment *m, uint64_t *seed, size_t shortest, size_t longest)
{
    size_t len = shortest + draw(seed) % (longest - shortest + 1);
    char *bytes = take(m, len + 1, 1);
    for (size_t i = 0; i < len; i++)
        bytes[i] = (char)('a' + draw(seed) % 3);
    return (eco_text){bytes, len};
}

/* ---- documents ---- */

static void make_passages(model_segment *m, uint64_t *seed, model_document *d)
{
    size_t n = draw(seed) % (MOST_PASSAGES + 1);
    eco_passage *passages = take(m, n, sizeof *passages);
    ecoi_layout_passage *layout = take(m, n, sizeof *layout);
    for (size_t i = 0; i < n; i++) {
        bool title = i == 0 && draw(seed) % 2;
        passages[i].zone = title ? ECO_ZONE_TITLE : (eco_zone)(1 + draw(seed) % (ECO_N_ZONES - 1));
        passages[i].text = draw_text(m, seed, 0, 60);
        layout[i] = (ecoi_layout_passage){passages[i].zone, draw(seed) % 20};
        *(title ? &d->title_length : &d->length) += layout[i].n_positions;
    }
    d->document.passages = passages;
    d->document.n_passages = n;
    d->layout = layout;
}

static void make_regions(model_segment *m, uint64_t *seed, eco_document *d)
{
    d->n_regions = draw(seed) % 4;
    eco_region_share *regions = take(m, d->n_regions, sizeof *regions);
    for (size_t i = 0; i < d->n_regions; i++)
        regions[i] = (eco_region_share){(uint8_t)(i * 5 + draw(seed) % 3), draw(seed) % 2,
                                        (float)(1 + draw(seed) % 65535) / 65535.0f};
    d->regions = regions;
    d->has_regions = true;
}

static void make_document(model_segment *m, uint64_t *seed, size_t number)
{
    static const eco_date dates[] = {{0, 0, 0}, {2016, 0, 0}, {2016, 12, 0}, {9999, 12, 31}, {1, 1, 1}};
    model_document *d = &m->documents[number];
    char *key = take(m, 32, 1);
    snprintf(key, 32, "doc-%zu", number);
    d->document.key = (eco_text){key, strlen(key)};
    if (draw(seed) % 2)
        d->document.url = draw_text(m, seed, 0, 30);
    if (draw(seed) % 4)
        d->document.source = draw_text(m, seed, 1, 2);
    if (draw(seed) % 4 == 0)
        d->document.fields = draw_text(m, seed, 0, 50);
    d->document.partial = draw(seed) % 2;
    d->document.date = dates[draw(seed) % 5];
    make_passages(m, seed, d);
    make_regions(m, seed, &d->document);
}

/* ---- terms ---- */

static void make_forms(model_segment *m, uint64_t *seed, model_term *t)
{
    t->n_forms = draw(seed) % 2 ? 0 : 1 + draw(seed) % MOST_FORMS;
    ecoi_term_form *forms = take(m, t->n_forms, sizeof *forms);
    for (size_t i = 0; i < t->n_forms; i++) {
        forms[i].form = draw(seed) % 2 ? t->term : draw_text(m, seed, 1, 12);
        forms[i].folded = draw(seed) % 2 ? forms[i].form : draw_text(m, seed, 1, 3);
        forms[i].count = draw(seed) % 1000;
    }
    t->forms = forms;
}

/* Each document with a chance of one in `sparsity`. */
static void make_postings(model_segment *m, uint64_t *seed, model_term *t, uint32_t sparsity)
{
    t->docs = take(m, m->n_documents, 4);
    t->tfs = take(m, m->n_documents, 4);
    for (uint32_t doc = 0; doc < m->n_documents; doc++) {
        if (draw(seed) % sparsity)
            continue;
        t->docs[t->df] = doc;
        t->tfs[t->df] = draw(seed) % 20 ? 1 + draw(seed) % 2 : 1 + draw(seed) % MOST_TF;
        t->cf += t->tfs[t->df++];
    }
    t->positions = take(m, t->cf, 4);
    t->ordinals = t->n_forms > 1 ? take(m, t->cf, 2) : NULL;
    for (size_t i = 0, at = 0; i < t->df; i++)
        for (uint32_t j = 0, position = 0; j < t->tfs[i]; j++, at++) {
            position += draw(seed) % 50;
            t->positions[at] = position++;
            if (t->ordinals)
                t->ordinals[at] = (uint16_t)(draw(seed) % t->n_forms);
        }
}

static void make_term(model_segment *m, uint64_t *seed, size_t number)
{
    static const uint32_t sparsities[DENSITIES] = {1, 2, 7, 40, 400, 2000};
    model_term *t = &m->terms[number];
    bool hidden = number % 11 == 10;
    char *term = take(m, 32, 1);
    /* hidden terms come before all others, which are named so that they rise */
    snprintf(term, 32, "%s%c%04zu", hidden ? "\1" : "", 'a' + (char)(number % 3), number);
    t->term = (eco_text){term, strlen(term)};
    make_forms(m, seed, t);
    make_postings(m, seed, t, sparsities[number % DENSITIES]);
}

static int by_term(const void *a, const void *b)
{
    return ecoi_text_compare(((const model_term *)a)->term, ((const model_term *)b)->term);
}

void model_segment_make(model_segment *m, uint64_t seed, size_t n_documents, size_t n_terms)
{
    m->n_documents = n_documents;
    m->n_terms = n_terms;
    m->documents = take(m, n_documents, sizeof *m->documents);
    m->terms = take(m, n_terms, sizeof *m->terms);
    for (size_t i = 0; i < n_documents; i++)
        make_document(m, &seed, i);
    for (size_t i = 0; i < n_terms; i++)
        make_term(m, &seed, i);
    qsort(m->terms, n_terms, sizeof *m->terms, by_term);
}

void model_segment_dispose(model_segment *m)
{
    ecoi_arena_dispose(&m->arena);
    *m = (model_segment){0};
}

/* ---- writing ---- */

static eco_status write_term(const model_term *t, ecoi_segment_writer *writer, eco_error *error)
{
    uint32_t first = t->df / 3; /* in two runs */
    size_t n_first = 0;
    for (uint32_t i = 0; i < first; i++)
        n_first += t->tfs[i];
    ecoi_posting_run runs[] = {
        {first, t->docs, t->tfs, t->positions, t->ordinals},
        {t->df - first, t->docs + first, t->tfs + first, t->positions + n_first,
         t->ordinals ? t->ordinals + n_first : NULL},
    };
    eco_status status =
        ecoi_segment_writer_begin_term(writer, t->term.ptr, t->term.len, t->forms, t->n_forms, error);
    for (size_t i = 0; i < 2 && !status; i++)
        status = ecoi_segment_writer_add_postings(writer, &runs[i], error);
    return status ? status : ecoi_segment_writer_end_term(writer, error);
}

eco_status model_segment_write(const model_segment *m, const ecoi_vfs *vfs, const char *path,
                               ecoi_segment_numbers *out, eco_error *error)
{
    ecoi_segment_writer *writer;
    uint64_t bytes;
    eco_status status = ecoi_segment_writer_open(vfs, path, true, &writer, error);
    if (status)
        return status;
    for (size_t i = 0; i < m->n_documents && !status; i++) {
        const model_document *d = &m->documents[i];
        ecoi_new_document document = {&d->document, d->layout, d->length, d->title_length, i, NULL};
        status = ecoi_segment_writer_add(writer, &document, error);
    }
    for (size_t i = 0; i < m->n_terms && !status; i++)
        status = write_term(&m->terms[i], writer, error);
    if (!status)
        status = ecoi_segment_writer_finish(writer, out, &bytes, error);
    ecoi_segment_writer_close(writer);
    return status;
}

/* ---- describing ---- */

static void describe_document(const model_document *d, ecoi_buf *out)
{
    document_numbers numbers = {d->length, d->title_length, 0, 0};
    for (size_t i = 0; i < d->document.n_regions; i++) {
        numbers.mention |= 1u << d->document.regions[i].region;
        numbers.focus |= (uint32_t)d->document.regions[i].focus << d->document.regions[i].region;
    }
    print_document(out, &d->document, numbers, d->layout, d->document.n_passages);
}

static void describe_term(const model_term *t, ecoi_buf *out)
{
    ecoi_term_form itself = {t->term, t->term, t->cf};
    print_term(out, t->term, t->n_forms ? t->forms : &itself, t->n_forms ? t->n_forms : 1);
    for (size_t i = 0, at = 0; i < t->df; at += t->tfs[i++])
        print_posting(out, t->docs[i], t->tfs[i], t->positions + at, t->ordinals ? t->ordinals + at : NULL);
}

typedef struct spelling {
    eco_text folded;
    ecoi_folded_use use;
    bool is_plain; /* of a term that is its own form: after the others, whatever its count */
    uint64_t count;
} spelling;

static int by_spelling(const void *a, const void *b)
{
    const spelling *x = a, *y = b;
    int order = ecoi_text_compare(x->folded, y->folded);
    if (!order)
        order = x->is_plain - y->is_plain;
    if (!order)
        order = (x->count < y->count) - (x->count > y->count);
    if (!order)
        order = (x->use.term > y->use.term) - (x->use.term < y->use.term);
    return order ? order : (x->use.ordinal > y->use.ordinal) - (x->use.ordinal < y->use.ordinal);
}

static void describe_folded(const model_segment *m, ecoi_buf *out)
{
    size_t n = 0, n_forms = m->n_terms;
    for (size_t i = 0; i < m->n_terms; i++)
        n_forms += m->terms[i].n_forms;
    spelling *all = calloc(n_forms + 1, sizeof *all);
    REQUIRE(all);
    for (uint32_t i = 0; i < m->n_terms; i++) {
        const model_term *t = &m->terms[i];
        for (uint32_t j = 0; j < t->n_forms; j++)
            all[n++] = (spelling){t->forms[j].folded, {i, j}, false, t->forms[j].count};
        if (t->n_forms == 0 && t->term.ptr[0] != ECOI_TERM_HIDDEN)
            all[n++] = (spelling){t->term, {i, 0}, true, 0};
    }
    qsort(all, n, sizeof *all, by_spelling);
    for (size_t i = 0; i < n;) {
        ecoi_folded_use uses[ECOI_FOLDED_USES_MAX];
        size_t first = i, n_uses = 0;
        for (; i < n && ecoi_text_equal(all[i].folded, all[first].folded); i++)
            if (n_uses < ECOI_FOLDED_USES_MAX)
                uses[n_uses++] = all[i].use;
        print_folded(out, all[first].folded, uses, n_uses);
    }
    free(all);
}

void model_segment_describe(const model_segment *m, ecoi_buf *out)
{
    for (size_t i = 0; i < m->n_documents; i++)
        describe_document(&m->documents[i], out);
    for (size_t i = 0; i < m->n_terms; i++)
        describe_term(&m->terms[i], out);
    describe_folded(m, out);
}
