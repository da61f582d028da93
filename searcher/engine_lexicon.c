/* SPDX-License-Identifier: MIT */
#include "searcher/engine_lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "stem/analyser.h"
#include "store/engine_names.h"

enum { LEAST_CUT = 60 }; /* so much of a text is never cut from a name */

/* ---- names ---- */

static eco_text bytes_of(const ecoi_buf *buf)
{
    return (eco_text){(const char *)buf->data, buf->len};
}

/* A text of a name, whole, in the arena. */
static eco_status restore(ecoi_engine_lexicon *l, eco_text text, eco_text *out, eco_error *error)
{
    char key[ECOI_CUT_KEY];
    eco_text whole = {NULL, 0};
    eco_status status = ECO_OK;
    if (ecoi_name_is_cut(text, key))
        for (size_t i = 0; !status && whole.len == 0 && i < l->n_places; i++)
            status = l->engine->metadata(l->reader, i, (eco_text){key, strlen(key)}, &whole, error);
    if (!status && !ecoi_arena_text(&l->arena, whole.len ? whole : text, out))
        status = ecoi_error_no_memory(error);
    return status;
}

static eco_status parse(ecoi_engine_lexicon *l, eco_text name, size_t n, eco_text *texts, eco_error *error)
{
    eco_text copy;
    if (!ecoi_arena_text(&l->arena, name, &copy))
        return ecoi_error_no_memory(error);
    if (!ecoi_name_parse(copy, n, texts))
        return ecoi_error_set(error, ECO_E_CORRUPT, "a term of the database makes no sense: \"%.60s\"",
                              copy.ptr);
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && i < n; i++)
        status = restore(l, texts[i], &texts[i], error);
    return status;
}

static eco_status frequency(ecoi_engine_lexicon *l, char kind, const eco_text *texts, uint64_t *df,
                            uint64_t *cf, eco_error *error)
{
    if (!ecoi_name_make(&l->name, kind, texts, ecoi_name_n_texts(kind), NULL, NULL))
        return ecoi_error_no_memory(error);
    return l->engine->frequency(l->reader, bytes_of(&l->name), df, cf, error);
}

/* ---- forms ---- */

typedef struct form_list {
    ecoi_term_form *items;
    size_t n, cap;
} form_list;

static bool add_form(form_list *list, eco_text form, eco_text folded, uint64_t count)
{
    for (size_t i = 0; i < list->n; i++)
        if (ecoi_text_equal(list->items[i].form, form)) {
            list->items[i].count += count;
            return true;
        }
    if (!ecoi_grow(&list->items, &list->cap, list->n + 1, sizeof *list->items))
        return false;
    list->items[list->n++] = (ecoi_term_form){form, folded, count};
    return true;
}

static int by_count(const void *a, const void *b)
{
    const ecoi_term_form *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
                                : ecoi_text_compare(x->form, y->form);
}

static eco_status fold(ecoi_engine_lexicon *l, eco_text form, eco_text *out, eco_error *error)
{
    char folded[ECOI_TERM_MAX + 1];
    size_t len = ecoi_fold(form.ptr, form.len, folded);
    return ecoi_arena_text(&l->arena, (eco_text){folded, len}, out) ? ECO_OK : ecoi_error_no_memory(error);
}

/* Names of the term's forms, one after another. */
static eco_status list_forms(ecoi_engine_lexicon *l, eco_text term, form_list *list, eco_error *error)
{
    ecoi_engine_terms *names = NULL;
    eco_text name;
    if (!ecoi_name_make(&l->name, ECOI_NAME_FORM, &term, 1, NULL, NULL))
        return ecoi_error_no_memory(error);
    eco_status status = l->engine->terms_open(l->reader, bytes_of(&l->name), &names, error);
    if (!status)
        status = l->engine->terms_next(names, &name, error);
    while (!status && name.ptr) {
        eco_text texts[2], folded;
        status = parse(l, name, 2, texts, error);
        if (!status)
            status = fold(l, texts[1], &folded, error);
        if (!status && !add_form(list, texts[1], folded, 0))
            status = ecoi_error_no_memory(error);
        if (!status)
            status = l->engine->terms_next(names, &name, error);
    }
    l->engine->terms_close(names);
    return status;
}

