/* SPDX-License-Identifier: MIT */
#include "corpus/html_meta.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "corpus/date_words.h"
#include "corpus/dates.h"

enum {
    YEAR_MIN = 1990,
    BYLINE_MAX = 200, /* bytes of a line with date or author */
    NEAR = 10,        /* blocks above and below the title that may have them */
    AUTHOR_MAX = 100,
    LANGUAGE_MAX = 3
};

static bool begins(eco_text text, const char *head)
{
    size_t n = strlen(head);
    return text.len >= n && strncasecmp(text.ptr, head, n) == 0;
}

static bool is_whole_url(eco_text url)
{
    return begins(url, "http://") || begins(url, "https://");
}

/* From the slash behind the host on. */
static eco_text path_of(eco_text url)
{
    const char *end = url.ptr + url.len, *host = is_whole_url(url) ? strstr(url.ptr, "//") + 2 : url.ptr;
    const char *slash = host < end ? memchr(host, '/', (size_t)(end - host)) : NULL;
    return slash == NULL ? (eco_text){0} : (eco_text){slash, (size_t)(end - slash)};
}

static eco_text host_of(eco_text url)
{
    if (!is_whole_url(url))
        return (eco_text){0};
    const char *host = strstr(url.ptr, "//") + 2, *end = url.ptr + url.len;
    size_t n = 0;
    if (end - host > 4 && strncasecmp(host, "www.", 4) == 0)
        host += 4;
    while (host + n < end && strchr("/?#:", host[n]) == NULL)
        n++;
    return (eco_text){host, n};
}

bool ecoi_html_address(ecoi_reading *reading, eco_text found)
{
    static const ecoi_html_fact order[] = {ECOI_FACT_CANONICAL, ECOI_FACT_OG_URL};
    eco_text *url = &reading->draft.document.url;
    *url = found;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        eco_text stated = ecoi_html_fact_text(reading->html, order[i]);
        if (is_whole_url(stated) && (path_of(stated).len > 1 || path_of(found).len <= 1)) {
            *url = stated;
            break;
        }
    }
    if (!ecoi_arena_text(&reading->draft.texts, *url, url))
        return false;
    reading->html->host = host_of(*url);
    eco_text *source = &reading->draft.document.source;
    return source->len > 0 || ecoi_arena_text(&reading->draft.texts, host_of(*url), source);
}

static bool read_date(eco_text text, eco_date *out)
{
    eco_status status = text.len > 0 ? ecoi_date_read(text, out) : ECO_E_DATE;
    if (status != ECO_OK && text.len > 0)
        status = ecoi_date_read_mail(text, out);
    return (status == ECO_OK && out->year >= YEAR_MIN) || (text.len > 0 && ecoi_date_find(text, 0, out));
}

/* The blocks by the title, or at the start of a page without one. */
static void near_title(const ecoi_html *html, size_t *from, size_t *to)
{
    size_t title = html->title < html->n_blocks ? html->title : 0;
    *from = title > NEAR ? title - NEAR : 0;
    *to = title + NEAR < html->n_blocks ? title + NEAR + 1 : html->n_blocks;
}

static bool is_byline(const ecoi_reading *reading, size_t i)
{
    const ecoi_paragraph *paragraph = &reading->paragraphs.items[i];
    return paragraph->text.len <= BYLINE_MAX && paragraph->zone != ECO_ZONE_TITLE &&
           paragraph->zone != ECO_ZONE_COMMENT && paragraph->zone != ECO_ZONE_LEAD &&
           !(paragraph->traits & ECOI_TRAIT_PROSE) && !ecoi_html_is_linked(&reading->html->blocks[i], 80);
}

/* Where the text begins, a lead aside: dates below belong to what it tells. */
static bool is_text(const ecoi_reading *reading, size_t i)
{
    const ecoi_paragraph *paragraph = &reading->paragraphs.items[i];
    return paragraph->zone == ECO_ZONE_BODY && paragraph->traits & ECOI_TRAIT_PROSE;
}

/* Lines below the title come before those above it: there stand the page's own. */
static bool find_date(const ecoi_reading *reading, int year, eco_date *out)
{
    size_t from, to, title = reading->html->title;
    near_title(reading->html, &from, &to);
    for (size_t i = title < to ? title + 1 : from; i < to && !is_text(reading, i); i++)
        if (is_byline(reading, i) && ecoi_date_find(reading->paragraphs.items[i].text, year, out))
            return true;
    for (size_t i = title < to ? title : from; i-- > from;)
        if (is_byline(reading, i) && ecoi_date_find(reading->paragraphs.items[i].text, year, out))
            return true;
    return false;
}

