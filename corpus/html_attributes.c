/* SPDX-License-Identifier: MIT */
/* What the attributes of elements say: what part of the page they are, and facts about the page. */
#include <string.h>
#include <strings.h>

#include "corpus/html_parse.h"

/* A fact longer than this is none. */
enum { FACT_MAX = 2000 };

/* X(name in capitals, name). Attributes that mean something, in the order of their names. */
#define ATTRIBUTE_LIST(X)                                                                                    \
    X(ARIA_HIDDEN, "aria-hidden")                                                                            \
    X(CLASS, "class")                                                                                        \
    X(CONTENT, "content")                                                                                    \
    X(DATETIME, "datetime")                                                                                  \
    X(HIDDEN, "hidden")                                                                                      \
    X(HREF, "href")                                                                                          \
    X(HTTP_EQUIV, "http-equiv")                                                                              \
    X(ID, "id")                                                                                              \
    X(ITEMPROP, "itemprop")                                                                                  \
    X(ITEMTYPE, "itemtype")                                                                                  \
    X(LANG, "lang")                                                                                          \
    X(NAME, "name")                                                                                          \
    X(PROPERTY, "property")                                                                                  \
    X(REL, "rel")                                                                                            \
    X(ROLE, "role")                                                                                          \
    X(STYLE, "style")                                                                                        \
    X(TYPE, "type")                                                                                          \
    X(XML_LANG, "xml:lang")

enum {
#define ATTRIBUTE_ENUM(upper, name) upper,
    ATTRIBUTE_LIST(ATTRIBUTE_ENUM)
#undef ATTRIBUTE_ENUM
        N_ATTRIBUTES
};

/* Their values; NULL: not there. One without a value has "". */
typedef struct known_values {
    const char *of[N_ATTRIBUTES];
} known_values;

static const char *const names[N_ATTRIBUTES] = {
#define ATTRIBUTE_NAME(upper, name) [upper] = name,
    ATTRIBUTE_LIST(ATTRIBUTE_NAME)
#undef ATTRIBUTE_NAME
};

bool ecoi_html_asks_for(eco_text name)
{
    for (int i = 0; i < N_ATTRIBUTES; i++)
        if (names[i][0] == (name.ptr[0] | 0x20) && strlen(names[i]) == name.len &&
            strncasecmp(names[i], name.ptr, name.len) == 0)
            return true;
    return false;
}

