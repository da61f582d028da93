/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "corpus/html_zones.h"

enum {
    CARD_LEN = 400,     /* a longer text under a linked title is no summary */
    CARD_STEPS = 8,     /* elements that a card may have around its title */
    PROSE_ENOUGH = 400, /* so much prose may overrule a cue */
    STOP_PERCENT = 15,  /* of the words of French prose stand for nothing of themselves, at least */
    STOP_LEN = 160      /* asked only of texts up to this length */
};

/* Words of up to four letters that prose has and lists of names have not, in French and in English, by their
 * first. */
static const char *const stop_words[26] = {
    ['a' - 'a'] = " a au aux avec and are as at ",
    ['b' - 'a'] = " be by ",
    ['c' - 'a'] = " c ce cette ",
    ['d' - 'a'] = " d de des du dans ",
    ['e' - 'a'] = " en et est elle ",
    ['f' - 'a'] = " for ",
    ['i' - 'a'] = " il ils in is it ",
    ['j' - 'a'] = " j ",
    ['l' - 'a'] = " l le la les leur ",
    ['n' - 'a'] = " n ne nous ",
    ['o' - 'a'] = " ou on ont of ",
    ['p' - 'a'] = " pas par pour plus ",
    ['q' - 'a'] = " que qui qu ",
    ['s' - 'a'] = " s se sa son ses sur sont ",
    ['t' - 'a'] = " the to that ",
    ['u' - 'a'] = " un une ",
    ['v' - 'a'] = " vous ",
    ['w' - 'a'] = " with was we ",
    ['y' - 'a'] = " y you ",
};

