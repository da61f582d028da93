/* SPDX-License-Identifier: MIT */
#include "corpus/zones.h"

#include <string.h>

#include "base/text.h"
#include "corpus/traits.h"

enum {
    LEAD_MAX_LEN = 1200,  /* a longer first paragraph is body */
    NOTICE_LINE_LEN = 80, /* of a line that shares a block with a notice */
    MENU_RUN = 5,         /* so many menu entries in a row are a menu */
    HEAD_MAX = 64,        /* the title is looked for in so many paragraphs */
    REPEAT_WITHIN = 1000  /* and a line's repetition in so many after it */
};

typedef struct page_view {
    ecoi_paragraph *items;
    size_t n;
    size_t end;         /* where the comments begin, or n */
    size_t first, last; /* first and last paragraph of prose; first == end: none */
    bool partial;
} page_view;

static bool has(const ecoi_paragraph *paragraph, unsigned traits)
{
    return (paragraph->traits & traits) != 0;
}

static bool is_prose(const ecoi_paragraph *paragraph)
{
    return paragraph->zone == ECO_ZONE_BODY && has(paragraph, ECOI_TRAIT_PROSE);
}

static bool stands_alone(const page_view *page, size_t i)
{
    return page->items[i].starts_block && (i + 1 == page->n || page->items[i + 1].starts_block);
}

/* 1. Notices. */

static uint8_t zone_of_cue(ecoi_cue cue)
{
    switch (cue) {
    case ECOI_CUE_CUT:
    case ECOI_CUE_OFFER:
        return ECO_ZONE_PAYWALL;
    case ECOI_CUE_SITE:
    case ECOI_CUE_RELATED:
        return ECO_ZONE_BOILERPLATE;
    case ECOI_CUE_CREDIT:
        return ECO_ZONE_CAPTION;
    default:
        return ECO_ZONE_BODY;
    }
}

/* Lines after a paywall notice in the same block are its price, its buttons. */
static bool goes_with_notice(const page_view *page, size_t i)
{
    return i > 0 && !page->items[i].starts_block && page->items[i - 1].zone == ECO_ZONE_PAYWALL &&
           page->items[i].text.len <= NOTICE_LINE_LEN;
}

static void find_notices(page_view *page, const ecoi_phrases *phrases)
{
    for (size_t i = 0; i < page->n; i++) {
        ecoi_paragraph *paragraph = &page->items[i];
        paragraph->traits = ecoi_traits_of(paragraph->text, &paragraph->n_words);
        paragraph->cue = (uint8_t)ecoi_phrases_find(phrases, paragraph->text);
        paragraph->zone = zone_of_cue(paragraph->cue);
        if ((paragraph->zone == ECO_ZONE_BODY || paragraph->cue == ECOI_CUE_SITE) &&
            goes_with_notice(page, i))
            paragraph->zone = ECO_ZONE_PAYWALL;
        if (paragraph->zone == ECO_ZONE_BODY && has(paragraph, ECOI_TRAIT_SIGNS) &&
            !has(paragraph, ECOI_TRAIT_INITIALS))
            paragraph->zone = ECO_ZONE_BOILERPLATE;
        page->partial |= paragraph->cue == ECOI_CUE_CUT;
    }
}

/* 2. Comments. */

static bool opens_comments(const ecoi_paragraph *paragraph)
{
    return paragraph->cue == ECOI_CUE_COMMENTS ||
           (paragraph->cue == ECOI_CUE_SIGNATURE && !is_prose(paragraph));
}

/* A button or counter above the article looks like the head of the section, but prose and another head
 * follow. */
static bool is_button(const page_view *page, size_t head)
{
    size_t prose = 0;
    for (size_t i = head + 1; i < page->n; i++) {
        if (page->items[i].cue == ECOI_CUE_SIGNATURE)
            return false;
        if (page->items[i].cue == ECOI_CUE_COMMENTS)
            return prose > 1;
        prose += is_prose(&page->items[i]);
    }
    return false;
}

static void find_comments(page_view *page)
{
    bool met_prose = false;
    page->end = page->n;
    for (size_t i = 0; i < page->n && page->end == page->n; i++) {
        ecoi_paragraph *paragraph = &page->items[i];
        met_prose |= is_prose(paragraph) || paragraph->zone == ECO_ZONE_PAYWALL;
        if (!opens_comments(paragraph))
            continue;
        if (met_prose && !is_button(page, i))
            page->end = i;
        else if (paragraph->cue == ECOI_CUE_COMMENTS)
            paragraph->zone = ECO_ZONE_BOILERPLATE;
    }
    bool over = false;
    for (size_t i = page->end; i < page->n; i++) {
        ecoi_paragraph *paragraph = &page->items[i];
        over |= paragraph->cue == ECOI_CUE_RELATED;
        bool site =
            paragraph->zone == ECO_ZONE_BOILERPLATE || over ||
            (paragraph->starts_block && has(paragraph, ECOI_TRAIT_MENU) && !has(paragraph, ECOI_TRAIT_FINAL));
        paragraph->zone = site && !has(paragraph, ECOI_TRAIT_SIGNS) ? ECO_ZONE_BOILERPLATE : ECO_ZONE_COMMENT;
    }
}

