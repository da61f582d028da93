/* SPDX-License-Identifier: MIT */
/* Which block is the title, and what the page calls itself and its site. */
#include <string.h>

#include "corpus/html_zones.h"

enum { TITLE_MAX = 400, FOLD_MAX = 512, SHORT_WORD = 3 };

/* Points of a block; the best with at least ENOUGH is the title. */
enum { STATED = 80, IN_STATED = 60, H1 = 30, H2 = 15, NAMED = 10, HOME = -60, IN_SITE = -40, ENOUGH = 30 };

static bool equal_folded(eco_text a, eco_text b)
{
    char x[FOLD_MAX], y[FOLD_MAX];
    size_t n = ecoi_phrase_fold(a, x, sizeof x), m = ecoi_phrase_fold(b, y, sizeof y);
    return n > 0 && n == m && memcmp(x, y, n) == 0;
}

eco_text ecoi_html_site(const ecoi_html *html)
{
    static const ecoi_html_fact order[] = {ECOI_FACT_SITE, ECOI_FACT_LD_SITE, ECOI_FACT_APP_SITE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (html->facts[order[i]].len > 0)
            return ecoi_html_fact_text(html, order[i]);
    return (eco_text){0};
}

/* Bytes of the joint that stands at p, or 0. */
static size_t joint_at(const char *p, const char *end)
{
    static const char *const signs[] = {" | ", " - ", " – ", " — ", " :: ", " · ",
                                        " « ", " » ", " • ", " : ", " / "};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t n = strlen(signs[i]);
        if ((size_t)(end - p) > n && memcmp(p, signs[i], n) == 0)
            return n;
    }
    return 0;
}

static eco_text without_signs(eco_text part)
{
    static const char *const signs[] = {" ", "|", "-", ":", "/", "·", "–", "—", "«", "»", "•"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs && part.len > 0;) {
        size_t n = strlen(signs[i]);
        bool at_start = part.len >= n && memcmp(part.ptr, signs[i], n) == 0;
        bool at_end = part.len >= n && memcmp(part.ptr + part.len - n, signs[i], n) == 0;
        part.ptr += at_start ? n : 0;
        part.len -= at_start || at_end ? n : 0;
        i = at_start || at_end ? 0 : i + 1;
    }
    return part;
}

/* The first and the last joint of a title; false when there is none. */
static bool find_joints(eco_text title, eco_text *first, eco_text *last)
{
    *first = *last = (eco_text){0};
    for (const char *p = title.ptr, *end = p + title.len; p < end; p++) {
        size_t n = *p == ' ' ? joint_at(p, end) : 0;
        if (n == 0)
            continue;
        *last = (eco_text){p, n};
        *first = first->len == 0 ? *last : *first;
        p += n - 2; /* joints may share a space */
    }
    return first->len > 0;
}

static eco_text before(eco_text title, eco_text joint)
{
    return (eco_text){title.ptr, (size_t)(joint.ptr - title.ptr)};
}

static eco_text after(eco_text title, eco_text joint)
{
    const char *p = joint.ptr + joint.len;
    return (eco_text){p, (size_t)(title.ptr + title.len - p)};
}

eco_text ecoi_html_title_part(eco_text title, bool last_part)
{
    eco_text first, last;
    if (find_joints(title, &first, &last))
        title = last_part ? after(title, last) : before(title, first);
    return without_signs(title);
}

/* The letters of a host's name after what `word` spells there; NULL where it spells something else. */
static const char *after_word(const char *host, const char *end, eco_text word)
{
    for (size_t i = 0; i < word.len; i++, host++) {
        while (host < end && (*host | 0x20) < 'a')
            host++;
        if (host == end || (*host | 0x20) != word.ptr[i])
            return NULL;
    }
    return host;
}

/* Whether a name is that of a host, "Le Journal de la Loire" of "journal-loire.fr": its words are that, short
 * ones may be left out. */
static bool names_host(eco_text name, eco_text host)
{
    char folded[FOLD_MAX];
    const char *at = host.ptr, *end = host.len > 0 ? memrchr(host.ptr, '.', host.len) : NULL;
    size_t n = ecoi_phrase_fold(name, folded, sizeof folded), n_words = 0;
    for (size_t i = 0, start; i < n && end != NULL; i++) {
        for (start = i; i < n && folded[i] >= 'a' && folded[i] <= 'z';)
            i++;
        const char *next = after_word(at, end, (eco_text){folded + start, i - start});
        if (next == NULL && i - start > SHORT_WORD)
            return false;
        n_words += next != NULL && i - start > SHORT_WORD;
        at = next != NULL ? next : at;
    }
    return n_words > 0 && at == end;
}

