/* SPDX-License-Identifier: MIT */
#include "corpus/html_zones.h"

#include <string.h>

#include "corpus/html_repeats.h"

enum {
    AREA_PERCENT = 75, /* of the page's prose makes an element its area */
    HEAD_REACH = 3,    /* a heading's text comes so many blocks below it at most */
    SHORT_WORDS = 3,   /* of a line of text on a page that has no longer ones, at least */
    LIST_PERCENT = 40  /* a list is text while less than this share of its items is linked */
};

/* What the rules ask, besides cues. */
enum {
    INNER = 1 << 0,    /* in the area of the prose */
    OUTER = 1 << 1,    /* in the area of prose and title */
    PROSE = 1 << 2,    /* sentences */
    LINKED = 1 << 3,   /* half of it linked */
    HEADING = 1 << 4,  /* h1 to h6, with text below it */
    ITEM = 1 << 5,     /* of a list or table that is text */
    LINE = 1 << 6,     /* a paragraph, quotation or line of text */
    AMID = 1 << 7,     /* between the first and the last prose */
    FIRST = 1 << 8,    /* not below the first prose */
    OUTSIDE = 1 << 10, /* not in the area of the prose */
    SAID = 1 << 9      /* stands out: all bold, or a heading's tag around prose */
};

#define ANY     UINT32_MAX
#define S(name) ECOI_HTML_##name

/* The first rule that fits decides: one of `cues` (ANY: whatever they are), none of `without`, all of
 * `facts`. */
static const struct {
    uint32_t cues, without;
    unsigned facts;
    eco_zone zone;
} rules[] = {
    {S(HIDDEN) | S(NOTICE), 0, 0, ECO_ZONE_BOILERPLATE},
    {S(PAYWALL), S(NAV) | S(FOOT) | S(RELATED) | S(CARD), 0, ECO_ZONE_PAYWALL},
    {S(COMMENT), S(NAV) | S(LETTER) | S(SHARE) | S(RELATED) | S(AD) | S(FORM), 0, ECO_ZONE_COMMENT},
    {S(SITE) | S(COMMENT) | S(CARD) | S(AGAIN), 0, 0, ECO_ZONE_BOILERPLATE},
    {S(CAPTION), 0, OUTER, ECO_ZONE_CAPTION},
    {S(LEAD), S(META), OUTER | FIRST, ECO_ZONE_LEAD},
    {ANY, S(META), OUTER | PROSE | FIRST | SAID, ECO_ZONE_LEAD},
    {ANY, S(META), OUTER | OUTSIDE | PROSE | FIRST, ECO_ZONE_LEAD},
    {S(META), 0, 0, ECO_ZONE_BOILERPLATE},
    {ANY, 0, OUTER | PROSE, ECO_ZONE_BODY},
    {ANY, 0, OUTER | HEADING, ECO_ZONE_HEADING},
    {ANY, 0, INNER | LINKED, ECO_ZONE_BOILERPLATE},
    {ANY, 0, INNER | ITEM, ECO_ZONE_BODY},
    {ANY, 0, INNER | LINE, ECO_ZONE_BODY},
    {ANY, 0, 0, ECO_ZONE_BOILERPLATE},
};

/* The zone that a standing phrase alone decides; ECO_N_ZONES: none. */
static eco_zone zone_of_phrase(const ecoi_html_view *view, size_t i, unsigned facts)
{
    switch (view->paragraphs[i].cue) {
    case ECOI_CUE_CUT:
        return ECO_ZONE_PAYWALL;
    case ECOI_CUE_OFFER:
        return facts & OUTER ? ECO_ZONE_PAYWALL : ECO_ZONE_BOILERPLATE;
    case ECOI_CUE_SITE:
        return ECO_ZONE_BOILERPLATE;
    case ECOI_CUE_EDGE:
        return facts & AMID ? ECO_N_ZONES : ECO_ZONE_BOILERPLATE;
    case ECOI_CUE_CREDIT:
        return facts & OUTER ? ECO_ZONE_CAPTION : ECO_N_ZONES;
    default:
        return ECO_N_ZONES;
    }
}

static bool may_be_text(const ecoi_html_view *view, size_t i)
{
    const uint32_t bad = ECOI_HTML_SITE | ECOI_HTML_COMMENT | ECOI_HTML_PAYWALL | ECOI_HTML_CARD |
                         ECOI_HTML_AGAIN | ECOI_HTML_META | ECOI_HTML_CAPTION;
    return i != view->title && !(ecoi_html_cues_of(view, i) & bad) &&
           zone_of_phrase(view, i, AMID) == ECO_N_ZONES;
}

static bool is_good(const ecoi_html_view *view, size_t i)
{
    return view->blocks[i].prose && may_be_text(view, i);
}