/* 3. Head. */

static void find_prose(page_view *page)
{
    page->first = page->last = page->end;
    for (size_t i = 0; i < page->end; i++)
        if (is_prose(&page->items[i])) {
            page->first = page->first == page->end ? i : page->first;
            page->last = i;
        }
}

/* Marks runs of menu entries within [from, to). */
static void find_menus(page_view *page, size_t from, size_t to)
{
    for (size_t i = from, run; i < to; i += run + 1) {
        for (run = 0; i + run < to; run++) {
            const ecoi_paragraph *entry = &page->items[i + run];
            if (entry->zone != ECO_ZONE_BODY || !has(entry, ECOI_TRAIT_TINY) ||
                has(entry, ECOI_TRAIT_FINAL | ECOI_TRAIT_ITEM))
                break;
        }
        for (size_t j = i; run >= MENU_RUN && j < i + run; j++)
            page->items[j].zone = ECO_ZONE_BOILERPLATE;
    }
}

static bool is_joint(char c)
{
    return strchr(" -_'.", c) != NULL;
}

/* Whether the name stands at the start of the line, whatever joins its words, and ends with a word. */
static bool begins_with_name(const char *line, size_t n, const char *name, size_t n_name)
{
    size_t i = 0, j = 0;
    while (i < n && j < n_name) {
        if (line[i] == name[j])
            i++, j++;
        else if (is_joint(line[i]))
            i++;
        else if (is_joint(name[j]))
            j++;
        else
            return false;
    }
    return j == n_name && (i == n || strchr(" -_'.,:|(/", line[i]) != NULL);
}

/* Whether the line says what its site is called: "La Gazette Loire - L'info" names "gazette-loire". */
static bool names_source(eco_text line, eco_text source)
{
    char folded[160], name[96];
    size_t n = ecoi_phrase_fold(line, folded, sizeof folded);
    size_t n_name = ecoi_phrase_fold(source, name, sizeof name);
    for (size_t i = 0; n_name >= 4 && i < n; i++)
        if ((i == 0 || is_joint(folded[i - 1])) && begins_with_name(folded + i, n - i, name, n_name))
            return true;
    return false;
}

static bool is_repeated(const page_view *page, size_t line)
{
    for (size_t i = line + 1; i < page->n && i - line <= REPEAT_WITHIN; i++)
        if (ecoi_text_equal(page->items[i].text, page->items[line].text))
            return true;
    return false;
}

static bool is_candidate(const ecoi_paragraph *paragraph)
{
    return paragraph->zone == ECO_ZONE_BODY && has(paragraph, ECOI_TRAIT_SHORT) &&
           !has(paragraph, ECOI_TRAIT_INITIALS | ECOI_TRAIT_ITEM) && paragraph->cue != ECOI_CUE_BYLINE &&
           !(has(paragraph, ECOI_TRAIT_FINAL) && paragraph->n_words > 3);
}

static bool is_banner(const page_view *page, size_t line, size_t next, eco_text source)
{
    const ecoi_paragraph *this = &page->items[line], *after = &page->items[next];
    if (this->cue == ECOI_CUE_SECTION || this->cue == ECOI_CUE_EDGE ||
        has(this, ECOI_TRAIT_GLUED | ECOI_TRAIT_MENU))
        return true;
    if (this->n_words <= 2 && after->n_words >= 4)
        return true;
    if (has(this, ECOI_TRAIT_CAPITALS) && !has(after, ECOI_TRAIT_CAPITALS))
        return true;
    return names_source(this->text, source) || is_repeated(page, line);
}

/* The title's place, or `end`. Banners above it become boilerplate, and so do their repetitions. */
static size_t find_title(page_view *page, eco_text source)
{
    size_t title = page->end;
    for (size_t i = 0; i < page->first && i < HEAD_MAX; i++) {
        if (!is_candidate(&page->items[i]))
            continue;
        if (title < page->end && !is_banner(page, title, i, source))
            break;
        if (title < page->end)
            page->items[title].zone = ECO_ZONE_BOILERPLATE;
        title = i;
    }
    return title;
}

static void drop_repetitions(page_view *page, size_t title)
{
    for (size_t i = 0; i < title && title < page->end; i++)
        for (size_t j = title; page->items[i].zone == ECO_ZONE_BOILERPLATE && j < page->end; j++)
            if (ecoi_text_equal(page->items[j].text, page->items[i].text))
                page->items[j].zone = ECO_ZONE_BOILERPLATE;
}

static bool followed_by_text(const page_view *page, size_t title)
{
    for (size_t i = title + 1; i < page->n; i++)
        if (page->items[i].zone == ECO_ZONE_BODY || page->items[i].zone == ECO_ZONE_PAYWALL)
            return true;
    return false;
}

