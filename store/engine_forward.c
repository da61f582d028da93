/* SPDX-License-Identifier: MIT */
#include "store/engine_forward.h"

#include <string.h>

#include "base/bytes.h"
#include "base/text.h"

/* ---- writing ---- */

static bool put_suffix(ecoi_buf *out, eco_text text, size_t shared)
{
    return ecoi_buf_append_varint(out, text.len - shared) &&
           ecoi_buf_append(out, text.ptr + shared, text.len - shared);
}

bool ecoi_forward_put(ecoi_forward_writer *w, eco_text term, const uint32_t *positions, size_t n,
                      bool has_forms)
{
    size_t shared = ecoi_text_common((eco_text){w->last, w->last_len}, term);
    bool fits = ecoi_buf_append_varint(w->out, shared << 1 | has_forms) && put_suffix(w->out, term, shared) &&
                ecoi_buf_append_varint(w->out, n);
    for (size_t i = 0; fits && i < n; i++)
        fits = ecoi_buf_append_varint(w->out, i ? positions[i] - positions[i - 1] : positions[i]);
    memcpy(w->last, term.ptr, term.len);
    w->last_len = term.len;
    return fits;
}

bool ecoi_forward_put_forms(ecoi_forward_writer *w, const eco_text *forms, size_t n_forms,
                            const uint32_t *which, size_t n)
{
    bool fits = ecoi_buf_append_varint(w->out, n_forms);
    for (size_t i = 0; fits && i < n_forms; i++) {
        size_t shared = ecoi_text_common((eco_text){w->last, w->last_len}, forms[i]);
        fits = ecoi_buf_append_varint(w->out, shared) && put_suffix(w->out, forms[i], shared);
    }
    for (size_t i = 0; fits && n_forms > 1 && i < n; i++)
        fits = ecoi_buf_append_varint(w->out, which[i]);
    return fits;
}

/* ---- reading ---- */

void ecoi_forward_open(ecoi_forward *f, eco_text bytes)
{
    f->p = (const uint8_t *)bytes.ptr;
    f->end = f->p + bytes.len;
    f->damaged = false;
    f->text_len = 0;
}

/* p NULL: damaged before. */
static const uint8_t *get(const uint8_t *p, const uint8_t *end, uint64_t most, uint64_t *out)
{
    *out = 0;
    p = p ? ecoi_varint_get(p, end, out) : NULL;
    return *out <= most ? p : NULL;
}

static const uint8_t *skip(const uint8_t *p, const uint8_t *end, uint64_t n)
{
    uint64_t ignored;
    for (uint64_t i = 0; p && i < n; i++)
        p = get(p, end, UINT64_MAX, &ignored);
    return p;
}

/* A text that shares bytes with `base`, to `out` of ECOI_FORWARD_TEXT bytes, which may be the base's. */
static const uint8_t *get_text(const uint8_t *p, const uint8_t *end, uint64_t shared, char *out,
                               size_t *out_len)
{
    uint64_t suffix;
    p = get(p, end, ECOI_FORWARD_TEXT, &suffix);
    if (!p || suffix > (uint64_t)(end - p) || shared + suffix >= ECOI_FORWARD_TEXT)
        return NULL;
    memcpy(out + shared, p, suffix);
    *out_len = shared + suffix;
    return p + suffix;
}

static const uint8_t *skip_forms(const uint8_t *p, const uint8_t *end, uint32_t n)
{
    uint64_t n_forms, shared, suffix;
    p = get(p, end, n, &n_forms);
    for (uint64_t i = 0; p && i < n_forms; i++) {
        p = get(p, end, ECOI_FORWARD_TEXT, &shared);
        p = get(p, end, ECOI_FORWARD_TEXT, &suffix);
        p = p && suffix <= (uint64_t)(end - p) ? p + suffix : NULL;
    }
    return p && n_forms > 1 ? skip(p, end, n) : p;
}

bool ecoi_forward_next(ecoi_forward *f, ecoi_forward_term *out)
{
    uint64_t head, n = 0;
    if (f->damaged || f->p >= f->end)
        return false;
    const uint8_t *p = get(f->p, f->end, 2 * ECOI_FORWARD_TEXT, &head);
    p = p && head >> 1 <= f->text_len ? get_text(p, f->end, head >> 1, f->text, &f->text_len) : NULL;
    p = get(p, f->end, UINT32_MAX, &n);
    f->positions = p;
    f->n = (uint32_t)n;
    f->forms = p = skip(p, f->end, n);
    if (p && head & 1)
        p = skip_forms(p, f->end, f->n);
    f->damaged = !p || n == 0 || f->text_len == 0;
    f->p = p;
    *out = (ecoi_forward_term){{f->text, f->text_len}, f->n, head & 1};
    return !f->damaged;
}

void ecoi_forward_positions(const ecoi_forward *f, uint32_t *out)
{
    const uint8_t *p = f->positions;
    uint32_t last = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        uint64_t step = 0;
        p = ecoi_varint_get(p, f->forms, &step);
        out[i] = last += (uint32_t)step;
    }
}

bool ecoi_forward_forms(const ecoi_forward *f, ecoi_arena *arena, eco_text **out, size_t *out_n,
                        uint32_t *which)
{
    uint64_t n_forms, shared, number;
    const uint8_t *p = get(f->forms, f->end, f->n, &n_forms);
    eco_text *forms = ecoi_arena_calloc(arena, n_forms + 1, sizeof *forms);
    bool fits = forms != NULL;
    for (uint64_t i = 0; fits && p && i < n_forms; i++) {
        char text[ECOI_FORWARD_TEXT];
        size_t len = 0;
        p = get(p, f->end, f->text_len, &shared);
        memcpy(text, f->text, p ? shared : 0);
        p = p ? get_text(p, f->end, shared, text, &len) : NULL;
        fits = ecoi_arena_text(arena, (eco_text){text, len}, &forms[i]);
    }
    for (uint32_t i = 0; fits && i < f->n; i++) {
        number = 0;
        p = n_forms > 1 ? get(p, f->end, n_forms - 1, &number) : p;
        which[i] = p ? (uint32_t)number : 0;
    }
    *out = forms;
    *out_n = n_forms;
    return fits;
}