static void choose_date(ecoi_reading *reading, eco_text found)
{
    static const ecoi_html_fact order[] = {ECOI_FACT_LD_DATE, ECOI_FACT_META_DATE, ECOI_FACT_ITEM_DATE,
                                           ECOI_FACT_LD_PAGE_DATE, ECOI_FACT_TIME};
    eco_document *document = &reading->draft.document;
    eco_date date, partial = {0};
    bool stated = false;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        stated |= reading->html->facts[order[i]].len > 0;
        if (read_date(ecoi_html_fact_text(reading->html, order[i]), &date)) {
            document->date = date;
            return;
        }
    }
    if (ecoi_date_of_url(document->url, &partial) || ecoi_date_of_url(found, &partial)) {
        document->date = partial;
        if (partial.day > 0)
            return;
    }
    if (find_date(reading, document->date.year, &date) && (partial.year == 0 || date.year == partial.year))
        document->date = date;
    reading->draft.bad_date = stated && document->date.year == 0;
}

/* "Par Claire Morvan, le 12 mai": up to a sign, a digit or "le", which is no part of "Yann Le Goff". */
static eco_text name_in_byline(eco_text line)
{
    static const char *const heads[] = {"par ",        "écrit par ",  "publié par ",
                                        "soumis par ", "rédigé par ", "proposé par "};
    size_t n = 0;
    for (size_t i = 0; i < sizeof heads / sizeof *heads && n == 0; i++)
        n = begins(line, heads[i]) ? strlen(heads[i]) : 0;
    if (n == 0)
        return (eco_text){0};
    eco_text rest = {line.ptr + n, line.len - n};
    size_t len = 0;
    while (len < rest.len && strchr("0123456789,|/()[]:;", rest.ptr[len]) == NULL &&
           (rest.len - len < 4 || memcmp(rest.ptr + len, " le ", 4) != 0) &&
           !begins((eco_text){rest.ptr + len, rest.len - len}, " publi") &&
           !begins((eco_text){rest.ptr + len, rest.len - len}, " - "))
        len++;
    return ecoi_text_trim((eco_text){rest.ptr, len});
}

static bool is_author(eco_text text)
{
    return text.len > 1 && text.len <= AUTHOR_MAX && !is_whole_url(text) &&
           memchr(text.ptr, '@', text.len) == NULL;
}

static eco_text choose_author(const ecoi_reading *reading)
{
    static const ecoi_html_fact order[] = {ECOI_FACT_LD_AUTHOR, ECOI_FACT_META_AUTHOR, ECOI_FACT_ITEM_AUTHOR,
                                           ECOI_FACT_LD_PERSON};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        eco_text text = ecoi_html_fact_text(reading->html, order[i]), name = name_in_byline(text);
        if (is_author(name.len > 0 ? name : text))
            return name.len > 0 ? name : text;
    }
    size_t from, to;
    near_title(reading->html, &from, &to);
    for (size_t i = from; i < to; i++) {
        eco_text name =
            is_byline(reading, i) ? name_in_byline(reading->paragraphs.items[i].text) : (eco_text){0};
        if (is_author(name))
            return name;
    }
    return (eco_text){0};
}

/* What <title> has before or after the title that the page shows: the part farthest from it. */
static eco_text beside_title(const ecoi_reading *reading)
{
    eco_text whole = ecoi_html_fact_text(reading->html, ECOI_FACT_TITLE);
    if (reading->html->title >= reading->html->n_blocks)
        return (eco_text){0};
    eco_text title = reading->paragraphs.items[reading->html->title].text;
    if (whole.len <= title.len)
        return (eco_text){0};
    if (memcmp(whole.ptr, title.ptr, title.len) == 0)
        return ecoi_html_title_part((eco_text){whole.ptr + title.len, whole.len - title.len}, true);
    if (memcmp(whole.ptr + whole.len - title.len, title.ptr, title.len) == 0)
        return ecoi_html_title_part((eco_text){whole.ptr, whole.len - title.len}, false);
    return (eco_text){0};
}

static eco_text choose_language(const ecoi_html *html)
{
    eco_text text = ecoi_html_fact_text(html, ECOI_FACT_LANGUAGE);
    if (text.len == 0)
        text = ecoi_html_fact_text(html, ECOI_FACT_OG_LOCALE);
    size_t n = 0;
    while (n < text.len && (text.ptr[n] | 32) >= 'a' && (text.ptr[n] | 32) <= 'z')
        n++;
    return n >= 2 && n <= LANGUAGE_MAX ? (eco_text){text.ptr, n} : (eco_text){0};
}

static bool lower(ecoi_arena *texts, eco_text *text)
{
    if (!ecoi_arena_text(texts, *text, text))
        return false;
    for (size_t i = 0; i < text->len; i++)
        ((char *)text->ptr)[i] |= 32;
    return true;
}

bool ecoi_html_meta(ecoi_reading *reading, eco_text url)
{
    ecoi_html *html = reading->html;
    choose_date(reading, url);
    html->author = choose_author(reading);
    html->site = ecoi_html_site(html);
    if (html->site.len == 0)
        html->site = beside_title(reading);
    html->language = choose_language(html);
    eco_text *source = &reading->draft.document.source;
    return lower(&reading->draft.texts, &html->language) &&
           (source->len > 0 || ecoi_arena_text(&reading->draft.texts, html->site, source));
}
