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

static bool put_forms(ecoi_buf *out, eco_text term, const ecoi_forward_forms *forms, size_t n)
{
    bool fits = ecoi_buf_append_varint(out, forms->n);
    for (size_t i = 0; fits && i < forms->n; i++) {
        size_t shared = ecoi_text_common(term, forms->forms[i]);
        fits = ecoi_buf_append_varint(out, shared) && put_suffix(out, forms->forms[i], shared);
    }
    for (size_t i = 0; fits && forms->n > 1 && i < n; i++)
        fits = ecoi_buf_append_varint(out, forms->which[i]);
    return fits;
}

void ecoi_forward_begin(ecoi_forward_writer *w, ecoi_buf *out)
{
    w->out = out;
    w->last_len = 0;
}

bool ecoi_forward_put(ecoi_forward_writer *w, eco_text term, const uint32_t *positions, size_t n,
                      const ecoi_forward_forms *forms)
{
    size_t shared = ecoi_text_common((eco_text){w->last, w->last_len}, term);
    w->body.len = 0;
    bool fits = ecoi_buf_append_varint(&w->body, (uint64_t)n << 1 | (forms != NULL));
    for (size_t i = 0; fits && i < n; i++)
        fits = ecoi_buf_append_varint(&w->body, i ? positions[i] - positions[i - 1] : positions[i]);
    fits = fits && (!forms || put_forms(&w->body, term, forms, n)) &&
           ecoi_buf_append_varint(w->out, shared) && put_suffix(w->out, term, shared) &&
           ecoi_buf_append_varint(w->out, w->body.len) && ecoi_buf_append(w->out, w->body.data, w->body.len);
    memcpy(w->last, term.ptr, term.len);
    w->last_len = term.len;
    return fits;
}

void ecoi_forward_writer_dispose(ecoi_forward_writer *w)
{
    ecoi_buf_dispose(&w->body);
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

/* Nearly all terms have numbers of a byte each and a short suffix: it is copied with what stands behind it.
 * False: this is none of them. */
static inline bool next_short(ecoi_forward *f)
{
    enum { SHORT = 16 };
    const uint8_t *p = f->p;
    if (f->end - p < SHORT + 3)
        return false;
    size_t shared = p[0], suffix = p[1];
    if (shared > f->text_len || shared + SHORT > ECOI_FORWARD_TEXT || suffix > SHORT || shared + suffix == 0)
        return false;
    const uint8_t *body = p + 3 + suffix;
    if (((shared | body[-1]) & 0x80) || body[-1] > f->end - body)
        return false;
    memcpy(f->text + shared, p + 2, SHORT);
    f->text_len = shared + suffix;
    f->shared = shared;
    f->body = body;
    f->p = body + body[-1];
    return true;
}

bool ecoi_forward_next(ecoi_forward *f)
{
    uint64_t shared, body = 0;
    if (f->damaged || f->p >= f->end)
        return false;
    if (next_short(f))
        return true;
    const uint8_t *p = get(f->p, f->end, f->text_len, &shared);
    p = p ? get_text(p, f->end, shared, f->text, &f->text_len) : NULL;
    p = get(p, f->end, UINT64_MAX, &body);
    f->damaged = !p || body > (uint64_t)(f->end - p) || f->text_len == 0;
    if (f->damaged)
        return false;
    f->shared = shared;
    f->body = p;
    f->p = p + body;
    return true;
}

/* Terms rise: one that shares more bytes with the one before than that shares with what is looked for lies
 * before it too, and one that shares fewer lies behind. */
bool ecoi_forward_find(ecoi_forward *f, eco_text term)
{
    eco_text at = {f->text, f->text_len};
    size_t common = ecoi_text_common(at, term);
    int order = f->text_len ? ecoi_text_compare(at, term) : -1;
    while (order < 0 && ecoi_forward_next(f)) {
        if (f->shared > common)
            continue;
        if (f->shared < common)
            return false;
        at = (eco_text){f->text + common, f->text_len - common};
        eco_text rest = {term.ptr + common, term.len - common};
        common += ecoi_text_common(at, rest);
        order = ecoi_text_compare(at, rest);
    }
    return order == 0 && !f->damaged;
}

bool ecoi_forward_read(ecoi_forward *f)
{
    uint64_t head = 0;
    const uint8_t *p = get(f->body, f->p, (uint64_t)UINT32_MAX << 1 | 1, &head);
    f->n = (uint32_t)(head >> 1);
    f->has_forms = head & 1;
    f->body = p;
    f->forms = skip(p, f->p, f->n);
    f->damaged = !f->forms || f->n == 0;
    return !f->damaged;
}

void ecoi_forward_positions(const ecoi_forward *f, uint32_t *out)
{
    const uint8_t *p = f->body;
    uint32_t last = 0;
    for (uint32_t i = 0; i < f->n; i++) {
        uint64_t step = 0;
        p = ecoi_varint_get(p, f->forms, &step);
        out[i] = last += (uint32_t)step;
    }
}

bool ecoi_forward_get_forms(const ecoi_forward *f, ecoi_arena *arena, eco_text **out, size_t *out_n,
                            uint32_t *which)
{
    uint64_t n_forms, shared, number;
    const uint8_t *p = get(f->forms, f->p, f->n, &n_forms);
    if (!p) /* damaged: its number may be any */
        n_forms = 0;
    eco_text *forms = ecoi_arena_calloc(arena, n_forms + 1, sizeof *forms);
    bool fits = forms != NULL;
    for (uint64_t i = 0; fits && p && i < n_forms; i++) {
        char text[ECOI_FORWARD_TEXT];
        size_t len = 0;
        p = get(p, f->p, f->text_len, &shared);
        memcpy(text, f->text, p ? shared : 0);
        p = p ? get_text(p, f->p, shared, text, &len) : NULL;
        fits = ecoi_arena_text(arena, (eco_text){text, len}, &forms[i]);
    }
    for (uint32_t i = 0; fits && i < f->n; i++) {
        number = 0;
        p = n_forms > 1 ? get(p, f->p, n_forms - 1, &number) : p;
        which[i] = p ? (uint32_t)number : 0;
    }
    *out = forms;
    *out_n = n_forms;
    return fits;
}
