/* SPDX-License-Identifier: MIT */
#include "bench/near_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "bench/fixtures.h"
#include "corpus/reader.h"

const char *near_kind_name(near_kind kind)
{
    static const char *const names[] = {"original", "edited", "cut", "wrapped", "both"};
    return names[kind];
}

/* ---- words ---- */

/* A text as words; the last of a sentence has its mark. */
typedef struct words {
    eco_text *items;
    size_t n, cap;
} words;

static bool add_word(words *w, eco_text word)
{
    if (!ecoi_grow(&w->items, &w->cap, w->n + 1, sizeof *w->items))
        return false;
    w->items[w->n++] = word;
    return true;
}

static bool add_words(words *w, eco_text text)
{
    for (size_t i = 0, start = 0; i <= text.len; i++) {
        if (i < text.len && text.ptr[i] != ' ' && text.ptr[i] != '\n')
            continue;
        if (i > start && !add_word(w, (eco_text){text.ptr + start, i - start}))
            return false;
        start = i + 1;
    }
    return true;
}

static bool ends_sentence(eco_text word)
{
    return strchr(".!?", word.ptr[word.len - 1]) != NULL;
}

/* ---- originals ---- */

typedef struct maker {
    near_set *set;
    words *originals; /* n_originals of them */
    size_t cap, cap_items;
    uint64_t random;
} maker;

static bool take_original(maker *m, const eco_document *document)
{
    words w = {0};
    bool fits = true;
    for (size_t i = 0; fits && i < document->n_passages; i++) {
        eco_zone zone = document->passages[i].zone;
        eco_text copy;
        if (zone != ECO_ZONE_BODY && zone != ECO_ZONE_LEAD)
            continue;
        fits = ecoi_arena_text(&m->set->arena, document->passages[i].text, &copy) && add_words(&w, copy);
    }
    if (!fits || w.n < NEAR_WORDS_MIN) {
        free(w.items);
        return fits;
    }
    fits = ecoi_grow(&m->originals, &m->cap, m->set->n_originals + 1, sizeof *m->originals);
    if (fits)
        m->originals[m->set->n_originals++] = w;
    return fits;
}

static eco_status read_originals(maker *m, const char *const *sources, size_t n_sources, size_t most,
                                 eco_error *error)
{
    ecoi_reader *reader = NULL;
    const eco_document *document = NULL;
    eco_status status = ecoi_reader_open(sources, n_sources, NULL, &reader, error);
    while (status == ECO_OK && m->set->n_originals < most) {
        status = ecoi_reader_next(reader, &document, error);
        if (status != ECO_OK || !document)
            break;
        if (!take_original(m, document))
            status = ecoi_error_no_memory(error);
    }
    ecoi_reader_close(reader);
    if (status == ECO_OK && m->set->n_originals < 2)
        status =
            ecoi_error_set(error, ECO_E_ARGUMENT, "fewer than two documents of %d words", NEAR_WORDS_MIN);
    return status;
}

/* ---- variants ---- */

static uint32_t roll(maker *m, uint32_t from, uint32_t to)
{
    return from + bench_roll(&m->random, to - from + 1);
}

static const words *any_other(maker *m, uint32_t origin)
{
    uint32_t other = bench_roll(&m->random, (uint32_t)m->set->n_originals - 1);
    return &m->originals[other + (other >= origin)];
}

static bool edit(maker *m, uint32_t origin, words *w)
{
    words out = {0};
    uint32_t rate = roll(m, 2, 10);
    for (size_t i = 0; i < w->n; i++) {
        const words *other = any_other(m, origin);
        eco_text word = w->items[i];
        if (roll(m, 1, 100) <= rate) {
            if (roll(m, 1, 3) == 1)
                continue;
            word = other->items[bench_roll(&m->random, (uint32_t)other->n)];
        }
        if (!add_word(&out, word))
            return false;
    }
    free(w->items);
    *w = out;
    return true;
}

/* Puts the second half of the sentences before the first. */
static bool swap_halves(words *w)
{
    size_t at = w->n / 2;
    while (at < w->n && !ends_sentence(w->items[at]))
        at++;
    words out = {0};
    for (size_t i = 0; i < w->n; i++)
        if (!add_word(&out, w->items[(i + at + 1) % w->n]))
            return false;
    free(w->items);
    *w = out;
    return true;
}

