/* SPDX-License-Identifier: MIT */
#include "searcher/accents.h"

#include "base/text.h"
#include "base/utf8.h"
#include "stem/analyser.h"

/* A character of a form, and what it is without its accent. */
typedef struct letter {
    eco_text text;
    char bare[ECOI_TERM_MAX + 1];
    size_t bare_len;
} letter;

static letter take(eco_text *rest)
{
    letter out;
    size_t len;
    ecoi_utf8_decode(rest->ptr, rest->ptr + rest->len, &len);
    out.text = (eco_text){rest->ptr, len};
    out.bare_len = ecoi_fold(rest->ptr, len, out.bare);
    rest->ptr += len;
    rest->len -= len;
    return out;
}

static bool has_accent(const letter *l)
{
    return !ecoi_text_equal(l->text, (eco_text){l->bare, l->bare_len});
}

/* Whether nothing or the plural's ending is left. */
static bool is_number(eco_text rest)
{
    return rest.len == 0 || (rest.len == 1 && (rest.ptr[0] == 's' || rest.ptr[0] == 'x'));
}

/* Whether a form has the same letters but for number, and every accent typed. */
static bool is_alike(eco_text typed, eco_text form)
{
    if (form.ptr[0] >= 'A' && form.ptr[0] <= 'Z') /* bare capitals (stem/capitals.c) */
        return false;
    while (typed.len && form.len) {
        eco_text typed_rest = typed, form_rest = form;
        letter a = take(&typed_rest), b = take(&form_rest);
        if (!ecoi_text_equal((eco_text){a.bare, a.bare_len}, (eco_text){b.bare, b.bare_len}))
            break;
        if (has_accent(&a) && !has_accent(&b))
            return false;
        typed = typed_rest;
        form = form_rest;
    }
    return is_number(typed) && is_number(form);
}

size_t ecoi_accents_unlike(eco_text typed, const ecoi_term_form *forms, size_t n, uint32_t *out,
                           bool *out_any_alike)
{
    size_t n_out = 0;
    uint64_t all = 0, unlike = 0;
    for (size_t i = 0; i < n; i++) {
        all += forms[i].count;
        if (is_alike(typed, forms[i].form))
            continue;
        unlike += forms[i].count;
        out[n_out++] = (uint32_t)i;
    }
    *out_any_alike = n_out < n;
    return unlike < all / ECOI_UNLIKE_RARE ? 0 : n_out;
}
