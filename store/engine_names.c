/* SPDX-License-Identifier: MIT */
#include "store/engine_names.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"

enum { MARK = 17, NAME_ROOM = 240 }; /* ~ and the digits; what is left of a name for its texts */
#define CUT_PREFIX "cut:"

size_t ecoi_name_n_texts(char kind)
{
    return kind == ECOI_NAME_FOLDED ? 3 : kind == ECOI_NAME_FORM ? 2 : 1;
}

/* Bytes that a text takes in a name. */
static size_t cost_of(eco_text text)
{
    size_t cost = text.len;
    for (size_t i = 0; i < text.len; i++)
        cost += text.ptr[i] == '\0';
    return cost;
}

bool ecoi_name_is_cut(eco_text text, char *key)
{
    if (text.len < MARK || text.ptr[text.len - MARK] != '~')
        return false;
    const char *digits = text.ptr + text.len - MARK + 1;
    if (strspn(digits, "0123456789abcdef") < MARK - 1)
        return false;
    snprintf(key, ECOI_CUT_KEY, CUT_PREFIX "%.16s", digits);
    return true;
}

static bool put_text(ecoi_buf *out, eco_text text, size_t room, ecoi_name_cut *cut, void *user)
{
    char key[ECOI_CUT_KEY], mark[MARK + 1], tail[MARK + 1] = "";
    size_t kept = text.len < room - MARK ? text.len : room - MARK;
    if (text.len >= MARK)
        memcpy(tail, text.ptr + text.len - MARK, MARK);
    bool looks_cut = ecoi_name_is_cut((eco_text){tail, text.len >= MARK ? MARK : 0}, key);
    if (cost_of(text) <= room && !looks_cut)
        return ecoi_buf_append(out, text.ptr, text.len);
    if (memchr(text.ptr, '\0', kept))
        kept = 0;
    snprintf(mark, sizeof mark, "~%016" PRIx64, ecoi_hash(text.ptr, text.len));
    snprintf(key, sizeof key, CUT_PREFIX "%s", mark + 1);
    return ecoi_buf_append(out, text.ptr, kept) && ecoi_buf_append(out, mark, MARK) &&
           (!cut || cut(user, (eco_text){key, ECOI_CUT_KEY - 1}, text));
}

bool ecoi_name_make(ecoi_buf *out, char kind, const eco_text *texts, size_t n, ecoi_name_cut *cut, void *user)
{
    size_t all = ecoi_name_n_texts(kind);
    out->len = 0;
    bool fits = ecoi_buf_append_byte(out, (uint8_t)kind);
    for (size_t i = 0; fits && i < n; i++)
        fits = put_text(out, texts[i], NAME_ROOM / all - (all > 1), cut, user) &&
               (i + 1 == all || ecoi_buf_append_byte(out, '\t'));
    return fits;
}

bool ecoi_name_number(ecoi_buf *out, char kind, unsigned number)
{
    char digits[12];
    int len = snprintf(digits, sizeof digits, "%u", number);
    out->len = 0;
    return ecoi_buf_append_byte(out, (uint8_t)kind) && ecoi_buf_append(out, digits, (size_t)len);
}

bool ecoi_name_parse(eco_text name, size_t n, eco_text *texts)
{
    const char *at = name.ptr + 1, *end = name.ptr + name.len;
    if (name.len < 1)
        return false;
    for (size_t i = 0; i < n; i++) {
        const char *tab = i + 1 < n ? memchr(at, '\t', (size_t)(end - at)) : end;
        if (!tab)
            return false;
        texts[i] = (eco_text){at, (size_t)(tab - at)};
        at = tab + (i + 1 < n);
    }
    return true;
}
