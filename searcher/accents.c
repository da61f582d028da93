/* SPDX-License-Identifier: MIT */
#include "searcher/accents.h"

#include <string.h>

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

/* Whether a form has the same letters but for number, and is bare where an accent was typed; of a verb, in
 * another place than the end. */
static bool is_unlike(eco_text typed, eco_text form, bool verb)
{
    bool unlike = false;
    while (typed.len && form.len) {
        eco_text typed_rest = typed, form_rest = form;
        letter a = take(&typed_rest), b = take(&form_rest);
        if (!ecoi_text_equal((eco_text){a.bare, a.bare_len}, (eco_text){b.bare, b.bare_len}))
            break;
        typed = typed_rest;
        form = form_rest;
        bool may_be_verb = verb && is_number(typed);
        unlike = unlike || (has_accent(&a) && !has_accent(&b) && !may_be_verb);
    }
    return unlike && is_number(typed) && is_number(form);
}

/* Whether the term has the infinitive that a word in é would be the participle of. */
static bool is_participle(eco_text typed, const ecoi_term_form *forms, size_t n)
{
    static const char ending[] = "\u00e9";
    char infinitive[ECOI_TERM_MAX + 1];
    if (typed.len && typed.ptr[typed.len - 1] == 's')
        typed.len--;
    if (typed.len <= 2 || typed.len >= ECOI_TERM_MAX || memcmp(typed.ptr + typed.len - 2, ending, 2) != 0)
        return false;
    size_t len = ecoi_fold(typed.ptr, typed.len, infinitive);
    infinitive[len++] = 'r';
    for (size_t i = 0; i < n; i++)
        if (ecoi_text_equal(forms[i].folded, (eco_text){infinitive, len}))
            return true;
    return false;
}

size_t ecoi_accents_unlike(eco_text typed, const ecoi_term_form *forms, size_t n, uint32_t *out)
{
    size_t n_out = 0;
    uint64_t all = 0, unlike = 0;
    bool verb = is_participle(typed, forms, n);
    for (size_t i = 0; i < n; i++) {
        all += forms[i].count;
        if (!is_unlike(typed, forms[i].form, verb))
            continue;
        unlike += forms[i].count;
        out[n_out++] = (uint32_t)i;
    }
    return unlike < all / ECOI_UNLIKE_RARE ? 0 : n_out;
}
