/* SPDX-License-Identifier: MIT */
#include "indexer/import_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "store/engine_record.h"

typedef struct maker {
    const ecoi_engine_raw *raw;
    ecoi_arena *arena;
    eco_text title, body;
    ecoi_buf text, fields; /* JSON members */
} maker;

static bool keep(maker *m, const ecoi_buf *buf, eco_text *out)
{
    return ecoi_arena_text(m->arena, (eco_text){buf->len ? (const char *)buf->data : "", buf->len}, out);
}

/* ---- what ecoindex wrote ---- */

static bool is_ours(const maker *m, eco_document *out)
{
    ecoi_record record;
    return m->raw->n_values && m->raw->values[0].slot == ECOI_SLOT_RECORD &&
           ecoi_record_get(m->raw->values[0].text, m->arena, &record, NULL) == ECO_OK &&
           ecoi_data_get(m->raw->data, &record, m->arena, out, NULL) == ECO_OK;
}

/* ---- further fields ---- */

static bool put_string(ecoi_buf *out, eco_text text)
{
    bool fits = ecoi_buf_append_byte(out, '"');
    for (size_t i = 0; fits && i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ')
            fits = ecoi_buf_appendf(out, "\\u%04x", c);
        else
            fits = (c != '"' && c != '\\') || ecoi_buf_append_byte(out, '\\') ? ecoi_buf_append_byte(out, c)
                                                                              : false;
    }
    return fits && ecoi_buf_append_byte(out, '"');
}

static bool put_field(ecoi_buf *out, eco_text name, eco_text value)
{
    if (ecoi_utf8_valid_prefix(value.ptr, value.len) < value.len)
        return true; /* numbers as Xapian writes them: not for people */
    return ecoi_buf_appendf(out, out->len ? ", " : "") && put_string(out, name) &&
           ecoi_buf_appendf(out, ": ") && put_string(out, value);
}

static bool put_values(maker *m)
{
    bool fits = true;
    for (size_t i = 0; fits && i < m->raw->n_values; i++) {
        char name[32];
        int len = snprintf(name, sizeof name, "value-%u", (unsigned)m->raw->values[i].slot);
        fits = put_field(&m->fields, (eco_text){name, (size_t)len}, m->raw->values[i].text);
    }
    return fits;
}

/* ---- the data ---- */

static bool is_name(eco_text name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!((name.ptr[i] >= 'a' && name.ptr[i] <= 'z') || name.ptr[i] == '_'))
            return false;
    return name.len > 0;
}

static bool equals(eco_text text, const char *word)
{
    return text.len == strlen(word) && memcmp(text.ptr, word, text.len) == 0;
}

/* The next line of NAME=value; false: there is none. */
static bool next_line(eco_text *rest, eco_text *name, eco_text *value)
{
    const char *feed = rest->len ? memchr(rest->ptr, '\n', rest->len) : NULL;
    size_t len = feed ? (size_t)(feed - rest->ptr) : rest->len;
    const char *sign = len ? memchr(rest->ptr, '=', len) : NULL;
    if (!sign)
        return false;
    *name = (eco_text){rest->ptr, (size_t)(sign - rest->ptr)};
    *value = (eco_text){sign + 1, len - name->len - 1};
    rest->ptr += len + (feed != NULL);
    rest->len -= len + (feed != NULL);
    return is_name(*name);
}

static bool is_omega(eco_text data)
{
    eco_text name, value;
    while (data.len)
        if (!next_line(&data, &name, &value))
            return false;
    return true;
}

static bool read_omega(maker *m, eco_document *out)
{
    eco_text rest = m->raw->data, name, value;
    bool fits = true;
    while (fits && rest.len && next_line(&rest, &name, &value)) {
        if (equals(name, "url"))
            out->url = value;
        else if (equals(name, "title") || (equals(name, "caption") && !m->title.ptr))
            m->title = value;
        else if (equals(name, "text") || (equals(name, "sample") && !m->body.ptr))
            m->body = value;
        else
            fits = put_field(&m->fields, name, value);
    }
    return fits;
}

/* ---- terms ---- */

typedef struct placed {
    uint32_t position;
    eco_text term;
} placed;

static int by_position(const void *a, const void *b)
{
    const placed *x = a, *y = b;
    return (x->position > y->position) - (x->position < y->position);
}

static bool is_word(eco_text term)
{
    return term.len && !(*term.ptr >= 'A' && *term.ptr <= 'Z');
}

