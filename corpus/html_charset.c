/* SPDX-License-Identifier: MIT */
/*
 * The bytes of a page as UTF-8. In this order: a byte order mark; well-formed UTF-8, whatever is said about
 * it, since no other charset looks like it by chance; the charset of the transport; that of <meta>; and where
 * nothing is said, or UTF-8 is said and is not true, what the bytes look like (charset.h).
 */
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "corpus/html_impl.h"

enum { META_WITHIN = 4096, NAME_MAX_LEN = 24 };

/* Charsets that pages of the web have; others would only load code nobody needs. NULL: windows-1252, which
 * charset.h reads. */
static const struct {
    const char *label, *name;
} charsets[] = {{"iso-8859-1", NULL},
                {"iso8859-1", NULL},
                {"iso_8859-1", NULL},
                {"latin1", NULL},
                {"latin-1", NULL},
                {"us-ascii", NULL},
                {"ascii", NULL},
                {"windows-1252", NULL},
                {"cp1252", NULL},
                {"iso-8859-2", "ISO-8859-2"},
                {"iso-8859-3", "ISO-8859-3"},
                {"iso-8859-4", "ISO-8859-4"},
                {"iso-8859-5", "ISO-8859-5"},
                {"iso-8859-6", "ISO-8859-6"},
                {"iso-8859-7", "ISO-8859-7"},
                {"iso-8859-8", "ISO-8859-8"},
                {"iso-8859-9", "WINDOWS-1254"},
                {"iso-8859-10", "ISO-8859-10"},
                {"iso-8859-13", "ISO-8859-13"},
                {"iso-8859-14", "ISO-8859-14"},
                {"iso-8859-15", "ISO-8859-15"},
                {"latin9", "ISO-8859-15"},
                {"latin-9", "ISO-8859-15"},
                {"iso-8859-16", "ISO-8859-16"},
                {"macintosh", "MACINTOSH"},
                {"x-mac-roman", "MACINTOSH"},
                {"cp850", "CP850"},
                {"ibm850", "CP850"},
                {"windows-1250", "WINDOWS-1250"},
                {"windows-1251", "WINDOWS-1251"},
                {"windows-1253", "WINDOWS-1253"},
                {"windows-1254", "WINDOWS-1254"},
                {"windows-1255", "WINDOWS-1255"},
                {"windows-1256", "WINDOWS-1256"},
                {"windows-1257", "WINDOWS-1257"},
                {"windows-1258", "WINDOWS-1258"},
                {"koi8-r", "KOI8-R"},
                {"koi8-u", "KOI8-U"},
                {"shift_jis", "SHIFT_JIS"},
                {"shift-jis", "SHIFT_JIS"},
                {"euc-jp", "EUC-JP"},
                {"euc-kr", "EUC-KR"},
                {"big5", "BIG5"},
                {"gb2312", "GB18030"},
                {"gbk", "GB18030"},
                {"gb18030", "GB18030"}};

static bool find_charset(const char *label, size_t len, const char **name)
{
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++)
        if (strlen(charsets[i].label) == len && strncasecmp(charsets[i].label, label, len) == 0) {
            *name = charsets[i].name;
            return true;
        }
    return false;
}

/* Where `word` begins in any case, or NULL. */
static const char *find_word(const char *p, const char *end, const char *word)
{
    size_t len = strlen(word);
    for (; (size_t)(end - p) >= len; p++)
        if (strncasecmp(p, word, len) == 0)
            return p;
    return NULL;
}

/* The charset in a <meta> of the page's beginning: `charset="utf-8"` or `content="text/html; charset=utf-8"`.
 */
static eco_text charset_of_meta(eco_text bytes)
{
    const char *end = bytes.ptr + (bytes.len < META_WITHIN ? bytes.len : META_WITHIN), *p = bytes.ptr;
    while ((p = find_word(p, end, "<meta")) != NULL) {
        const char *close = memchr(p, '>', (size_t)(end - p)), *stop = close != NULL ? close : end;
        const char *found = find_word(p, stop, "charset");
        p = stop;
        if (found == NULL)
            continue;
        found += strlen("charset");
        while (found < stop && strchr(" \t\r\n=\"'", *found) != NULL && *found != '\0')
            found++;
        size_t len = 0;
        while (found + len < stop && strchr(" \t\r\n\"';/", found[len]) == NULL)
            len++;
        if (len > 0 && len <= NAME_MAX_LEN)
            return (eco_text){found, len};
    }
    return (eco_text){0};
}

