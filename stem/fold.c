/* SPDX-License-Identifier: MIT */
/* Form to folded: accents go, and the apostrophes inside a word (aujourd'hui: aujourdhui); the one at the end
 * of an elided particle stays (l'). */
#include "stem/fold.h"

#include <string.h>

#include "base/utf8.h"
#include "stem/chars.h"
#include "stem/glyphs.h"

size_t ecoi_fold_form(const char *form, size_t len, char *out)
{
    const char *p = form, *end = form + len;
    size_t n = 0;
    while (p < end) {
        size_t step;
        uint32_t code = ecoi_utf8_decode(p, end, &step);
        const char *plain = code < 0x80 ? NULL : ecoi_char_plain(code);
        if (plain) {
            for (; *plain; plain++)
                out[n++] = *plain;
        } else if (code != '\'' || p + step == end) {
            memcpy(out + n, p, step);
            n += step;
        }
        p += step;
    }
    out[n] = '\0';
    return n;
}

size_t ecoi_fold(const char *text, size_t len, char *out)
{
    ecoi_glyph glyphs[ECOI_GLYPHS_MAX];
    char form[ECOI_TERM_MAX + 1];
    size_t read = len < ECOI_GLYPHS_MAX ? len : ECOI_GLYPHS_MAX;
    size_t n = ecoi_glyphs_read(text, read, glyphs);
    return ecoi_fold_form(form, ecoi_glyphs_write(glyphs, n, form), out);
}