static void find_head(page_view *page, eco_text source)
{
    find_menus(page, 0, page->first);
    for (size_t i = 0; i < page->first; i++)
        if (page->items[i].starts_block && page->items[i].zone == ECO_ZONE_BODY &&
            has(&page->items[i], ECOI_TRAIT_MENU) && i + 1 < page->end)
            page->items[i].zone = ECO_ZONE_BOILERPLATE;
    size_t title = find_title(page, source);
    if (title == page->end || !followed_by_text(page, title))
        return;
    drop_repetitions(page, title);
    page->items[title].zone = ECO_ZONE_TITLE;
    if (page->first < page->last && page->items[page->first].text.len <= LEAD_MAX_LEN)
        page->items[page->first].zone = ECO_ZONE_LEAD;
}

/* 4. Tail. */

/* Lines that a list of links takes: up to the end in the tail; elsewhere its own block, or the one after
 * it. */
static size_t end_of_list(const page_view *page, size_t head)
{
    size_t i = head + 1;
    bool own_block = i < page->end && !page->items[i].starts_block;
    for (; i < page->end && !is_prose(&page->items[i]); i++)
        if (head < page->last && page->items[i].starts_block && (own_block || i > head + 1))
            break;
    return i;
}

static bool is_footer(const page_view *page, const ecoi_paragraph *paragraph)
{
    return paragraph->cue == ECOI_CUE_EDGE || is_repeated(page, (size_t)(paragraph - page->items)) ||
           (paragraph->starts_block && has(paragraph, ECOI_TRAIT_MENU | ECOI_TRAIT_DASHES));
}

static void find_tail(page_view *page)
{
    for (size_t i = 0; i < page->end; i++)
        if (page->items[i].cue == ECOI_CUE_RELATED)
            for (size_t stop = end_of_list(page, i); i + 1 < stop; i++)
                page->items[i + 1].zone = ECO_ZONE_BOILERPLATE;
    if (page->first == page->end)
        return;
    find_menus(page, page->last + 1, page->end);
    for (size_t i = page->last + 1; i < page->end; i++)
        if (page->items[i].zone == ECO_ZONE_BODY && is_footer(page, &page->items[i]))
            page->items[i].zone = ECO_ZONE_BOILERPLATE;
}

/* 5. Headings, and captions that only their shape gives away. */

static bool introduces(const page_view *page, size_t line)
{
    for (size_t i = line + 1; i < page->end; i++) {
        const ecoi_paragraph *next = &page->items[i];
        if (next->zone == ECO_ZONE_BODY || next->zone == ECO_ZONE_LEAD)
            return next->zone == ECO_ZONE_LEAD ||
                   has(next, ECOI_TRAIT_PROSE | ECOI_TRAIT_ITEM | ECOI_TRAIT_FINAL) || !stands_alone(page, i);
    }
    return false;
}

static void find_headings(page_view *page)
{
    bool below_title = false;
    for (size_t i = 0; i < page->end; i++) {
        ecoi_paragraph *line = &page->items[i];
        below_title |= line->zone == ECO_ZONE_TITLE || is_prose(line);
        if (line->zone != ECO_ZONE_BODY || !below_title || !stands_alone(page, i) ||
            !has(line, ECOI_TRAIT_SHORT))
            continue;
        if (has(line, ECOI_TRAIT_ONE_WORD) && has(line, ECOI_TRAIT_GLUED))
            line->zone = ECO_ZONE_CAPTION;
        else if (!has(line, ECOI_TRAIT_FINAL | ECOI_TRAIT_ITEM | ECOI_TRAIT_INITIALS) &&
                 line->cue != ECOI_CUE_BYLINE && introduces(page, i))
            line->zone = ECO_ZONE_HEADING;
    }
}

bool ecoi_zones_of_page(const ecoi_phrases *phrases, eco_text source, ecoi_paragraph *paragraphs, size_t n)
{
    page_view page = {.items = paragraphs, .n = n};
    find_notices(&page, phrases);
    find_comments(&page);
    find_prose(&page);
    find_head(&page, source);
    find_tail(&page);
    find_headings(&page);
    return page.partial;
}

bool ecoi_zones_of_body(const ecoi_phrases *phrases, ecoi_paragraph *paragraphs, size_t n)
{
    bool partial = false, comments = false;
    for (size_t i = 0; i < n; i++) {
        ecoi_cue cue = ecoi_phrases_find_clean(phrases, paragraphs[i].text);
        comments |= i > 0 && (cue == ECOI_CUE_COMMENTS || cue == ECOI_CUE_SIGNATURE);
        partial |= cue == ECOI_CUE_CUT;
        paragraphs[i].zone = comments && cue != ECOI_CUE_SITE ? ECO_ZONE_COMMENT : zone_of_cue(cue);
    }
    return partial;
}
