/* SPDX-License-Identifier: MIT */
/* What the attributes of elements say: what part of the page they are, and facts about the page. */
#include <string.h>
#include <strings.h>

#include "corpus/html_parse.h"

/* A fact longer than this is none. */
enum { FACT_MAX = 2000 };

static const char *find(const char *const *attributes, const char *name)
{
    for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return NULL;
}

bool ecoi_html_keep_fact(ecoi_html *html, ecoi_html_fact fact, eco_text text)
{
    text = ecoi_text_trim(text);
    if (text.len == 0 || text.len > FACT_MAX || html->facts[fact].len > 0)
        return true;
    size_t off = html->said.len;
    if (!ecoi_buf_append(&html->said, text.ptr, text.len))
        return false;
    html->facts[fact].off = off;
    html->facts[fact].len = text.len;
    return true;
}

static void keep(ecoi_html *html, ecoi_html_fact fact, const char *value)
{
    if (value != NULL)
        html->no_memory |= !ecoi_html_keep_fact(html, fact, (eco_text){value, strlen(value)});
}

static void read_meta(ecoi_html *html, const char *const *attributes)
{
    static const struct {
        const char *name;
        ecoi_html_fact fact;
    } names[] = {{"og:title", ECOI_FACT_OG_TITLE},
                 {"og:site_name", ECOI_FACT_SITE},
                 {"application-name", ECOI_FACT_APP_SITE},
                 {"og:url", ECOI_FACT_OG_URL},
                 {"og:locale", ECOI_FACT_OG_LOCALE},
                 {"content-language", ECOI_FACT_OG_LOCALE},
                 {"article:published_time", ECOI_FACT_META_DATE},
                 {"og:article:published_time", ECOI_FACT_META_DATE},
                 {"datepublished", ECOI_FACT_META_DATE},
                 {"pubdate", ECOI_FACT_META_DATE},
                 {"publishdate", ECOI_FACT_META_DATE},
                 {"publish-date", ECOI_FACT_META_DATE},
                 {"publication_date", ECOI_FACT_META_DATE},
                 {"date", ECOI_FACT_META_DATE},
                 {"dc.date", ECOI_FACT_META_DATE},
                 {"dc.date.issued", ECOI_FACT_META_DATE},
                 {"dc.date.created", ECOI_FACT_META_DATE},
                 {"dcterms.issued", ECOI_FACT_META_DATE},
                 {"dcterms.created", ECOI_FACT_META_DATE},
                 {"sailthru.date", ECOI_FACT_META_DATE},
                 {"parsely-pub-date", ECOI_FACT_META_DATE},
                 {"author", ECOI_FACT_META_AUTHOR},
                 {"article:author", ECOI_FACT_META_AUTHOR},
                 {"dc.creator", ECOI_FACT_META_AUTHOR}};
    const char *name = find(attributes, "property"), *value = find(attributes, "content");
    name = name != NULL ? name : find(attributes, "name");
    name = name != NULL ? name : find(attributes, "itemprop");
    name = name != NULL ? name : find(attributes, "http-equiv");
    for (size_t i = 0; name != NULL && i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i].name) == 0)
            keep(html, names[i].fact, value);
}

static bool has_word(const char *words, const char *word)
{
    size_t len = strlen(word);
    for (const char *p = words; p != NULL && *p != '\0'; p += strspn(p, " \t\r\n")) {
        size_t n = strcspn(p, " \t\r\n");
        if (n == len && strncasecmp(p, word, n) == 0)
            return true;
        p += n;
    }
    return false;
}

static void begin_fact(ecoi_html *html, ecoi_html_fact fact)
{
    if (html->facts[fact].len > 0 || html->fact != ECOI_N_FACTS)
        return;
    html->fact = fact;
    html->fact_off = html->text.len;
}

void ecoi_html_end_fact(ecoi_html *html)
{
    if (html->in_json) {
        html->in_json = false;
        static const char padding[ECOI_JSON_PADDING];
        html->no_memory |= !ecoi_buf_append(&html->json, padding, sizeof padding);
    }
    if (html->fact == ECOI_N_FACTS)
        return;
    size_t len = html->text.len - html->fact_off;
    eco_text text = {(const char *)html->text.data + html->fact_off, len};
    html->no_memory |= !ecoi_html_keep_fact(html, html->fact, text);
    if (html->fact == ECOI_FACT_TITLE) {
        html->block_off = html->text.len;
        html->space = false;
    }
    html->fact = ECOI_N_FACTS;
}

static void begin_script(ecoi_html *html, const char *type)
{
    if (type == NULL || strcasecmp(type, "application/ld+json") != 0)
        return;
    html->in_json = true;
}

static bool in_comments(const ecoi_html *html)
{
    for (size_t i = 0; i < html->n_open; i++)
        if (html->open[i].cues & (ECOI_HTML_COMMENT | ECOI_HTML_RELATED | ECOI_HTML_SIDE))
            return true;
    return false;
}