/* Appends what `from` is in UTF-8; what cannot be converted becomes U+FFFD and is counted. */
static bool convert(const char *from, eco_text bytes, ecoi_buf *out, uint64_t *replaced)
{
    iconv_t converter = iconv_open("UTF-8", from);
    char *in = (char *)bytes.ptr;
    size_t left = bytes.len;
    bool done = converter != (iconv_t)-1;
    while (done && left > 0) {
        size_t room = left * 2 + 64, before = room;
        char *to = (char *)ecoi_buf_reserve(out, room);
        if (to == NULL) {
            done = false;
            break;
        }
        size_t was = left, result = iconv(converter, &in, &left, &to, &room);
        out->len += before - room;
        if (result == (size_t)-1 && was == left && before == room) {
            done = ecoi_buf_append(out, "\xef\xbf\xbd", 3);
            in++;
            left--;
            ++*replaced;
        }
    }
    if (converter != (iconv_t)-1)
        iconv_close(converter);
    return done;
}

/* Decodes UTF-16 that has its mark. */
static bool decode_utf16(eco_text bytes, ecoi_buf *out, uint64_t *replaced)
{
    ecoi_utf16 state = {.big_endian = (uint8_t)bytes.ptr[0] == 0xfe};
    uint8_t *to = ecoi_buf_reserve(out, ECOI_UTF16_GROWTH(bytes.len));
    if (to == NULL)
        return false;
    out->len += ecoi_utf16_decode(&state, (const uint8_t *)bytes.ptr + 2, bytes.len - 2, to);
    out->len += ecoi_utf16_finish(&state, out->data + out->len);
    *replaced += state.replaced;
    return true;
}

/* The charset that is stated, where it says how to read bytes that are no UTF-8. */
static bool stated_charset(const ecoi_html_page *page, const char **name)
{
    if (page->charset != NULL && find_charset(page->charset, strlen(page->charset), name))
        return true;
    eco_text meta = charset_of_meta(page->bytes);
    return (page->charset == NULL || strcasecmp(page->charset, "utf-8") != 0) && meta.len > 0 &&
           find_charset(meta.ptr, meta.len, name);
}

static bool starts_with(eco_text bytes, const char *mark, size_t len)
{
    return bytes.len >= len && memcmp(bytes.ptr, mark, len) == 0;
}

static bool to_utf8(ecoi_reading *reading, const ecoi_html_page *page, eco_text *out)
{
    ecoi_buf *text = &reading->text;
    const char *name = NULL;
    *out = page->bytes;
    if (starts_with(*out, "\xef\xbb\xbf", 3)) {
        *out = (eco_text){out->ptr + 3, out->len - 3};
        return ecoi_reading_decode(reading, *out, out);
    }
    bool utf16 = starts_with(*out, "\xff\xfe", 2) || starts_with(*out, "\xfe\xff", 2);
    if (!utf16 && ecoi_utf8_valid_prefix(out->ptr, out->len) == out->len)
        return true;
    if (!utf16 && (!stated_charset(page, &name) || name == NULL))
        return ecoi_reading_decode(reading, *out, out);
    text->len = 0;
    bool done = utf16 ? decode_utf16(*out, text, &reading->draft.replaced)
                      : convert(name, *out, text, &reading->draft.replaced);
    *out = (eco_text){(const char *)text->data, text->len};
    return done;
}

bool ecoi_html_decode(ecoi_reading *reading, const ecoi_html_page *page, eco_text *out)
{
    if (!to_utf8(reading, page, out))
        return false;
    if (out->len == 0 || memchr(out->ptr, '\0', out->len) == NULL)
        return true;
    ecoi_buf *copy = &reading->html->decoded;
    copy->len = 0;
    for (const char *p = out->ptr, *end = p + out->len; p < end;) {
        const char *nul = memchr(p, '\0', (size_t)(end - p)), *stop = nul != NULL ? nul : end;
        if (!ecoi_buf_append(copy, p, (size_t)(stop - p)) ||
            (nul != NULL && !ecoi_buf_append(copy, "\xef\xbf\xbd", 3)))
            return false;
        reading->draft.replaced += nul != NULL;
        p = stop + (nul != NULL);
    }
    *out = (eco_text){(const char *)copy->data, copy->len};
    return true;
}