static eco_status count_forms(ecoi_engine_lexicon *l, ecoi_engine_term *t, form_list *list, eco_error *error)
{
    eco_status status = ECO_OK;
    uint64_t df, sum = 0;
    for (size_t i = 0; !status && i < list->n; i++) {
        const eco_text texts[] = {t->text, list->items[i].form};
        status = frequency(l, ECOI_NAME_FORM, texts, &df, &list->items[i].count, error);
        sum += status ? 0 : list->items[i].count;
    }
    t->loose = t->cf > sum ? t->cf - sum : 0;
    if (!status && t->loose && list->n && !add_form(list, t->text, t->text, t->loose))
        status = ecoi_error_no_memory(error);
    return status;
}

static eco_status read_forms(ecoi_engine_lexicon *l, ecoi_engine_term *t, eco_error *error)
{
    form_list list = {0};
    if (*t->text.ptr == ECOI_TERM_HIDDEN)
        return ECO_OK;
    eco_status status = list_forms(l, t->text, &list, error);
    if (!status)
        status = count_forms(l, t, &list, error);
    if (!status && list.n) {
        qsort(list.items, list.n, sizeof *list.items, by_count);
        t->forms = ecoi_arena_calloc(&l->arena, list.n, sizeof *t->forms);
        t->n_forms = (uint32_t)list.n;
        if (t->forms)
            memcpy(t->forms, list.items, list.n * sizeof *t->forms);
        else
            status = ecoi_error_no_memory(error);
    }
    free(list.items);
    return status;
}

/* ---- terms ---- */

static void give_term(const ecoi_engine_lexicon *l, uint32_t ordinal, ecoi_term *out)
{
    const ecoi_engine_term *t = &l->terms[ordinal];
    *out = (ecoi_term){.ordinal = ordinal, .df = (uint32_t)t->df, .cf = t->cf, .n_forms = t->n_forms};
}

static eco_status add_term(ecoi_engine_lexicon *l, eco_text text, uint64_t df, uint64_t cf, uint32_t *out,
                           eco_error *error)
{
    ecoi_engine_term term = {.df = df, .cf = cf};
    if (!ecoi_arena_text(&l->arena, text, &term.text))
        return ecoi_error_no_memory(error);
    eco_status status = read_forms(l, &term, error);
    if (status)
        return status;
    *out = ecoi_map_add(&l->numbers, text.ptr, text.len, NULL);
    if (*out == ECOI_MAP_NONE || !ecoi_grow(&l->terms, &l->terms_cap, *out + 1u, sizeof *l->terms))
        return ecoi_error_no_memory(error);
    l->terms[*out] = term;
    return ECO_OK;
}

static eco_status find_term(void *self, const char *term, size_t len, ecoi_term *out, bool *out_found,
                            eco_error *error)
{
    ecoi_engine_lexicon *l = self;
    eco_text text = {term, len};
    uint64_t df, cf;
    uint32_t ordinal = ecoi_map_find(&l->numbers, term, len);
    eco_status status = ECO_OK;
    *out_found = false;
    if (len == 0)
        return ECO_OK;
    if (ordinal == ECOI_MAP_NONE) {
        status = frequency(l, ECOI_NAME_TERM, &text, &df, &cf, error);
        if (status || df == 0)
            return status;
        status = add_term(l, text, df, cf, &ordinal, error);
    }
    if (status)
        return status;
    give_term(l, ordinal, out);
    *out_found = true;
    return ECO_OK;
}

static eco_status term_at(void *self, uint32_t ordinal, ecoi_term_walk *walk, eco_error *error)
{
    ecoi_engine_lexicon *l = self;
    (void)error;
    const ecoi_engine_term *t = &l->terms[ordinal];
    size_t len = t->text.len < ECOI_ENTRY_MAX ? t->text.len : ECOI_ENTRY_MAX;
    walk->entry.ordinal = ordinal;
    walk->entry.key_len = len;
    memcpy(walk->entry.key, t->text.ptr, len);
    walk->entry.key[len] = '\0';
    give_term(l, ordinal, &walk->term);
    return ECO_OK;
}

