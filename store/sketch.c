/* SPDX-License-Identifier: MIT */
#include "store/sketch.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum {
    ROW = 3,
    SHARE = 2, /* of SHARE_OF */
    SHARE_OF = 5,
    SIZES = 5,
    SKETCH_SHARE_OF = 8 /* one of so many */
};

/* ---- text to shingles ---- */

/* What a byte is to a word. */
enum { PART, CAPITAL, GAP, LEAD_C2, LEAD_C3, LEAD_E2 };

static uint8_t class_of(uint8_t byte)
{
    if (byte < 0x80)
        return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ? PART
               : byte >= 'A' && byte <= 'Z'                                 ? CAPITAL
                                                                            : GAP;
    return byte == 0xc2 ? LEAD_C2 : byte == 0xc3 ? LEAD_C3 : byte == 0xe2 ? LEAD_E2 : PART;
}

/* The words of a text one after another into rows. */
typedef struct row {
    uint64_t words[ROW], word; /* the last ones; the one being read, 0: none */
    size_t n;                  /* words so far */
    void (*each)(void *user, uint64_t shingle);
    void *user;
} row;

static void add_byte(row *r, uint8_t byte)
{
    r->word = (r->word ^ byte) * 0x9e3779b97f4a7c15u;
}

static void end_word(row *r)
{
    if (r->word == 0)
        return;
    memmove(r->words, r->words + 1, (ROW - 1) * sizeof *r->words);
    r->words[ROW - 1] = r->word ^ r->word >> 32; /* the low bits know only of low bits */
    r->word = 0;
    if (++r->n < ROW)
        return;
    uint64_t shingle = r->words[0];
    for (int i = 1; i < ROW; i++)
        shingle = ecoi_hash_mix(shingle ^ 0xa0761d6478bd642fu, r->words[i]);
    r->each(r->user, shingle);
}

/* Letters of Latin-1 in lower case; an accent is part of the word. */
static void add_latin(row *r, uint8_t byte)
{
    if (byte == 0x97 || byte == 0xb7) { /* the signs of times and of division */
        end_word(r);
        return;
    }
    add_byte(r, 0xc3);
    add_byte(r, byte < 0x9f ? byte | 0x20 : byte);
}

/* Punctuation and spaces part words; soft hyphens and what has no width are nothing. Returns the bytes
 * taken. */
static size_t add_mark(row *r, const uint8_t *p, size_t left)
{
    if (p[0] == 0xc2) {
        if (left > 1 && p[1] != 0xad)
            end_word(r);
        return left > 1 ? 2 : 1;
    }
    if (left < 3 || (p[1] != 0x80 && p[1] != 0x81)) {
        add_byte(r, p[0]);
        return 1;
    }
    if (p[1] != 0x80 || p[2] < 0x8b || p[2] > 0x8d)
        end_word(r);
    return 3;
}

static void add_text(row *r, const uint8_t *classes, eco_text text)
{
    const uint8_t *p = (const uint8_t *)text.ptr;
    for (size_t i = 0; i < text.len;) {
        switch (classes[p[i]]) {
        case PART:
            add_byte(r, p[i++]);
            break;
        case CAPITAL:
            add_byte(r, p[i++] | 0x20);
            break;
        case LEAD_C3:
            if (i + 1 < text.len)
                add_latin(r, p[i + 1]);
            i += 2;
            break;
        case LEAD_C2:
        case LEAD_E2:
            i += add_mark(r, p + i, text.len - i);
            break;
        default:
            end_word(r);
            i++;
            break;
        }
    }
    end_word(r);
}

static void each_shingle(const eco_document *document, void (*each)(void *user, uint64_t shingle), void *user)
{
    uint8_t classes[256];
    row r = {.each = each, .user = user};
    for (unsigned byte = 0; byte < 256; byte++)
        classes[byte] = class_of((uint8_t)byte);
    for (size_t i = 0; i < document->n_passages; i++) {
        eco_zone zone = document->passages[i].zone;
        if (zone == ECO_ZONE_LEAD || zone == ECO_ZONE_BODY || zone == ECO_ZONE_HEADING)
            add_text(&r, classes, document->passages[i].text);
    }
}

/* ---- sketches ---- */

typedef struct sketcher {
    ecoi_sketch sketch;
    size_t n;
} sketcher;