static void read_facts(ecoi_html *html, ecoi_tag tag, const char *const *attributes)
{
    const char *item = find(attributes, "itemprop"), *time = find(attributes, "datetime");
    const char *content = find(attributes, "content");
    if (tag == ECOI_TAG_META)
        read_meta(html, attributes);
    else if (tag == ECOI_TAG_HTML) {
        keep(html, ECOI_FACT_LANGUAGE, find(attributes, "lang"));
        keep(html, ECOI_FACT_LANGUAGE, find(attributes, "xml:lang"));
    } else if (tag == ECOI_TAG_LINK && has_word(find(attributes, "rel"), "canonical"))
        keep(html, ECOI_FACT_CANONICAL, find(attributes, "href"));
    else if (tag == ECOI_TAG_BASE)
        keep(html, ECOI_FACT_BASE, find(attributes, "href"));
    else if (tag == ECOI_TAG_SCRIPT)
        begin_script(html, find(attributes, "type"));
    else if (tag == ECOI_TAG_TITLE)
        begin_fact(html, ECOI_FACT_TITLE);
    if (item != NULL && strcasecmp(item, "datePublished") == 0)
        keep(html, ECOI_FACT_ITEM_DATE, time != NULL ? time : content);
    if (tag == ECOI_TAG_TIME && time != NULL && time[0] >= '0' && time[0] <= '9' && !in_comments(html))
        keep(html, ECOI_FACT_TIME, time);
}

/* Who wrote it, where the markup says so about a short text. */
static void read_author(ecoi_html *html, ecoi_tag tag, const char *const *attributes)
{
    const char *item = find(attributes, "itemprop"), *names = find(attributes, "class");
    bool says = (item != NULL && strcasecmp(item, "author") == 0) || has_word(names, "author") ||
                has_word(names, "fn") || (tag == ECOI_TAG_A && has_word(find(attributes, "rel"), "author"));
    if (says && (tag == ECOI_TAG_A || tag == ECOI_TAG_SPAN) && !in_comments(html))
        begin_fact(html, ECOI_FACT_ITEM_AUTHOR);
}

static uint32_t cues_of_tag(ecoi_tag tag)
{
    switch (tag) {
    case ECOI_TAG_NAV:
        return ECOI_HTML_NAV;
    case ECOI_TAG_FOOTER:
        return ECOI_HTML_FOOT;
    case ECOI_TAG_ASIDE:
        return ECOI_HTML_SIDE;
    case ECOI_TAG_DIALOG:
        return ECOI_HTML_NOTICE;
    case ECOI_TAG_FORM:
    case ECOI_TAG_BUTTON:
    case ECOI_TAG_LABEL:
    case ECOI_TAG_LEGEND:
        return ECOI_HTML_FORM;
    case ECOI_TAG_FIGCAPTION:
    case ECOI_TAG_CAPTION:
        return ECOI_HTML_CAPTION;
    case ECOI_TAG_TIME:
    case ECOI_TAG_ADDRESS:
        return ECOI_HTML_META;
    default:
        return 0;
    }
}

static bool is_hidden(const char *name, const char *value)
{
    if (strcmp(name, "hidden") == 0)
        return true;
    if (strcmp(name, "aria-hidden") == 0)
        return strcmp(value, "true") == 0;
    if (strcmp(name, "style") != 0)
        return false;
    const char *display = strstr(value, "display");
    return display != NULL &&
           strncmp(display + strcspn(display, ":") + strspn(display + strcspn(display, ":"), ": "), "none",
                   4) == 0;
}

static bool leads_home(const char *name, const char *value)
{
    return (strcmp(name, "href") == 0 && strcmp(value, "/") == 0) ||
           (strcmp(name, "rel") == 0 && has_word(value, "home"));
}

static bool is_named(const char *name)
{
    return strcmp(name, "class") == 0 || strcmp(name, "id") == 0 || strcmp(name, "role") == 0 ||
           strcmp(name, "itemprop") == 0;
}

static bool is_unseen(const char *classes)
{
    return has_word(classes, "visually-hidden") || has_word(classes, "visuallyhidden") ||
           has_word(classes, "sr-only") || has_word(classes, "screen-reader-text");
}

/* Of schema.org. */
static uint32_t cues_of_type(const char *type)
{
    const char *slash = strrchr(type, '/'), *name = slash != NULL ? slash + 1 : type;
    if (strcmp(name, "Comment") == 0)
        return ECOI_HTML_COMMENT;
    if (strcmp(name, "DiscussionForumPosting") == 0)
        return ECOI_HTML_POST;
    if (strcmp(name, "SiteNavigationElement") == 0)
        return ECOI_HTML_NAV;
    return strncmp(name, "WP", 2) == 0 ? ECOI_HTML_SIDE : 0;
}

uint32_t ecoi_html_attributes(ecoi_html *html, ecoi_tag tag, const char *const *attributes)
{
    uint32_t cues = cues_of_tag(tag);
    read_facts(html, tag, attributes);
    if (attributes == NULL || tag == ECOI_TAG_HTML || tag == ECOI_TAG_BODY)
        return cues;
    read_author(html, tag, attributes);
    for (; attributes[0] != NULL; attributes += 2) {
        const char *name = attributes[0], *value = attributes[1] != NULL ? attributes[1] : "";
        if (is_named(name))
            cues |= ecoi_html_cues(html, value);
        else if (is_hidden(name, value))
            cues |= ECOI_HTML_HIDDEN;
        if (strcmp(name, "class") == 0 && is_unseen(value))
            cues |= ECOI_HTML_HIDDEN;
        if (strcmp(name, "itemtype") == 0)
            cues |= cues_of_type(value);
        if (leads_home(name, value))
            cues |= ECOI_HTML_HOME;
    }
    return cues;
}

bool ecoi_html_is_link(ecoi_tag tag, const char *const *attributes)
{
    if (tag != ECOI_TAG_A)
        return tag == ECOI_TAG_BUTTON;
    const char *href = find(attributes, "href");
    return href == NULL ? find(attributes, "name") == NULL : href[0] != '#' || href[1] == '\0';
}