/* A line that is text where a page has no more: a sentence below the title, however short. */
static bool is_short_text(const ecoi_html_view *view, size_t i)
{
    const ecoi_html_block *block = &view->blocks[i];
    const ecoi_paragraph *paragraph = &view->paragraphs[i];
    bool said =
        paragraph->traits & ECOI_TRAIT_FINAL || block->tag == ECOI_TAG_P || block->tag == ECOI_TAG_BLOCKQUOTE;
    return said && paragraph->n_words >= SHORT_WORDS && (view->title >= view->n || i > view->title) &&
           !(paragraph->traits & (ECOI_TRAIT_MENU | ECOI_TRAIT_SIGNS)) && !ecoi_html_is_linked(block, 50) &&
           !ecoi_html_is_heading(block) && may_be_text(view, i);
}

/* A notice of a few words has no prose as long as articles have: its lines are. */
static void find_short_prose(ecoi_html_view *view)
{
    for (size_t i = 0; i < view->n; i++)
        if (is_good(view, i))
            return;
    for (size_t i = 0; i < view->n; i++)
        view->blocks[i].prose |= is_short_text(view, i);
}

/* 4. Area. The elements with most of the prose stand inside one another, and the innermost comes last. */
static void find_area(ecoi_html_view *view)
{
    size_t all = 0;
    for (size_t i = 0; i < view->n_holders; i++)
        view->holders[i].prose_len = 0;
    for (size_t i = 0; i < view->n; i++) {
        size_t len = is_good(view, i) ? view->blocks[i].len : 0;
        view->holders[view->blocks[i].holder].prose_len += len;
        all += len;
    }
    for (size_t i = view->n_holders; i-- > 1;)
        view->holders[view->holders[i].parent].prose_len += view->holders[i].prose_len;
    view->inner = 0;
    for (size_t i = 1; i < view->n_holders && all > 0; i++)
        if (view->holders[i].prose_len * 100 >= all * AREA_PERCENT)
            view->inner = (uint32_t)i;
    while (view->inner > 0 &&
           (view->holders[view->inner].n_blocks == 1 || view->holders[view->inner].tag == ECOI_TAG_P))
        view->inner = view->holders[view->inner].parent;
    view->outer = view->inner;
    while (view->title < view->n && view->outer > 0 && !ecoi_html_holds(view, view->outer, view->title))
        view->outer = view->holders[view->outer].parent;
}

static void find_prose(ecoi_html_view *view)
{
    view->first = view->last = view->n;
    for (size_t i = 0; i < view->n; i++)
        if (ecoi_html_holds(view, view->inner, i) && is_good(view, i)) {
            view->first = view->first == view->n ? i : view->first;
            view->last = i;
        }
}

/* 5. Zones. */

static bool has_text_below(const ecoi_html_view *view, size_t heading)
{
    const uint32_t bad = ECOI_HTML_SITE | ECOI_HTML_COMMENT | ECOI_HTML_CARD | ECOI_HTML_PAYWALL;
    for (size_t i = heading + 1; i < view->n && i <= heading + HEAD_REACH; i++) {
        const ecoi_html_block *block = &view->blocks[i];
        if (ecoi_html_is_heading(block) || ecoi_html_cues_of(view, i) & bad)
            continue;
        if (block->prose || (!ecoi_html_is_linked(block, 50) && view->paragraphs[i].n_words >= 3))
            return true;
    }
    return false;
}

/* A heading that is none by its tag: a short line, all bold, before the text. */
static bool is_bold_line(const ecoi_html_view *view, size_t i)
{
    const ecoi_html_block *block = &view->blocks[i];
    const ecoi_paragraph *paragraph = &view->paragraphs[i];
    return i < view->first && block->bold_len * 10 >= block->len * 9 && paragraph->n_words >= SHORT_WORDS &&
           paragraph->traits & ECOI_TRAIT_SHORT &&
           !(paragraph->traits & (ECOI_TRAIT_FINAL | ECOI_TRAIT_MENU)) && !ecoi_html_is_linked(block, 50);
}

/* Whether the list, table or other element around an item is mostly text. */
static bool is_text_list(const ecoi_html_view *view, const ecoi_html_block *block)
{
    const ecoi_html_holder *holder = &view->holders[block->holder];
    while (holder->parent > 0 &&
           (holder->tag == ECOI_TAG_LI || holder->tag == ECOI_TAG_TD || holder->tag == ECOI_TAG_TR ||
            holder->tag == ECOI_TAG_DT || holder->tag == ECOI_TAG_DD || holder->tag == ECOI_TAG_TH))
        holder = &view->holders[holder->parent];
    return holder->link_len * 100 < holder->text_len * LIST_PERCENT;
}

static bool is_item(uint8_t tag)
{
    return tag == ECOI_TAG_LI || tag == ECOI_TAG_DD || tag == ECOI_TAG_DT || tag == ECOI_TAG_TD ||
           tag == ECOI_TAG_TH;
}

/* A line is text where it is marked up as a paragraph, or says so by standing between prose or ending like a
 * sentence. */