static eco_status term_forms(void *self, const ecoi_term_walk *walk, ecoi_arena *arena,
                             const ecoi_term_form **out, size_t *out_n, eco_error *error)
{
    ecoi_engine_lexicon *l = self;
    const ecoi_engine_term *t = &l->terms[walk->term.ordinal];
    size_t n = t->n_forms ? t->n_forms : 1;
    ecoi_term_form *forms = ecoi_arena_calloc(arena, n, sizeof *forms);
    if (!forms)
        return ecoi_error_no_memory(error);
    if (t->n_forms)
        memcpy(forms, t->forms, n * sizeof *forms);
    else
        forms[0] = (ecoi_term_form){t->text, t->text, t->cf};
    *out = forms;
    *out_n = n;
    return ECO_OK;
}

/* ---- folded spellings ---- */

/* A use and what orders it as a segment's dictionary is ordered. */
typedef struct found_use {
    uint64_t count;
    uint32_t term, ordinal;
} found_use;

static int by_frequency(const void *a, const void *b)
{
    const found_use *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
                                : (x->term > y->term) - (x->term < y->term);
}

static bool find_form(const ecoi_engine_lexicon *l, uint32_t ordinal, eco_text form, found_use *out)
{
    const ecoi_engine_term *t = &l->terms[ordinal];
    *out = (found_use){t->cf, ordinal, 0};
    for (uint32_t i = 0; i < t->n_forms; i++)
        if (ecoi_text_equal(t->forms[i].form, form)) {
            *out = (found_use){t->forms[i].count, ordinal, i};
            return true;
        }
    return t->n_forms == 0;
}

/* Adds what the name of a folded spelling leads to. */
static eco_status add_use(ecoi_engine_lexicon *l, const eco_text *texts, found_use *uses, size_t *n,
                          eco_error *error)
{
    ecoi_term term;
    bool found;
    eco_status status = find_term(l, texts[1].ptr, texts[1].len, &term, &found, error);
    if (!status && found && *n < 4 * ECOI_FOLDED_USES_MAX && find_form(l, term.ordinal, texts[2], &uses[*n]))
        ++*n;
    return status;
}

/* Moves the walk on, to the first name >= `from` or to the next one. */
static eco_status step(ecoi_engine_lexicon *l, const eco_text *from, eco_error *error)
{
    eco_text name;
    eco_status status = from ? l->engine->terms_seek(l->walk, *from, &name, error)
                             : l->engine->terms_next(l->walk, &name, error);
    if (status)
        return status;
    l->walk_name.len = 0;
    if (name.ptr && !ecoi_buf_append(&l->walk_name, name.ptr, name.len))
        return ecoi_error_no_memory(error);
    l->at = name.ptr ? bytes_of(&l->walk_name) : (eco_text){NULL, 0};
    return ECO_OK;
}

/* The folded spelling that the walk stands on, with all its uses; the walk then stands after them. */
static eco_status take_spelling(ecoi_engine_lexicon *l, ecoi_folded_walk *walk, bool *out_more,
                                eco_error *error)
{
    found_use uses[4 * ECOI_FOLDED_USES_MAX];
    eco_text texts[ECOI_NAME_TEXTS_MAX], folded = {NULL, 0};
    size_t n = 0;
    eco_status status = ECO_OK;
    while (!status && l->at.ptr) {
        status = parse(l, l->at, 3, texts, error);
        if (!status && folded.ptr && !ecoi_text_equal(folded, texts[0]))
            break;
        folded = texts[0];
        if (!status)
            status = add_use(l, texts, uses, &n, error);
        if (!status)
            status = step(l, NULL, error);
    }
    *out_more = folded.ptr != NULL;
    l->last.len = 0;
    if (!status && folded.ptr && !ecoi_buf_append(&l->last, folded.ptr, folded.len))
        status = ecoi_error_no_memory(error);
    if (status || !folded.ptr)
        return status;
    qsort(uses, n, sizeof *uses, by_frequency);
    walk->n_uses = n < ECOI_FOLDED_USES_MAX ? n : ECOI_FOLDED_USES_MAX;
    for (size_t i = 0; i < walk->n_uses; i++)
        walk->uses[i] = (ecoi_folded_use){uses[i].term, uses[i].ordinal};
    walk->entry.key_len = folded.len < ECOI_ENTRY_MAX ? folded.len : ECOI_ENTRY_MAX;
    memcpy(walk->entry.key, folded.ptr, walk->entry.key_len);
    walk->entry.key[walk->entry.key_len] = '\0';
    return ECO_OK;
}

static eco_status next_folded(void *self, ecoi_folded_walk *walk, bool *out_more, eco_error *error)
{
    return take_spelling(self, walk, out_more, error);
}

