/* SPDX-License-Identifier: MIT */
#include "tests/searcher/random_queries.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "stem/analyser.h"

enum { MOST_WORDS = 12, TEXT_CAP = 2048 };

/* What may stand where. */
typedef struct place {
    unsigned depth;
    bool in_near, in_para, in_zone;
} place;

typedef struct maker {
    const query_material *m;
    dice *d;
    const oracle *o;
    ecoi_arena *arena;
} maker;

static query *make(maker *k, place at);

static query *new_query(maker *k, query_kind kind)
{
    query *q = ecoi_arena_calloc(k->arena, 1, sizeof *q);
    oracle_must(q);
    q->kind = kind;
    q->boost = 1;
    return q;
}

static void set_text(maker *k, query *q, const char *text, size_t len)
{
    oracle_must(ecoi_arena_text(k->arena, (eco_text){text, len}, &q->text));
}

eco_date random_date(dice *d)
{
    eco_date date = {.year = (int16_t)(2015 + roll(d, 5))};
    if (chance(d, 75))
        date.month = (uint8_t)(1 + roll(d, 12));
    if (date.month && chance(d, 75))
        date.day = (uint8_t)(1 + roll(d, 28));
    return date;
}

/* ---- words ---- */

static const char *pick_word(maker *k)
{
    return k->m->words[roll_low(k->d, (unsigned)k->m->n_words)];
}

static bool is_letters(const char *word)
{
    for (; *word; word++)
        if ((unsigned char)*word < 0x80 && !((*word | 32) >= 'a' && (*word | 32) <= 'z') && *word != '-')
            return false;
    return true;
}

static const char *pick_letters(maker *k)
{
    const char *word = pick_word(k);
    while (!is_letters(word))
        word = pick_word(k);
    return word;
}

/* As it is, or typed without accents. */
static size_t type(maker *k, const char *word, char *out)
{
    if (chance(k->d, 40))
        return ecoi_fold(word, strlen(word), out);
    strcpy(out, word);
    return strlen(word);
}

