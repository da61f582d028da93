/* SPDX-License-Identifier: MIT */
#include "indexer/forms.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

enum { INSERTION = 16 };

void ecoi_form_list_clear(ecoi_form_list *list)
{
    list->n = list->n_ranked = list->n_numbers = 0;
}

void ecoi_form_list_dispose(ecoi_form_list *list)
{
    free(list->items);
    free(list->ordinals);
    free(list->ranked);
    *list = (ecoi_form_list){0};
}

bool ecoi_form_list_add(ecoi_form_list *list, const ecoi_term_form *form, size_t number)
{
    if (!ecoi_grow(&list->items, &list->cap, list->n + 1, sizeof *list->items) ||
        !ecoi_grow(&list->ranked, &list->ranked_cap, list->n + 1, sizeof *list->ranked) ||
        !ecoi_grow(&list->ordinals, &list->ordinals_cap, number + 1, sizeof *list->ordinals))
        return false;
    for (; list->n_numbers <= number; ++list->n_numbers)
        list->ordinals[list->n_numbers] = 0;
    if (form->count)
        list->items[list->n++] = (ecoi_listed_form){*form, number, 0};
    return true;
}

static int by_bytes(const void *a, const void *b)
{
    return ecoi_text_compare(((const ecoi_listed_form *)a)->form.form,
                             ((const ecoi_listed_form *)b)->form.form);
}

static int by_count(const void *a, const void *b)
{
    const ecoi_listed_form *x = a, *y = b;
    if (x->form.count != y->form.count)
        return x->form.count > y->form.count ? -1 : 1;
    return by_bytes(a, b);
}

/* Most terms have two or three forms. */
static void sort_items(ecoi_listed_form *items, size_t n, int (*compare)(const void *, const void *))
{
    if (n > INSERTION) {
        qsort(items, n, sizeof *items, compare);
        return;
    }
    for (size_t i = 1; i < n; ++i) {
        ecoi_listed_form item = items[i];
        size_t at = i;
        for (; at > 0 && compare(&items[at - 1], &item) > 0; --at)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

/* Rows of alike items: each gets the sum of the row's counts. */
static size_t sum_alike(ecoi_form_list *list)
{
    size_t n_rows = 0;
    for (size_t i = 0, end; i < list->n; i = end, ++n_rows) {
        uint64_t count = 0;
        for (end = i; end < list->n && by_bytes(&list->items[i], &list->items[end]) == 0; ++end)
            count += list->items[end].form.count;
        for (size_t j = i; j < end; ++j)
            list->items[j].form.count = count;
    }
    return n_rows;
}

/* Takes the items row by row: a row is a ranked form. */
static void rank_rows(ecoi_form_list *list)
{
    for (size_t i = 0; i < list->n; ++i) {
        ecoi_listed_form *item = &list->items[i];
        if (i == 0 || by_bytes(item - 1, item) != 0) {
            if (list->n_ranked < ECOI_FORMS_MAX)
                list->ranked[list->n_ranked++] = item->form;
            else
                list->ranked[ECOI_FORMS_MAX - 1].count += item->form.count;
        }
        list->ordinals[item->from] = (uint16_t)(list->n_ranked - 1);
    }
}

void ecoi_form_list_rank(ecoi_form_list *list)
{
    sort_items(list->items, list->n, by_bytes);
    if (sum_alike(list) > 1)
        sort_items(list->items, list->n, by_count);
    rank_rows(list);
}

bool ecoi_form_list_is_plain(const ecoi_form_list *list, const char *term, size_t len)
{
    if (list->n_ranked != 1)
        return list->n_ranked == 0;
    eco_text text = {term, len};
    return ecoi_text_compare(list->ranked[0].form, text) == 0 &&
           ecoi_text_compare(list->ranked[0].folded, text) == 0;
}
