/* SPDX-License-Identifier: MIT */
#include "corpus/markdown.h"

#include <stdlib.h>

#include <md4c.h>

#include "corpus/entity.h"
#include "corpus/paragraphs.h"

/* A passage: where it is in the output. */
typedef struct span {
    size_t off, len;
    eco_zone zone;
} span;

typedef struct writing {
    ecoi_buf *out;
    span *pieces;
    size_t n, cap;
    size_t start; /* of the passage at hand */
    eco_zone zone;
    eco_zone around; /* a picture */
    unsigned in_picture;
    bool has_title, in_tag, no_memory;
} writing;

/* ---- passages ---- */

static void put(writing *w, const char *bytes, size_t len)
{
    w->no_memory |= !ecoi_buf_append(w->out, bytes, len);
}

static void add(writing *w, size_t off, size_t len, eco_zone zone)
{
    w->no_memory |= !ecoi_grow(&w->pieces, &w->cap, w->n + 1, sizeof *w->pieces);
    if (!w->no_memory)
        w->pieces[w->n++] = (span){off, len, zone};
}

/* Ends the passage at hand, if there is anything in it, and begins one of this zone. */
static void turn(writing *w, eco_zone zone)
{
    if (w->out->len > w->start)
        add(w, w->start, w->out->len - w->start, w->zone);
    w->start = w->out->len;
    w->zone = zone;
}

static eco_zone heading_zone(writing *w, const MD_BLOCK_H_DETAIL *detail)
{
    bool is_title = detail->level == 1 && !w->has_title;
    w->has_title |= is_title;
    return is_title ? ECO_ZONE_TITLE : ECO_ZONE_HEADING;
}

/* ---- what md4c calls; a value other than 0 ends it ---- */

static int enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    writing *w = user;
    if (type == MD_BLOCK_TD || type == MD_BLOCK_TH)
        put(w, " ", 1);
    else
        turn(w, type == MD_BLOCK_H ? heading_zone(w, detail) : ECO_ZONE_BODY);
    w->in_tag = false;
    return w->no_memory;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    writing *w = user;
    (void)detail;
    if (type != MD_BLOCK_TD && type != MD_BLOCK_TH)
        turn(w, ECO_ZONE_BODY);
    return w->no_memory;
}

/* A picture's description parts the paragraph that it stands in. */
static int enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    writing *w = user;
    (void)detail;
    if (type == MD_SPAN_IMG && w->in_picture++ == 0) {
        w->around = w->zone;
        turn(w, ECO_ZONE_CAPTION);
    }
    return w->no_memory;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    writing *w = user;
    (void)detail;
    if (type == MD_SPAN_IMG && --w->in_picture == 0)
        turn(w, w->around);
    return w->no_memory;
}

/* What is between "<" and ">" is left out, over several calls too. */
static void put_html(writing *w, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '<')
            w->in_tag = true;
        else if (text[i] == '>')
            w->in_tag = false;
        else if (!w->in_tag)
            put(w, text[i] == '\n' ? " " : text + i, 1);
    }
}

static void put_entity(writing *w, const char *text, size_t len)
{
    char bytes[4];
    size_t n;
    if (ecoi_entity_decode((eco_text){text, len}, bytes, &n) > 0)
        put(w, bytes, n);
    else
        put(w, text, len);
}

static int text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE len, void *user)
{
    writing *w = user;
    switch (type) {
    case MD_TEXT_NULLCHAR:
        put(w, "\xef\xbf\xbd", 3);
        break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR:
        put(w, " ", 1);
        break;
    case MD_TEXT_ENTITY:
        put_entity(w, bytes, len);
        break;
    case MD_TEXT_HTML:
        put_html(w, bytes, len);
        break;
    default: /* of code, a line at a time with its end */
        put(w, len == 1 && *bytes == '\n' ? " " : bytes, len);
        break;
    }
    return w->no_memory;
}

/* ---- the text ---- */

static bool add_passages(const writing *w, ecoi_draft *draft)
{
    for (size_t i = 0; i < w->n; i++) {
        const span *piece = &w->pieces[i];
        eco_text passage = ecoi_text_trim((eco_text){(const char *)w->out->data + piece->off, piece->len});
        if (passage.len > 0 && !ecoi_draft_add(draft, piece->zone, passage))
            return false;
    }
    return true;
}

bool ecoi_markdown_read(eco_text source, bool has_title, ecoi_buf *out, ecoi_draft *draft)
{
    static const MD_PARSER parser = {.flags = MD_DIALECT_GITHUB | MD_FLAG_COLLAPSEWHITESPACE,
                                     .enter_block = enter_block,
                                     .leave_block = leave_block,
                                     .enter_span = enter_span,
                                     .leave_span = leave_span,
                                     .text = text};
    writing w = {.out = out, .has_title = has_title, .zone = ECO_ZONE_BODY};
    out->len = 0;
    bool done = md_parse(source.ptr, (MD_SIZE)source.len, &parser, &w) == 0 && !w.no_memory &&
                add_passages(&w, draft);
    free(w.pieces);
    return done;
}