static size_t step(const char *text)
{
    size_t n = 1;
    while (((unsigned char)text[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* Letters taken out, put in, changed or swapped. */
static query *fuzzy(maker *k)
{
    char text[TEXT_CAP], edited[TEXT_CAP];
    query *q = new_query(k, QUERY_FUZZY);
    size_t len = type(k, pick_letters(k), text), n = 0;
    unsigned edits = roll(k->d, 3);
    for (size_t i = 0, width; i < len; i += width) {
        width = step(text + i);
        unsigned what = edits && chance(k->d, 30) ? 1 + roll(k->d, 4) : 0;
        edits -= what > 0;
        if (what == 1)
            continue;
        if (what == 2 || what == 3)
            edited[n++] = (char)('a' + roll(k->d, 26));
        if (what == 4 && i + width < len) {
            size_t next = step(text + i + width);
            memcpy(edited + n, text + i + width, next);
            memcpy(edited + n + next, text + i, width);
            n += next + width;
            width += next;
        } else if (what != 3) {
            memcpy(edited + n, text + i, width);
            n += width;
        }
    }
    q->number = 1 + roll(k->d, 2);
    if (n == 0)
        edited[n++] = 'a';
    set_text(k, q, edited, n);
    return q;
}

/* A prefix, or a word with letters left open. */
static query *wildcard(maker *k)
{
    char text[TEXT_CAP], pattern[TEXT_CAP] = {0};
    query *q = new_query(k, QUERY_WILDCARD);
    size_t len = type(k, pick_letters(k), text), n = 0, letters = 0;
    bool prefix = chance(k->d, 40);
    unsigned kept = 1 + roll(k->d, 6);
    for (size_t i = 0, width; i < len && (!prefix || letters < kept); i += width, letters++) {
        width = step(text + i);
        if (!prefix && chance(k->d, 25)) {
            pattern[n++] = chance(k->d, 50) && i + width < len ? '?' : '*';
        } else {
            memcpy(pattern + n, text + i, width);
            n += width;
        }
    }
    if (!memchr(pattern, '*', n))
        pattern[n++] = '*'; /* one ? at the end would be punctuation */
    if (strspn(pattern, "*") >= n)
        pattern[n++] = 'a'; /* stars alone are every document */
    set_text(k, q, pattern, n);
    return q;
}

/* Words in a row out of a document. */
static void cut_out(maker *k, query *q)
{
    const oracle_document *d = &k->o->documents[roll(k->d, (unsigned)k->o->n)];
    const eco_text text = d->document->passages[roll(k->d, (unsigned)d->document->n_passages)].text;
    size_t starts[4096], n = 0;
    for (size_t i = 0; i < text.len && n < 4096; i++)
        if (text.ptr[i] != ' ' && (i == 0 || text.ptr[i - 1] == ' '))
            starts[n++] = i;
    if (n == 0)
        return;
    size_t first = roll(k->d, (unsigned)n), last = first + 1 + roll_low(k->d, MOST_WORDS);
    size_t end = last < n ? starts[last] - 1 : text.len;
    for (size_t i = starts[first]; i < end; i++)
        if (isalnum((unsigned char)text.ptr[i]) || (unsigned char)text.ptr[i] >= 0x80) {
            set_text(k, q, text.ptr + starts[first], end - starts[first]);
            return; /* punctuation alone is no phrase */
        }
}

static query *phrase(maker *k)
{
    char text[TEXT_CAP];
    query *q = new_query(k, QUERY_PHRASE);
    size_t len = 0, n = 1 + roll_low(k->d, 4);
    if (chance(k->d, 60))
        cut_out(k, q);
    if (q->text.len)
        return q;
    for (size_t i = 0; i < n; i++) {
        if (i)
            text[len++] = ' ';
        len += type(k, pick_word(k), text + len);
    }
    set_text(k, q, text, len);
    return q;
}

static query *leaf(maker *k)
{
    char text[TEXT_CAP];
    unsigned kind = roll(k->d, 10);
    if (kind == 0)
        return fuzzy(k);
    if (kind == 1)
        return wildcard(k);
    if (kind <= 3)
        return phrase(k);
    query *q = new_query(k, kind == 4 ? QUERY_EXACT : QUERY_WORD);
    size_t len = type(k, pick_word(k), text);
    set_text(k, q, text, len);
    return q;
}

/* ---- fields ---- */

static eco_zone pick_zone(maker *k)
{
    return (eco_zone)roll(k->d, ECO_N_ZONES);
}

static query *dates(maker *k)
{
    query *q = new_query(k, QUERY_DATE);
    eco_date a = random_date(k->d), b = random_date(k->d);
    unsigned open = roll(k->d, 4);
    if (open == 0 || a.year == b.year) { /* one date, or a range that cannot end before it begins */
        q->since = q->until = a;
        return q;
    }
    q->since = a.year < b.year ? a : b;
    q->until = a.year < b.year ? b : a;
    if (open == 1)
        q->since = (eco_date){0};
    if (open == 2)
        q->until = (eco_date){0};
    return q;
}

static query *condition(maker *k)
{
    const char *name;
    query *q;
    switch (roll(k->d, 4)) {
    case 0:
        q = new_query(k, QUERY_SOURCE);
        name = k->m->sources[roll(k->d, (unsigned)k->m->n_sources)];
        break;
    case 1:
        q = new_query(k, QUERY_REGION);
        name = k->m->regions[roll(k->d, (unsigned)k->m->n_regions)];
        assert_int_equal(eco_region_find(name, strlen(name), &q->region, NULL), ECO_OK);
        break;
    case 2:
        q = new_query(k, QUERY_ZONE);
        q->zone = pick_zone(k);
        return q;
    default:
        return dates(k);
    }
    set_text(k, q, name, strlen(name));
    return q;
}

/* ---- operators ---- */

static place below(place at)
{
    at.depth++;
    return at;
}

static void add_children(maker *k, query *q, place at, size_t least)
{
    q->n_children = least + roll_low(k->d, QUERY_MOST_CHILDREN - (unsigned)least + 1);
    for (size_t i = 0; i < q->n_children; i++)
        q->children[i] = make(k, at);
}

static query *list(maker *k, place at)
{
    query *q = new_query(k, QUERY_LIST);
    bool wanted = false;
    add_children(k, q, below(at), 2);
    for (size_t i = 0; i < q->n_children; i++) {
        if (!at.in_near && chance(k->d, 40))
            q->children[i]->sign = chance(k->d, 60) ? '+' : '-';
        wanted = wanted || q->children[i]->sign != '-';
    }
    if (!wanted)
        q->children[0]->sign = 0;
    return q;
}

static query *near(maker *k, place at)
{
    query *q = new_query(k, QUERY_NEAR);
    at.in_near = true;
    q->number = 1 + roll_low(k->d, 12);
    q->children[0] = make(k, below(at));
    q->children[1] = make(k, below(at));
    q->n_children = 2;
    return q;
}

static query *para(maker *k, place at)
{
    query *q = new_query(k, QUERY_PARA);
    at.in_para = true;
    add_children(k, q, below(at), 1);
    return q;
}

static query *atleast(maker *k, place at)
{
    query *q = new_query(k, QUERY_ATLEAST);
    add_children(k, q, below(at), 2);
    q->number = 1 + roll(k->d, (unsigned)q->n_children);
    return q;
}

static query *several(maker *k, query_kind kind, place at)
{
    query *q = new_query(k, kind);
    add_children(k, q, below(at), 2);
    if (kind == QUERY_NOT)
        q->n_children = 2;
    return q;
}

static query *zone(maker *k, place at)
{
    query *q = new_query(k, QUERY_ZONE);
    at.in_zone = true;
    q->zone = chance(k->d, 30) ? ECO_ZONE_TITLE : pick_zone(k);
    q->children[0] = make(k, below(at));
    q->n_children = 1;
    return q;
}

static query *composite(maker *k, place at)
{
    bool fields = k->m->sources && !at.in_near && !at.in_para && !at.in_zone;
    for (;;) {
        unsigned kind = roll(k->d, 16);
        if (kind < 5)
            return list(k, at);
        if (kind == 5)
            return near(k, at);
        if (kind == 6)
            return several(k, QUERY_OR, at);
        if (kind == 7 && k->m->sources && !at.in_zone)
            return zone(k, at);
        if (at.in_near)
            continue;
        if (kind == 8)
            return para(k, at);
        if (kind <= 10)
            return several(k, QUERY_AND, at);
        if (kind == 11)
            return several(k, QUERY_NOT, at);
        if (kind == 12)
            return atleast(k, at);
        if (kind == 13 && !at.in_para && !at.in_zone)
            return new_query(k, QUERY_ALL);
        if (fields)
            return condition(k);
    }
}

static query *make(maker *k, place at)
{
    query *q = at.depth >= 3 || chance(k->d, 35 + 20 * at.depth) ? leaf(k) : composite(k, at);
    if (q->kind < QUERY_ZONE && chance(k->d, 10))
        q->boost = chance(k->d, 50) ? 2 : 0.5;
    return q;
}

query *random_query(const query_material *m, dice *d, const oracle *o, ecoi_arena *arena)
{
    maker k = {m, d, o, arena};
    return make(&k, (place){0});
}