static void read_values(const char *const *attributes, known_values *to)
{
    for (; attributes[0] != NULL; attributes += 2)
        for (int i = 0; i < N_ATTRIBUTES && names[i][0] <= attributes[0][0]; i++)
            if (attributes[0][0] == names[i][0] && strcmp(attributes[0], names[i]) == 0) {
                to->of[i] = attributes[1] != NULL ? attributes[1] : "";
                break;
            }
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

static void read_meta(ecoi_html *html, const known_values *values)
{
    static const struct {
        const char *name;
        ecoi_html_fact fact;
    } facts[] = {{"og:title", ECOI_FACT_OG_TITLE},
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
    static const int named_by[] = {PROPERTY, NAME, ITEMPROP, HTTP_EQUIV};
    const char *name = NULL;
    for (size_t i = 0; name == NULL && i < sizeof named_by / sizeof *named_by; i++)
        name = values->of[named_by[i]];
    for (size_t i = 0; name != NULL && i < sizeof facts / sizeof *facts; i++)
        if (strcasecmp(name, facts[i].name) == 0)
            keep(html, facts[i].fact, values->of[CONTENT]);
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

static bool in_comments(const ecoi_html *html)
{
    for (size_t i = 0; i < html->n_open; i++)
        if (html->open[i].cues & (ECOI_HTML_COMMENT | ECOI_HTML_RELATED | ECOI_HTML_SIDE))
            return true;
    return false;
}

static void read_dates(ecoi_html *html, ecoi_tag tag, const known_values *values)
{
    const char *item = values->of[ITEMPROP], *time = values->of[DATETIME];
    if (item != NULL && strcasecmp(item, "datePublished") == 0)
        keep(html, ECOI_FACT_ITEM_DATE, time != NULL ? time : values->of[CONTENT]);
    if (tag == ECOI_TAG_TIME && time != NULL && time[0] >= '0' && time[0] <= '9' && !in_comments(html))
        keep(html, ECOI_FACT_TIME, time);
}

static void read_facts(ecoi_html *html, ecoi_tag tag, const known_values *values)
{
    switch (tag) {
    case ECOI_TAG_META:
        read_meta(html, values);
        break;
    case ECOI_TAG_HTML:
        keep(html, ECOI_FACT_LANGUAGE, values->of[LANG]);
        keep(html, ECOI_FACT_LANGUAGE, values->of[XML_LANG]);
        break;
    case ECOI_TAG_LINK:
        if (has_word(values->of[REL], "canonical"))
            keep(html, ECOI_FACT_CANONICAL, values->of[HREF]);
        break;
    case ECOI_TAG_SCRIPT:
        html->in_json = values->of[TYPE] != NULL && strcasecmp(values->of[TYPE], "application/ld+json") == 0;
        break;
    default:
        break;
    }
    read_dates(html, tag, values);
}

/* Who wrote it, where the markup says so about a short text. */
static void read_author(ecoi_html *html, ecoi_tag tag, const known_values *values)
{
    if (tag != ECOI_TAG_A && tag != ECOI_TAG_SPAN)
        return;
    const char *item = values->of[ITEMPROP], *classes = values->of[CLASS];
    bool says = (item != NULL && strcasecmp(item, "author") == 0) || has_word(classes, "author") ||
                has_word(classes, "fn") || (tag == ECOI_TAG_A && has_word(values->of[REL], "author"));
    if (says && !in_comments(html))
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

static bool is_undisplayed(const char *style)
{
    const char *display = strstr(style, "display");
    if (display == NULL)
        return false;
    display += strlen("display");
    display += strspn(display, " ");
    return *display == ':' && strncmp(display + 1 + strspn(display + 1, " "), "none", 4) == 0;
}

static bool is_hidden(const known_values *values)
{
    const char *classes = values->of[CLASS], *style = values->of[STYLE], *aria = values->of[ARIA_HIDDEN];
    return values->of[HIDDEN] != NULL || (aria != NULL && strcmp(aria, "true") == 0) ||
           (style != NULL && is_undisplayed(style)) || has_word(classes, "visually-hidden") ||
           has_word(classes, "visuallyhidden") || has_word(classes, "sr-only") ||
           has_word(classes, "screen-reader-text");
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

static uint32_t cues_of_values(ecoi_html *html, const known_values *values)
{
    static const int naming[] = {CLASS, ID, ROLE, ITEMPROP};
    uint32_t cues = is_hidden(values) ? ECOI_HTML_HIDDEN : 0;
    for (size_t i = 0; i < sizeof naming / sizeof *naming; i++)
        if (values->of[naming[i]] != NULL)
            cues |= ecoi_html_cues(html, values->of[naming[i]]);
    if (values->of[ITEMTYPE] != NULL)
        cues |= cues_of_type(values->of[ITEMTYPE]);
    const char *href = values->of[HREF];
    if ((href != NULL && strcmp(href, "/") == 0) || has_word(values->of[REL], "home"))
        cues |= ECOI_HTML_HOME;
    return cues;
}

/* Whether an element leads elsewhere: a button, or a link that is not to a place in the page itself. */
static bool is_link(ecoi_tag tag, const known_values *values)
{
    if (tag != ECOI_TAG_A)
        return tag == ECOI_TAG_BUTTON;
    const char *href = values->of[HREF];
    return href == NULL ? values->of[NAME] == NULL : href[0] != '#' || href[1] == '\0';
}

uint32_t ecoi_html_attributes(ecoi_html *html, ecoi_tag tag, const char *const *attributes, bool *out_link)
{
    known_values values = {0};
    if (attributes != NULL)
        read_values(attributes, &values);
    *out_link = is_link(tag, &values);
    if (tag == ECOI_TAG_TITLE)
        begin_fact(html, ECOI_FACT_TITLE);
    if (attributes == NULL)
        return cues_of_tag(tag);
    read_facts(html, tag, &values);
    if (tag == ECOI_TAG_HTML || tag == ECOI_TAG_BODY)
        return 0;
    read_author(html, tag, &values);
    return cues_of_tag(tag) | cues_of_values(html, &values);
}
