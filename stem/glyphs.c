/* SPDX-License-Identifier: MIT */
#include "stem/glyphs.h"

#include <string.h>

#include "base/utf8.h"
#include "stem/analyser.h"
#include "stem/chars.h"

static ecoi_glyph glyph_of(uint32_t code, size_t start, size_t end)
{
    uint32_t simple = ecoi_char_simple(code), lower = ecoi_char_lower(simple);
    return (ecoi_glyph){lower, (uint16_t)start, (uint16_t)end, (uint8_t)ecoi_char_class(code),
                        lower != simple};
}

/* œ as o and e, each standing for the same bytes. */
static size_t put_expanded(ecoi_glyph glyph, const char *letters, ecoi_glyph *out)
{
    size_t n = 0, step;
    for (const char *end = letters + strlen(letters); letters < end; letters += step) {
        glyph.code = ecoi_utf8_decode(letters, end, &step);
        out[n++] = glyph;
    }
    return n;
}

/* A mark joins the letter before; one that composes with nothing is dropped, as are marks without a letter.
 */
static void apply_mark(ecoi_glyph *before, uint32_t mark, size_t end)
{
    uint32_t composed = ecoi_char_compose(before->code, mark);
    if (composed)
        before->code = composed;
    before->end = (uint16_t)end;
}

size_t ecoi_glyphs_read(const char *text, size_t len, ecoi_glyph *out)
{
    size_t n = 0, step;
    for (size_t i = 0; i < len; i += step) {
        uint32_t code = ecoi_utf8_decode(text + i, text + len, &step);
        ecoi_glyph glyph = glyph_of(code, i, i + step);
        const char *letters;
        if (glyph.class == ECOI_CHAR_DROPPED)
            continue;
        if (glyph.class == ECOI_CHAR_MARK) {
            if (n > 0 && out[n - 1].class == ECOI_CHAR_LETTER)
                apply_mark(&out[n - 1], code, i + step);
        } else if (glyph.code >= 0x80 && (letters = ecoi_char_expand(glyph.code)) != NULL) {
            n += put_expanded(glyph, letters, out + n);
        } else {
            out[n++] = glyph;
        }
    }
    return n;
}

size_t ecoi_glyphs_write(const ecoi_glyph *glyphs, size_t n, char *out)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        char bytes[ECOI_UTF8_MAX];
        uint32_t code = glyphs[i].class == ECOI_CHAR_APOSTROPHE ? '\'' : glyphs[i].code;
        size_t n_bytes = code == ECOI_UTF8_BAD ? 0 : ecoi_utf8_encode(code, bytes);
        if (len + n_bytes > ECOI_TERM_MAX)
            break;
        memcpy(out + len, bytes, n_bytes);
        len += n_bytes;
    }
    out[len] = '\0';
    return len;
}