/* Adds sentences of other documents, each of another, until there are so many words. */
static bool add_teasers(maker *m, uint32_t origin, size_t n, words *out)
{
    for (size_t end = out->n + n; out->n < end;) {
        const words *other = any_other(m, origin);
        size_t at = bench_roll(&m->random, (uint32_t)other->n);
        while (at > 0 && !ends_sentence(other->items[at - 1]))
            at--;
        for (bool last = false; !last && at < other->n && out->n < end; at++) {
            last = ends_sentence(other->items[at]);
            if (!add_word(out, other->items[at]))
                return false;
        }
    }
    return true;
}

static bool wrap(maker *m, uint32_t origin, words *w)
{
    size_t extra = w->n * roll(m, 10, 40) / 100;
    words out = {0};
    bool fits = add_teasers(m, origin, extra / 2, &out);
    for (size_t i = 0; fits && i < w->n; i++)
        fits = add_word(&out, w->items[i]);
    fits = fits && add_teasers(m, origin, extra - extra / 2, &out);
    free(w->items);
    *w = out;
    return fits;
}

static bool change(maker *m, uint32_t origin, near_kind kind, words *w)
{
    if (kind == NEAR_CUT || kind == NEAR_BOTH)
        w->n = w->n * roll(m, 30, 90) / 100;
    if ((kind == NEAR_EDITED || kind == NEAR_BOTH) && !edit(m, origin, w))
        return false;
    if (kind == NEAR_EDITED && !swap_halves(w))
        return false;
    return (kind != NEAR_WRAPPED && kind != NEAR_BOTH) || wrap(m, origin, w);
}

/* A document of one passage a sentence. */
static bool add_document(maker *m, uint32_t origin, near_kind kind, const words *w)
{
    near_set *set = m->set;
    ecoi_buf text = {0};
    eco_passage *passages = ecoi_arena_calloc(&set->arena, w->n + 1, sizeof *passages);
    size_t n = 0;
    bool fits = passages && ecoi_grow(&set->items, &m->cap_items, set->n + 1, sizeof *set->items);
    for (size_t i = 0; fits && i < w->n; i++) {
        fits = (text.len == 0 || ecoi_buf_append_byte(&text, ' ')) &&
               ecoi_buf_append(&text, w->items[i].ptr, w->items[i].len);
        if (!fits || (!ends_sentence(w->items[i]) && i + 1 < w->n))
            continue;
        passages[n].zone = ECO_ZONE_BODY;
        fits = ecoi_arena_text(&set->arena, (eco_text){(char *)text.data, text.len}, &passages[n++].text);
        text.len = 0;
    }
    ecoi_buf_dispose(&text);
    if (fits)
        set->items[set->n++] = (near_document){{.passages = passages, .n_passages = n}, origin, kind};
    return fits;
}

static bool make_variant(maker *m, uint32_t origin, near_kind kind)
{
    words w = {0};
    const words *original = &m->originals[origin];
    bool fits = true;
    for (size_t i = 0; fits && i < original->n; i++)
        fits = add_word(&w, original->items[i]);
    fits = fits && change(m, origin, kind, &w) && add_document(m, origin, kind, &w);
    free(w.items);
    return fits;
}

static void mix(maker *m)
{
    near_set *set = m->set;
    for (size_t i = set->n; i-- > 1;) {
        size_t j = bench_roll(&m->random, (uint32_t)i + 1);
        near_document kept = set->items[i];
        set->items[i] = set->items[j];
        set->items[j] = kept;
    }
}

eco_status near_set_make(const char *const *sources, size_t n_sources, size_t most, near_set *out,
                         eco_error *error)
{
    maker m = {.set = out, .random = 20160512};
    eco_status status = read_originals(&m, sources, n_sources, most, error);
    for (uint32_t origin = 0; status == ECO_OK && origin < out->n_originals; origin++)
        for (unsigned kind = 0; status == ECO_OK && kind < NEAR_N_KINDS; kind++)
            if (!make_variant(&m, origin, kind))
                status = ecoi_error_no_memory(error);
    mix(&m);
    for (size_t i = 0; i < out->n_originals; i++)
        free(m.originals[i].items);
    free(m.originals);
    return status;
}

void near_set_dispose(near_set *set)
{
    ecoi_arena_dispose(&set->arena);
    free(set->items);
}