static bool is_line(const ecoi_html_view *view, size_t i)
{
    const ecoi_html_block *block = &view->blocks[i];
    const ecoi_paragraph *paragraph = &view->paragraphs[i];
    if (i < view->first || paragraph->traits & ECOI_TRAIT_SIGNS)
        return false;
    if (block->tag == ECOI_TAG_P || block->tag == ECOI_TAG_BLOCKQUOTE || block->tag == ECOI_TAG_PRE)
        return i < view->last || !(paragraph->traits & ECOI_TRAIT_MENU);
    return i < view->last && paragraph->n_words >= 3 && !(paragraph->traits & ECOI_TRAIT_MENU);
}

static unsigned facts_of(const ecoi_html_view *view, size_t i)
{
    const ecoi_html_block *block = &view->blocks[i];
    unsigned facts = 0;
    bool prose_like = block->prose || view->paragraphs[i].traits & ECOI_TRAIT_PROSE;
    facts |= ecoi_html_holds(view, view->inner, i) ? INNER : OUTSIDE;
    facts |= ecoi_html_holds(view, view->outer, i) ? OUTER : 0u;
    facts |= block->prose || (prose_like && !ecoi_html_is_linked(block, 50)) ? PROSE : 0u;
    facts |= ecoi_html_is_linked(block, 50) ? LINKED : 0u;
    facts |= (ecoi_html_is_heading(block) || is_bold_line(view, i)) && has_text_below(view, i) ? HEADING : 0u;
    facts |= is_item(block->tag) && i > view->first && is_text_list(view, block) ? ITEM : 0u;
    facts |= is_line(view, i) ? LINE : 0u;
    facts |= i >= view->first && i <= view->last ? AMID : 0u;
    facts |= i <= view->first ? FIRST : 0u;
    facts |= ecoi_html_is_heading(block) || block->bold_len * 10 >= block->len * 9 ? SAID : 0u;
    return facts;
}

static eco_zone zone_of(const ecoi_html_view *view, size_t i)
{
    uint32_t cues = ecoi_html_cues_of(view, i);
    unsigned facts = facts_of(view, i);
    eco_zone phrase = zone_of_phrase(view, i, facts);
    if (phrase != ECO_N_ZONES &&
        !(cues & (ECOI_HTML_SITE | ECOI_HTML_CARD | ECOI_HTML_PAYWALL | ECOI_HTML_COMMENT)))
        return phrase;
    size_t rule = 0;
    while (!((rules[rule].cues == ANY || rules[rule].cues & cues) && !(rules[rule].without & cues) &&
             (rules[rule].facts & facts) == rules[rule].facts))
        rule++;
    return rules[rule].zone;
}

/* A notice cuts the page where it stands with its text, not in a list of other pages. */
static bool cuts(const ecoi_html_view *view, size_t i)
{
    const uint32_t elsewhere = ECOI_HTML_NAV | ECOI_HTML_SIDE | ECOI_HTML_RELATED | ECOI_HTML_CARD |
                               ECOI_HTML_HIDDEN | ECOI_HTML_COMMENT;
    return view->paragraphs[i].cue == ECOI_CUE_CUT && !(ecoi_html_cues_of(view, i) & elsewhere);
}

/* A page whose markup says nothing but where lines end is read as text. */
static bool is_plain(const ecoi_html_view *view)
{
    for (size_t i = 0; i < view->n; i++)
        if (view->blocks[i].holder != view->blocks[0].holder || view->blocks[i].link_len > 0 ||
            ecoi_html_is_heading(&view->blocks[i]))
            return false;
    return true;
}

static void read_as_text(ecoi_html_view *view, const ecoi_phrases *phrases, bool *out_partial)
{
    *out_partial = ecoi_zones_of_page(phrases, ecoi_html_site(view->html), view->paragraphs, view->n);
    view->title = 0;
    while (view->title < view->n && view->paragraphs[view->title].zone != ECO_ZONE_TITLE)
        view->title++;
}

bool ecoi_html_zones(ecoi_html *html, const ecoi_phrases *phrases, eco_text source,
                     ecoi_paragraph *paragraphs, bool *out_partial)
{
    ecoi_html_view view = {.html = html,
                           .blocks = html->blocks,
                           .holders = html->holders,
                           .paragraphs = paragraphs,
                           .n = html->n_blocks,
                           .n_holders = html->n_holders};
    *out_partial = false;
    if (is_plain(&view)) {
        read_as_text(&view, phrases, out_partial);
        html->title = view.title;
        return true;
    }
    ecoi_html_measure(&view, phrases);
    html->title = view.title = ecoi_html_find_title(&view);
    ecoi_html_mark(&view);
    if (!ecoi_html_repeats(&view, source))
        return false;
    find_short_prose(&view);
    find_area(&view);
    find_prose(&view);
    for (size_t i = 0; i < view.n; i++) {
        paragraphs[i].zone = (uint8_t)(i == view.title ? ECO_ZONE_TITLE : zone_of(&view, i));
        *out_partial |= cuts(&view, i);
    }
    return true;
}