static void take_smallest(void *user, uint64_t shingle)
{
    sketcher *s = user;
    uint32_t *values = s->sketch.values, value = (uint32_t)(shingle >> 32);
    size_t i = ECOI_SKETCH_VALUES - 1;
    s->n++;
    if (value >= values[i])
        return;
    while (i > 0 && values[i - 1] >= value)
        i--;
    if (values[i] == value)
        return;
    memmove(values + i + 1, values + i, (ECOI_SKETCH_VALUES - 1 - i) * sizeof *values);
    values[i] = value;
}

ecoi_sketch ecoi_sketch_make(const eco_document *document)
{
    sketcher s = {.n = 0};
    memset(&s.sketch, 0xff, sizeof s.sketch);
    each_shingle(document, take_smallest, &s);
    if (s.n < ECOI_SHINGLES_MIN)
        memset(&s.sketch, 0xff, sizeof s.sketch);
    return s.sketch;
}

bool ecoi_sketch_may_be_alike(const ecoi_sketch *a, const ecoi_sketch *b)
{
    const uint32_t *x = a->values, *y = b->values;
    size_t i = 0, j = 0, shared = 0;
    /* up to where one of them ends both are complete */
    while (i < ECOI_SKETCH_VALUES && j < ECOI_SKETCH_VALUES) {
        uint32_t p = x[i], q = y[j];
        if (p == ECOI_SKETCH_NONE && q == ECOI_SKETCH_NONE)
            break;
        shared += p == q;
        i += p <= q;
        j += q <= p;
    }
    size_t n = 0, m = 0;
    while (n < i && x[n] != ECOI_SKETCH_NONE)
        n++;
    while (m < j && y[m] != ECOI_SKETCH_NONE)
        m++;
    return shared > 0 && shared * SKETCH_SHARE_OF >= (n < m ? n : m);
}

/* ---- exact sets ---- */

typedef struct collector {
    ecoi_shingles *shingles;
    bool no_memory;
} collector;

static size_t find_slot(const ecoi_shingles *s, uint64_t hash)
{
    size_t slot = hash & (s->n_slots - 1);
    while (s->slots[slot] && s->slots[slot] != hash)
        slot = (slot + 1) & (s->n_slots - 1);
    return slot;
}

/* Room for so many that half of the slots stay free. */
static bool make_room(ecoi_shingles *s)
{
    ecoi_shingles larger = {.n = s->n, .n_slots = s->n_slots ? s->n_slots * 2 : 1024};
    larger.slots = calloc(larger.n_slots, sizeof *larger.slots);
    if (!larger.slots)
        return false;
    for (size_t i = 0; i < s->n_slots; i++)
        if (s->slots[i])
            larger.slots[find_slot(&larger, s->slots[i])] = s->slots[i];
    free(s->slots);
    *s = larger;
    return true;
}

static void collect(void *user, uint64_t shingle)
{
    collector *c = user;
    ecoi_shingles *s = c->shingles;
    shingle += shingle == 0;
    if (s->n * 2 >= s->n_slots && !make_room(s))
        c->no_memory = true;
    if (c->no_memory)
        return;
    size_t slot = find_slot(s, shingle);
    s->n += s->slots[slot] == 0;
    s->slots[slot] = shingle;
}

bool ecoi_shingles_make(ecoi_shingles *shingles, const eco_document *document)
{
    collector c = {.shingles = shingles};
    shingles->n = 0;
    if (shingles->n_slots)
        memset(shingles->slots, 0, shingles->n_slots * sizeof *shingles->slots);
    each_shingle(document, collect, &c);
    return !c.no_memory;
}

bool ecoi_shingles_alike(const ecoi_shingles *a, const ecoi_shingles *b)
{
    const ecoi_shingles *fewer = a->n < b->n ? a : b, *more = fewer == a ? b : a;
    size_t shared = 0, needed = (fewer->n * SHARE + SHARE_OF - 1) / SHARE_OF;
    if (fewer->n == 0 || fewer->n * SIZES < more->n)
        return false;
    for (size_t i = 0; i < fewer->n_slots && shared < needed; i++)
        if (fewer->slots[i])
            shared += more->slots[find_slot(more, fewer->slots[i])] != 0;
    return shared >= needed;
}

void ecoi_shingles_dispose(ecoi_shingles *shingles)
{
    free(shingles->slots);
    *shingles = (ecoi_shingles){0};
}