static eco_status begin_walk(ecoi_engine_lexicon *l, eco_text prefix, eco_error *error)
{
    l->engine->terms_close(l->walk);
    l->walk = NULL;
    l->at = (eco_text){NULL, 0};
    l->last.len = l->prefix.len = 0;
    l->walking = false;
    return l->engine->terms_open(l->reader, prefix, &l->walk, error);
}

static bool begins(eco_text text, const ecoi_buf *with)
{
    return with->len == 0 || (text.len >= with->len && memcmp(text.ptr, with->data, with->len) == 0);
}

/* Whether the walk that is open leads there. */
static bool goes_on(const ecoi_engine_lexicon *l, eco_text from)
{
    return l->walking && l->last.len && begins(from, &l->prefix) &&
           ecoi_text_compare(from, bytes_of(&l->last)) > 0;
}

/* A name whose text was cut stands where its beginning belongs: no skipping goes into what may be cut. */
static eco_status skip_to(ecoi_engine_lexicon *l, eco_text from, eco_error *error)
{
    l->name.len = 0;
    if (!ecoi_buf_append_byte(&l->name, ECOI_NAME_FOLDED) ||
        !ecoi_buf_append(&l->name, from.ptr, from.len < LEAST_CUT ? from.len : LEAST_CUT))
        return ecoi_error_no_memory(error);
    eco_text name = bytes_of(&l->name);
    if (l->at.ptr && ecoi_text_compare(l->at, name) >= 0)
        return ECO_OK;
    return l->at.ptr ? step(l, &name, error) : ECO_OK;
}

static eco_status start(ecoi_engine_lexicon *l, eco_text from, eco_error *error)
{
    l->name.len = 0;
    if (!ecoi_buf_append_byte(&l->name, ECOI_NAME_FOLDED) ||
        !ecoi_buf_append(&l->name, from.ptr, from.len < LEAST_CUT ? from.len : LEAST_CUT))
        return ecoi_error_no_memory(error);
    eco_status status = begin_walk(l, bytes_of(&l->name), error);
    if (!status && !ecoi_buf_append(&l->prefix, from.ptr, from.len))
        status = ecoi_error_no_memory(error);
    l->walking = !status;
    return status ? status : step(l, NULL, error);
}

static eco_status walk_folded(void *self, const char *from, size_t len, ecoi_folded_walk *walk,
                              bool *out_more, eco_error *error)
{
    ecoi_engine_lexicon *l = self;
    eco_text text = {from, len};
    eco_status status = goes_on(l, text) ? skip_to(l, text, error) : start(l, text, error);
    return status ? status : take_spelling(l, walk, out_more, error);
}

static eco_status find_folded(void *self, const char *folded, size_t len, ecoi_folded_walk *out,
                              bool *out_found, eco_error *error)
{
    ecoi_engine_lexicon *l = self;
    eco_text text = {folded, len};
    out->n_uses = 0;
    *out_found = false;
    if (!ecoi_name_make(&l->name, ECOI_NAME_FOLDED, &text, 1, NULL, NULL))
        return ecoi_error_no_memory(error);
    eco_status status = begin_walk(l, bytes_of(&l->name), error);
    if (!status)
        status = step(l, NULL, error);
    return status ? status : take_spelling(l, out, out_found, error);
}

/* ---- the whole ---- */

void ecoi_engine_lexicon_init(ecoi_engine_lexicon *l, const ecoi_engine *engine, ecoi_engine_reader *reader,
                              size_t n_places)
{
    *l = (ecoi_engine_lexicon){.engine = engine,
                               .reader = reader,
                               .n_places = n_places,
                               .source = {.self = l,
                                          .find_term = find_term,
                                          .term_at = term_at,
                                          .term_forms = term_forms,
                                          .find_folded = find_folded,
                                          .walk_folded = walk_folded,
                                          .next_folded = next_folded}};
}

void ecoi_engine_lexicon_dispose(ecoi_engine_lexicon *l)
{
    if (l->engine)
        l->engine->terms_close(l->walk);
    ecoi_arena_dispose(&l->arena);
    ecoi_map_dispose(&l->numbers);
    free(l->terms);
    ecoi_buf_dispose(&l->name);
    ecoi_buf_dispose(&l->walk_name);
    ecoi_buf_dispose(&l->prefix);
    ecoi_buf_dispose(&l->last);
}
