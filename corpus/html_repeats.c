/* SPDX-License-Identifier: MIT */
#include "corpus/html_repeats.h"

#include <stdlib.h>

#include "base/hash.h"

enum { N_SLOTS = 1 << 16, WAYS = 4, LINE_MIN = 24, MOST = UINT16_MAX };

/* A line of a source. */
typedef struct met_line {
    uint64_t hash;
    uint32_t page;    /* the last that had it */
    uint16_t n_pages; /* that had it; 0: free */
} met_line;

struct ecoi_repeats {
    uint32_t page;
    met_line lines[N_SLOTS];
};

/* The place of a line: its own, a free one, or that of the neighbour which fewest pages had. */
static met_line *place_of(ecoi_repeats *repeats, uint64_t hash)
{
    met_line *set = &repeats->lines[hash % N_SLOTS / WAYS * WAYS], *least = set;
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].hash == hash && set[i].n_pages > 0)
            return &set[i];
        if (set[i].n_pages < least->n_pages)
            least = &set[i];
    }
    *least = (met_line){.hash = hash};
    return least;
}

static void meet(ecoi_html_view *view, ecoi_repeats *repeats, size_t i, uint64_t seed)
{
    eco_text text = view->paragraphs[i].text;
    met_line *line = place_of(repeats, ecoi_hash_mix(seed, ecoi_hash(text.ptr, text.len)));
    if (line->n_pages >= ECOI_REPEATS_PAGES + (line->page == repeats->page))
        view->blocks[i].cues |= ECOI_HTML_AGAIN;
    if (line->n_pages == 0 || line->page != repeats->page)
        line->n_pages = (uint16_t)(line->n_pages < MOST ? line->n_pages + 1 : MOST);
    line->page = repeats->page;
}

/* The element that a paragraph stands in. */
static uint32_t home_of(const ecoi_html_view *view, size_t i)
{
    uint32_t holder = view->blocks[i].holder;
    return view->holders[holder].tag == ECOI_TAG_P ? view->holders[holder].parent : holder;
}

/* Prose between new prose of the same element is what a page quotes, however often others do. */
static void keep_quotations(ecoi_html_view *view)
{
    size_t last = view->n;
    for (size_t i = 0; i < view->n; i++) {
        if (!view->blocks[i].prose || view->blocks[i].cues & ECOI_HTML_AGAIN)
            continue;
        for (size_t j = last + 1; j < i && home_of(view, last) == home_of(view, i); j++)
            if (view->blocks[j].prose && home_of(view, j) == home_of(view, i))
                view->blocks[j].cues &= ~(uint32_t)ECOI_HTML_AGAIN;
        last = i;
    }
}

/* Whether half of the page's prose was met before. */
static bool is_known(const ecoi_html_view *view)
{
    size_t prose = 0, again = 0;
    for (size_t i = 0; i < view->n; i++) {
        size_t len =
            view->blocks[i].prose && !(ecoi_html_cues_of(view, i) & ECOI_HTML_SITE) ? view->blocks[i].len : 0;
        prose += len;
        again += view->blocks[i].cues & ECOI_HTML_AGAIN ? len : 0;
    }
    return again * 2 > prose;
}

bool ecoi_html_repeats(ecoi_html_view *view, eco_text source)
{
    ecoi_html *html = view->html;
    if (source.len == 0)
        return true;
    if (html->repeats == NULL && (html->repeats = calloc(1, sizeof *html->repeats)) == NULL)
        return false;
    html->repeats->page++;
    uint64_t seed = ecoi_hash(source.ptr, source.len);
    for (size_t i = 0; i < view->n; i++)
        if (i != view->title && view->blocks[i].len >= LINE_MIN && !ecoi_html_is_heading(&view->blocks[i]))
            meet(view, html->repeats, i, seed);
    keep_quotations(view);
    if (is_known(view))
        for (size_t i = 0; i < view->n; i++)
            view->blocks[i].cues &= ~(uint32_t)ECOI_HTML_AGAIN;
    return true;
}