/* <title> without its first or last part where that names the site, or its host; where no site is known,
 * without its last part unless that is the longer one. */
static eco_text without_site(eco_text title, eco_text site, eco_text host)
{
    eco_text first, last;
    if (!find_joints(title, &first, &last))
        return title;
    eco_text start = before(title, first);
    if ((site.len > 0 && equal_folded(start, site)) || names_host(start, host))
        return after(title, first);
    eco_text head = before(title, last), tail = after(title, last);
    if (site.len > 0)
        return equal_folded(tail, site) ? head : title;
    return tail.len <= head.len || names_host(tail, host) ? head : title;
}

eco_text ecoi_html_stated_title(const ecoi_html *html)
{
    static const ecoi_html_fact order[] = {ECOI_FACT_OG_TITLE, ECOI_FACT_LD_TITLE, ECOI_FACT_TITLE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (html->facts[order[i]].len > 0)
            return ecoi_text_trim(
                without_site(ecoi_html_fact_text(html, order[i]), ecoi_html_site(html), html->host));
    return (eco_text){0};
}

/* What a page calls itself, folded once. */
typedef struct title_names {
    char stated[FOLD_MAX], title[FOLD_MAX], site[FOLD_MAX];
    size_t n_stated, n_title, n_site;
    size_t
        longest; /* a block that is no heading is the title only with at most so many bytes, and a quarter */
} title_names;

static void fold_names(const ecoi_html *html, title_names *to)
{
    to->n_stated = ecoi_phrase_fold(ecoi_html_stated_title(html), to->stated, sizeof to->stated);
    to->n_title = ecoi_phrase_fold(ecoi_html_fact_text(html, ECOI_FACT_TITLE), to->title, sizeof to->title);
    size_t stated = ecoi_html_stated_title(html).len, title = html->facts[ECOI_FACT_TITLE].len;
    to->longest = 2 * (stated > title ? stated : title);
    to->n_site = ecoi_phrase_fold(ecoi_html_site(html), to->site, sizeof to->site);
}

static int likeness(const title_names *names, eco_text text)
{
    char folded[FOLD_MAX];
    size_t n = ecoi_phrase_fold(text, folded, sizeof folded);
    if (n == 0)
        return 0;
    if (n == names->n_site && memcmp(folded, names->site, n) == 0)
        return HOME;
    if (n == names->n_stated && memcmp(folded, names->stated, n) == 0)
        return STATED;
    if (n >= 4 && names->n_title > 0 && memmem(names->title, names->n_title, folded, n) != NULL)
        return (int)(IN_STATED * n / names->n_title);
    if (n >= 8 && names->n_stated >= 8 && memmem(folded, n, names->stated, names->n_stated) != NULL)
        return (int)(IN_STATED * names->n_stated / n);
    return 0;
}

/* The cues of a block and of what holds it, while none is judged yet. */
static uint32_t nearby_cues(const ecoi_html_view *view, const ecoi_html_block *block)
{
    uint32_t cues = block->cues, holder = block->holder;
    for (int step = 0; step < 4 && holder > 0; step++, holder = view->holders[holder].parent)
        if (view->holders[holder].n_blocks < 40)
            cues |= view->holders[holder].cues;
    return cues;
}

static int points(const ecoi_html_view *view, const title_names *names, size_t i)
{
    const ecoi_html_block *block = &view->blocks[i];
    bool heading = ecoi_html_is_heading(block);
    if (block->len > TITLE_MAX || (!heading && block->prose && !(block->bold_len * 2 > block->len)))
        return 0;
    if (!heading && (block->len > names->longest || block->len * 4 < names->longest))
        return 0;
    int like = likeness(names, view->paragraphs[i].text);
    if (like == 0 && !heading)
        return 0;
    uint32_t cues = nearby_cues(view, block);
    int sum = like + (block->tag == ECOI_TAG_H1 ? H1 : block->tag == ECOI_TAG_H2 ? H2 : heading ? H2 / 2 : 0);
    sum += cues & ECOI_HTML_TITLE ? NAMED : 0;
    sum += cues & ECOI_HTML_HOME ? HOME : 0;
    sum += cues & (ECOI_HTML_SITE | ECOI_HTML_COMMENT) & ~(uint32_t)ECOI_HTML_HIDDEN ? IN_SITE : 0;
    return sum;
}

size_t ecoi_html_find_title(const ecoi_html_view *view)
{
    title_names names;
    size_t best = view->n;
    int most = ENOUGH - 1;
    fold_names(view->html, &names);
    for (size_t i = 0; i < view->n; i++) {
        int sum = points(view, &names, i);
        if (sum > most) {
            most = sum;
            best = i;
        }
    }
    return best;
}