static size_t list_words(const maker *m, placed *out)
{
    size_t n = 0;
    for (size_t i = 0; i < m->raw->n_terms; i++) {
        const ecoi_engine_posting *t = &m->raw->terms[i];
        size_t times = !is_word(t->term) ? 0 : t->positions ? t->n : 1;
        for (size_t k = 0; k < times; k++, n++)
            if (out)
                out[n] = (placed){t->positions ? t->positions[k] : UINT32_MAX, t->term};
    }
    return n;
}

static bool write_words(maker *m)
{
    size_t n = list_words(m, NULL);
    placed *words = ecoi_arena_calloc(m->arena, n + 1, sizeof *words);
    bool fits = words != NULL;
    if (fits) {
        list_words(m, words);
        qsort(words, n, sizeof *words, by_position);
    }
    m->text.len = 0;
    for (size_t i = 0; fits && i < n; i++)
        fits = (i == 0 || ecoi_buf_append_byte(&m->text, ' ')) &&
               ecoi_buf_append(&m->text, words[i].term.ptr, words[i].term.len);
    return fits && keep(m, &m->text, &m->body);
}

/* What follows the first term with a capital as its prefix, ptr NULL: there is none. */
static eco_text prefixed(const maker *m, char prefix)
{
    for (size_t i = 0; i < m->raw->n_terms; i++) {
        eco_text t = m->raw->terms[i].term;
        if (t.len > 1 && *t.ptr == prefix && !(t.ptr[1] >= 'A' && t.ptr[1] <= 'Z')) {
            size_t skip = t.ptr[1] == ':' && t.len > 2 ? 2 : 1;
            return (eco_text){t.ptr + skip, t.len - skip};
        }
    }
    return (eco_text){NULL, 0};
}

/* ---- the whole ---- */

static bool set_key(maker *m, eco_document *out)
{
    char number[16];
    eco_text key = prefixed(m, 'Q');
    if (!key.ptr)
        key = prefixed(m, 'U');
    if (!key.ptr)
        key = (eco_text){number, (size_t)snprintf(number, sizeof number, "%u", (unsigned)m->raw->docid)};
    return ecoi_arena_text(m->arena, key, &out->key);
}

static void set_date(const maker *m, eco_document *out)
{
    char day[11];
    eco_text digits = prefixed(m, 'D');
    if (digits.len != 8)
        return;
    snprintf(day, sizeof day, "%.4s-%.2s-%.2s", digits.ptr, digits.ptr + 4, digits.ptr + 6);
    if (eco_date_parse(day, 10, &out->date))
        out->date = (eco_date){0};
}

static bool set_fields(maker *m, eco_document *out)
{
    ecoi_buf object = {0};
    if (m->fields.len == 0)
        return true;
    bool fits = ecoi_buf_append_byte(&object, '{') &&
                ecoi_buf_append(&object, m->fields.data, m->fields.len) &&
                ecoi_buf_append_byte(&object, '}') && keep(m, &object, &out->fields);
    ecoi_buf_dispose(&object);
    return fits;
}

static bool set_passages(maker *m, eco_document *out)
{
    eco_passage *passages = ecoi_arena_calloc(m->arena, 2, sizeof *passages);
    if (!passages)
        return false;
    if (m->title.len)
        passages[out->n_passages++] = (eco_passage){ECO_ZONE_TITLE, m->title};
    if (m->body.len)
        passages[out->n_passages++] = (eco_passage){ECO_ZONE_BODY, m->body};
    out->passages = passages;
    return true;
}

static bool make_foreign(maker *m, eco_document *out)
{
    eco_text data = m->raw->data;
    bool fits = true, is_json = data.len && *data.ptr == '{';
    *out = (eco_document){0};
    if (data.len && is_omega(data))
        fits = read_omega(m, out);
    else if (is_json)
        out->fields = data;
    else
        m->body = data;
    if (fits && !m->body.len)
        fits = write_words(m);
    if (fits && !is_json && m->fields.len == 0)
        fits = put_values(m);
    set_date(m, out);
    return fits && set_key(m, out) && (is_json || set_fields(m, out)) && set_passages(m, out);
}

bool ecoi_import_document(const ecoi_engine_raw *raw, ecoi_arena *arena, eco_document *out)
{
    maker m = {.raw = raw, .arena = arena};
    bool fits = is_ours(&m, out) || make_foreign(&m, out);
    ecoi_buf_dispose(&m.text);
    ecoi_buf_dispose(&m.fields);
    return fits;
}