static bool is_letter(char c)
{
    return (uint8_t)c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_stop_word(const char *p, size_t len)
{
    static const char accented[] = " \xc3\xa0 \xc3\xa9t\xc3\xa9 ";
    char padded[8];
    if (len == 0 || len > 5)
        return false;
    const char *words = (uint8_t)*p < 0x80 ? stop_words[(*p | 32) - 'a'] : accented;
    if (words == NULL)
        return false;
    padded[0] = ' ';
    for (size_t i = 0; i < len; i++)
        padded[i + 1] = p[i] >= 'A' && p[i] <= 'Z' ? (char)(p[i] + ('a' - 'A')) : p[i];
    padded[len + 1] = ' ';
    for (; strlen(words) >= len + 2; words = strchr(words + 1, ' '))
        if (memcmp(words, padded, len + 2) == 0)
            return true;
    return false;
}

static bool has_stop_words(eco_text text)
{
    size_t n = 0, stops = 0;
    for (const char *p = text.ptr, *end = p + text.len; p < end;) {
        const char *start = p;
        while (p < end && is_letter(*p))
            p++;
        n += p > start;
        stops += is_stop_word(start, (size_t)(p - start));
        p += p == start || p < end;
    }
    return stops * 100 >= n * STOP_PERCENT;
}

static bool is_prose(const ecoi_html_block *block, const ecoi_paragraph *paragraph)
{
    if (!(paragraph->traits & ECOI_TRAIT_PROSE) || ecoi_html_is_linked(block, 50) ||
        ecoi_html_is_heading(block))
        return false;
    return block->len > STOP_LEN || has_stop_words(paragraph->text);
}

/* Sums over holders: what is in a holder is in its parent. */
static void add_up(ecoi_html_view *view)
{
    for (size_t i = view->n_holders; i-- > 1;) {
        const ecoi_html_holder *holder = &view->holders[i];
        ecoi_html_holder *parent = &view->holders[holder->parent];
        parent->n_blocks += holder->n_blocks;
        parent->text_len += holder->text_len;
        parent->link_len += holder->link_len;
        parent->prose_len += holder->prose_len;
    }
}

void ecoi_html_measure(ecoi_html_view *view, const ecoi_phrases *phrases)
{
    for (size_t i = 0; i < view->n; i++) {
        ecoi_html_block *block = &view->blocks[i];
        ecoi_paragraph *paragraph = &view->paragraphs[i];
        ecoi_html_holder *holder = &view->holders[block->holder];
        paragraph->traits = ecoi_traits_of(paragraph->text, &paragraph->n_words);
        paragraph->cue = (uint8_t)ecoi_phrases_find(phrases, paragraph->text);
        block->prose = is_prose(block, paragraph);
        holder->n_blocks++;
        holder->text_len += block->len;
        holder->link_len += block->link_len;
        holder->prose_len += block->prose ? block->len : 0;
    }
    add_up(view);
}

/* Prose of what readers wrote, as far as names tell. */
static size_t comment_prose(const ecoi_html_view *view)
{
    size_t sum = 0, end = 0;
    for (size_t i = 1; i < view->n_holders; i++) {
        const ecoi_html_holder *holder = &view->holders[i];
        if (holder->first < end || !(holder->cues & ECOI_HTML_COMMENT) ||
            (view->title < view->n && ecoi_html_holds(view, (uint32_t)i, view->title)))
            continue;
        sum += holder->prose_len;
        end = (size_t)holder->first + holder->n_blocks;
    }
    return sum;
}

/* Decides which cues are believed, and hands them down. */
static void believe(ecoi_html_view *view)
{
    size_t all = view->holders[0].prose_len, comments = comment_prose(view), prose = all - comments;
    for (size_t i = 0; i < view->n_holders; i++) {
        ecoi_html_holder *holder = &view->holders[i];
        bool has_title = view->title < view->n && ecoi_html_holds(view, (uint32_t)i, view->title);
        bool most = holder->prose_len >= PROSE_ENOUGH && holder->prose_len * 2 >= prose &&
                    !(holder->cues & (ECOI_HTML_COMMENT | ECOI_HTML_POST));
        holder->ignored = has_title || most;
        holder->all = (holder->ignored ? 0 : holder->cues) | (i > 0 ? view->holders[holder->parent].all : 0);
    }
}

static bool is_linked_title(const ecoi_html_view *view, size_t i)
{
    const ecoi_html_block *block = &view->blocks[i];
    return i != view->title && ecoi_html_is_heading(block) && ecoi_html_is_linked(block, 80);
}

/* The blocks of a card: the largest element around its title that has no other linked title, or else the
 * title and the text below it. */
static size_t end_of_card(const ecoi_html_view *view, size_t title, size_t next_title)
{
    uint32_t best = view->blocks[title].holder, holder = best;
    for (int step = 0; step < CARD_STEPS && holder > 0; step++) {
        const ecoi_html_holder *h = &view->holders[holder];
        if ((size_t)h->first + h->n_blocks > next_title || h->prose_len > CARD_LEN || h->first + 2 < title)
            break;
        best = holder;
        holder = h->parent;
    }
    size_t end = (size_t)view->holders[best].first + view->holders[best].n_blocks;
    return end < next_title ? end : next_title;
}

static void mark_cards(ecoi_html_view *view)
{
    size_t cards = 0, in_cards = 0, title = view->n;
    for (size_t i = view->n; i-- > 0;) {
        if (!is_linked_title(view, i))
            continue;
        size_t end = end_of_card(view, i, title);
        for (size_t j = i; j < end; j++) {
            view->blocks[j].cues |= ECOI_HTML_CARD;
            in_cards += view->blocks[j].prose ? view->blocks[j].len : 0;
        }
        title = i;
        cards++;
    }
    size_t others = view->holders[0].prose_len - in_cards;
    if (cards >= 2 && others >= in_cards / 2)
        return;
    for (size_t i = 0; i < view->n; i++)
        view->blocks[i].cues &= ~(uint32_t)ECOI_HTML_CARD;
}

/* The end of what belongs to a head that is the first text of an element: that element, unless it has much
 * prose. */
static size_t end_of_section(const ecoi_html_view *view, size_t head)
{
    uint32_t holder = view->blocks[head].holder, best = holder;
    size_t most = view->holders[0].prose_len / 4 + CARD_LEN;
    for (; holder > 0 && view->holders[holder].first == head; holder = view->holders[holder].parent) {
        if (view->holders[holder].prose_len > most)
            break;
        best = holder;
    }
    return (size_t)view->holders[best].first + view->holders[best].n_blocks;
}

/* Where the head stands among the text itself, the linked lines that follow it. */
static size_t end_of_links(const ecoi_html_view *view, size_t head)
{
    size_t end = head + 1;
    while (end < view->n && ecoi_html_is_linked(&view->blocks[end], 80))
        end++;
    return end;
}

static void mark_related(ecoi_html_view *view)
{
    for (size_t i = 0; i < view->n; i++) {
        if (view->paragraphs[i].cue != ECOI_CUE_RELATED || i == view->title)
            continue;
        size_t section = end_of_section(view, i), links = end_of_links(view, i);
        size_t end = section > links ? section : links;
        for (; i < end; i++)
            view->blocks[i].cues |= ECOI_HTML_RELATED;
        i--;
    }
}

/* The head of a comment section that no name gives away. */
static void mark_comments(ecoi_html_view *view)
{
    for (size_t i = view->title < view->n ? view->title + 1 : 0; i < view->n; i++) {
        if (view->paragraphs[i].cue != ECOI_CUE_COMMENTS || ecoi_html_is_linked(&view->blocks[i], 50) ||
            view->holders[view->blocks[i].holder].all & (ECOI_HTML_SITE | ECOI_HTML_COMMENT))
            continue;
        uint32_t holder = view->blocks[i].holder;
        while (holder > 0 && view->holders[holder].first == i && view->holders[holder].n_blocks == 1)
            holder = view->holders[holder].parent;
        size_t end = (size_t)view->holders[holder].first + view->holders[holder].n_blocks;
        for (; i < end; i++)
            view->blocks[i].cues |= ECOI_HTML_COMMENT;
        return;
    }
}

/* Of a thread, the first message is the page's text and the others answer it. */
static void mark_posts(ecoi_html_view *view)
{
    size_t n = 0, end = 0;
    for (size_t i = 1; i < view->n_holders; i++) {
        ecoi_html_holder *holder = &view->holders[i];
        if (holder->ignored || !(holder->cues & ECOI_HTML_POST) || holder->first < end)
            continue;
        end = (size_t)holder->first + holder->n_blocks;
        for (size_t j = holder->first; n > 0 && j < end; j++)
            view->blocks[j].cues |= ECOI_HTML_COMMENT;
        n++;
    }
}

void ecoi_html_mark(ecoi_html_view *view)
{
    believe(view);
    mark_cards(view);
    mark_related(view);
    mark_posts(view);
    mark_comments(view);
}
