/* SPDX-License-Identifier: MIT */
/* What the files of html.h share. */
#ifndef ECOI_CORPUS_HTML_IMPL_H
#define ECOI_CORPUS_HTML_IMPL_H

#include "corpus/html.h"

/* What an element does to the text in it. */
typedef enum ecoi_tag_kind {
    ECOI_TAG_INLINE, /* part of its line */
    ECOI_TAG_BLOCK,  /* begins and ends a paragraph */
    ECOI_TAG_BREAK,  /* begins a paragraph of the same block: <br> */
    ECOI_TAG_SILENT  /* its text is none of the page's */
} ecoi_tag_kind;

/* X(name in capitals, name, kind). Elements that mean something; any other is a block. */
#define ECOI_TAG_LIST(X)                                                                                     \
    X(OTHER, "", BLOCK)                                                                                      \
    X(HTML, "html", BLOCK)                                                                                   \
    X(HEAD, "head", BLOCK)                                                                                   \
    X(BODY, "body", BLOCK)                                                                                   \
    X(TITLE, "title", SILENT)                                                                                \
    X(META, "meta", INLINE)                                                                                  \
    X(LINK, "link", INLINE)                                                                                  \
    X(BASE, "base", INLINE)                                                                                  \
    X(SCRIPT, "script", SILENT)                                                                              \
    X(STYLE, "style", SILENT)                                                                                \
    X(NOSCRIPT, "noscript", SILENT)                                                                          \
    X(TEMPLATE, "template", SILENT)                                                                          \
    X(SVG, "svg", SILENT)                                                                                    \
    X(IFRAME, "iframe", SILENT)                                                                              \
    X(NOFRAMES, "noframes", BLOCK)                                                                           \
    X(OBJECT, "object", SILENT)                                                                              \
    X(APPLET, "applet", SILENT)                                                                              \
    X(CANVAS, "canvas", SILENT)                                                                              \
    X(AUDIO, "audio", SILENT)                                                                                \
    X(VIDEO, "video", SILENT)                                                                                \
    X(SELECT, "select", SILENT)                                                                              \
    X(DATALIST, "datalist", SILENT)                                                                          \
    X(TEXTAREA, "textarea", SILENT)                                                                          \
    X(BR, "br", BREAK)                                                                                       \
    X(HR, "hr", BLOCK)                                                                                       \
    X(P, "p", BLOCK)                                                                                         \
    X(DIV, "div", BLOCK)                                                                                     \
    X(SECTION, "section", BLOCK)                                                                             \
    X(ARTICLE, "article", BLOCK)                                                                             \
    X(MAIN, "main", BLOCK)                                                                                   \
    X(NAV, "nav", BLOCK)                                                                                     \
    X(HEADER, "header", BLOCK)                                                                               \
    X(FOOTER, "footer", BLOCK)                                                                               \
    X(ASIDE, "aside", BLOCK)                                                                                 \
    X(H1, "h1", BLOCK)                                                                                       \
    X(H2, "h2", BLOCK)                                                                                       \
    X(H3, "h3", BLOCK)                                                                                       \
    X(H4, "h4", BLOCK)                                                                                       \
    X(H5, "h5", BLOCK)                                                                                       \
    X(H6, "h6", BLOCK)                                                                                       \
    X(UL, "ul", BLOCK)                                                                                       \
    X(OL, "ol", BLOCK)                                                                                       \
    X(LI, "li", BLOCK)                                                                                       \
    X(DL, "dl", BLOCK)                                                                                       \
    X(DT, "dt", BLOCK)                                                                                       \
    X(DD, "dd", BLOCK)                                                                                       \
    X(TABLE, "table", BLOCK)                                                                                 \
    X(TR, "tr", BLOCK)                                                                                       \
    X(TD, "td", BLOCK)                                                                                       \
    X(TH, "th", BLOCK)                                                                                       \
    X(CAPTION, "caption", BLOCK)                                                                             \
    X(FIGURE, "figure", BLOCK)                                                                               \
    X(FIGCAPTION, "figcaption", BLOCK)                                                                       \
    X(BLOCKQUOTE, "blockquote", BLOCK)                                                                       \
    X(PRE, "pre", BLOCK)                                                                                     \
    X(ADDRESS, "address", BLOCK)                                                                             \
    X(DETAILS, "details", BLOCK)                                                                             \
    X(SUMMARY, "summary", BLOCK)                                                                             \
    X(DIALOG, "dialog", BLOCK)                                                                               \
    X(FORM, "form", BLOCK)                                                                                   \
    X(BUTTON, "button", BLOCK)                                                                               \
    X(LABEL, "label", BLOCK)                                                                                 \
    X(LEGEND, "legend", BLOCK)                                                                               \
    X(FIELDSET, "fieldset", BLOCK)                                                                           \
    X(CENTER, "center", BLOCK)                                                                               \
    X(A, "a", INLINE)                                                                                        \
    X(B, "b", INLINE)                                                                                        \
    X(STRONG, "strong", INLINE)                                                                              \
    X(TIME, "time", INLINE)                                                                                  \
    X(SPAN, "span", INLINE)                                                                                  \
    X(ABBR, "abbr", INLINE)                                                                                  \
    X(ACRONYM, "acronym", INLINE)                                                                            \
    X(BDI, "bdi", INLINE)                                                                                    \
    X(BDO, "bdo", INLINE)                                                                                    \
    X(BIG, "big", INLINE)                                                                                    \
    X(CITE, "cite", INLINE)                                                                                  \
    X(CODE, "code", INLINE)                                                                                  \
    X(DATA, "data", INLINE)                                                                                  \
    X(DEL, "del", INLINE)                                                                                    \
    X(DFN, "dfn", INLINE)                                                                                    \
    X(EM, "em", INLINE)                                                                                      \
    X(FONT, "font", INLINE)                                                                                  \
    X(I, "i", INLINE)                                                                                        \
    X(IMG, "img", INLINE)                                                                                    \
    X(INPUT, "input", INLINE)                                                                                \
    X(INS, "ins", INLINE)                                                                                    \
    X(KBD, "kbd", INLINE)                                                                                    \
    X(MARK, "mark", INLINE)                                                                                  \
    X(NOBR, "nobr", INLINE)                                                                                  \
    X(PICTURE, "picture", INLINE)                                                                            \
    X(Q, "q", INLINE)                                                                                        \
    X(RUBY, "ruby", INLINE)                                                                                  \
    X(RT, "rt", INLINE)                                                                                      \
    X(RP, "rp", INLINE)                                                                                      \
    X(S, "s", INLINE)                                                                                        \
    X(SAMP, "samp", INLINE)                                                                                  \
    X(SMALL, "small", INLINE)                                                                                \
    X(SOURCE, "source", INLINE)                                                                              \
    X(STRIKE, "strike", INLINE)                                                                              \
    X(SUB, "sub", INLINE)                                                                                    \
    X(SUP, "sup", INLINE)                                                                                    \
    X(TT, "tt", INLINE)                                                                                      \
    X(U, "u", INLINE)                                                                                        \
    X(VAR, "var", INLINE)                                                                                    \
    X(WBR, "wbr", INLINE)

typedef enum ecoi_tag {
#define ECOI_TAG_ENUM(upper, name, kind) ECOI_TAG_##upper,
    ECOI_TAG_LIST(ECOI_TAG_ENUM)
#undef ECOI_TAG_ENUM
        ECOI_N_TAGS
} ecoi_tag;

/* What names of classes, ids and roles, and some elements, say about a part of the page. */
enum {
    ECOI_HTML_NAV = 1 << 0,      /* menus, breadcrumbs, tables of contents */
    ECOI_HTML_FOOT = 1 << 1,     /* the foot of the page, legal lines */
    ECOI_HTML_SIDE = 1 << 2,     /* side columns, widgets */
    ECOI_HTML_NOTICE = 1 << 3,   /* cookies, dialogs */
    ECOI_HTML_LETTER = 1 << 4,   /* newsletters */
    ECOI_HTML_SHARE = 1 << 5,    /* share bars, tools */
    ECOI_HTML_RELATED = 1 << 6,  /* lists of other pages */
    ECOI_HTML_AD = 1 << 7,       /* advertisements */
    ECOI_HTML_FORM = 1 << 8,     /* forms and their buttons */
    ECOI_HTML_HIDDEN = 1 << 9,   /* not shown */
    ECOI_HTML_META = 1 << 10,    /* author, date, tags */
    ECOI_HTML_COMMENT = 1 << 11, /* what readers wrote */
    ECOI_HTML_POST = 1 << 12,    /* one message of a forum */
    ECOI_HTML_PAYWALL = 1 << 13,
    ECOI_HTML_CAPTION = 1 << 14,
    ECOI_HTML_LEAD = 1 << 15,
    ECOI_HTML_TITLE = 1 << 16,
    ECOI_HTML_HOME = 1 << 17,  /* a link to the front page */
    ECOI_HTML_CARD = 1 << 18,  /* a linked title and its summary, one of several (html_blocks.c) */
    ECOI_HTML_AGAIN = 1 << 19, /* the source's other pages have it too (html_repeats.c) */

    ECOI_HTML_SITE = ECOI_HTML_NAV | ECOI_HTML_FOOT | ECOI_HTML_SIDE | ECOI_HTML_NOTICE | ECOI_HTML_LETTER |
                     ECOI_HTML_SHARE | ECOI_HTML_RELATED | ECOI_HTML_AD | ECOI_HTML_FORM | ECOI_HTML_HIDDEN
};

/* An element that holds blocks. Parents come before what they hold; number 0 is the page. */
typedef struct ecoi_html_holder {
    uint32_t parent;
    uint32_t cues; /* its own */
    uint8_t tag;
    bool ignored;             /* its cues are not believed */
    uint32_t all;             /* cues believed, its parents' included */
    uint32_t first, n_blocks; /* the blocks in it and in what it holds */
    size_t text_len, link_len, prose_len;
} ecoi_html_holder;

/* A paragraph as the markup shows it. Its text and whether it starts a block are in the ecoi_paragraph of the
 * same number. */
typedef struct ecoi_html_block {
    size_t off, len;   /* in ecoi_html.text */
    bool starts_block; /* false: only a line break parts it from the one before */
    bool prose;        /* sentences, hardly linked */
    uint8_t tag;       /* the nearest block element around it */
    uint32_t holder;
    uint32_t cues;     /* of inline elements that hold all of it, and found later */
    uint32_t link_len; /* bytes of it in links */
    uint32_t bold_len; /* bytes of it in bold */
} ecoi_html_block;

/* An element that is open. */
typedef struct ecoi_html_element {
    uint8_t tag, kind;
    bool is_link; /* it leads elsewhere, and not within the page */
    uint32_t cues;
    uint32_t holder; /* its number, or 0 */
    size_t text_off; /* where its text begins */
} ecoi_html_element;

/* What a page says about itself; html_meta.h says what is believed. */
typedef enum ecoi_html_fact {
    ECOI_FACT_TITLE,        /* <title> */
    ECOI_FACT_OG_TITLE,     /* og:title */
    ECOI_FACT_LD_TITLE,     /* headline of JSON-LD */
    ECOI_FACT_SITE,         /* og:site_name */
    ECOI_FACT_LD_SITE,      /* publisher of JSON-LD */
    ECOI_FACT_APP_SITE,     /* application-name */
    ECOI_FACT_CANONICAL,    /* <link rel="canonical"> */
    ECOI_FACT_OG_URL,       /* og:url */
    ECOI_FACT_BASE,         /* <base href> */
    ECOI_FACT_LANGUAGE,     /* <html lang> */
    ECOI_FACT_OG_LOCALE,    /* og:locale, content-language */
    ECOI_FACT_LD_DATE,      /* datePublished of JSON-LD */
    ECOI_FACT_META_DATE,    /* article:published_time and its like */
    ECOI_FACT_ITEM_DATE,    /* itemprop="datePublished" */
    ECOI_FACT_LD_PAGE_DATE, /* datePublished of a WebPage of JSON-LD */
    ECOI_FACT_TIME,         /* the first <time datetime> that is no comment's */
    ECOI_FACT_LD_AUTHOR,
    ECOI_FACT_META_AUTHOR, /* name="author", article:author */
    ECOI_FACT_ITEM_AUTHOR, /* itemprop="author", rel="author", class "author" */
    ECOI_FACT_LD_PERSON,   /* a Person that JSON-LD describes */
    ECOI_N_FACTS
} ecoi_html_fact;

enum { ECOI_HTML_CACHE = 1024, ECOI_HTML_TAGS = 64 };

/* Characters of a plane for private use that stand for stretches of text while a page is parsed
 * (html_thin.c), and the byte that they, and few others, begin with. */
enum { ECOI_HTML_STAND_IN = 0xf0000, ECOI_HTML_STAND_INS = 0xfffe, ECOI_HTML_STAND_IN_BYTE = 0xf3 };

struct ecoi_html {
    ecoi_buf decoded; /* the page as UTF-8 without NULs, when it was not */
    ecoi_buf raw;     /* a page that was too long to be held whole */
    ecoi_buf text;    /* of all blocks, in the order of the page */
    ecoi_buf said;    /* of all facts */
    ecoi_html_block *blocks;
    size_t n_blocks, cap_blocks;
    ecoi_html_holder *holders;
    size_t n_holders, cap_holders;
    struct {
        size_t off, len; /* in `said`; len 0: not stated */
    } facts[ECOI_N_FACTS];
    ecoi_buf json;                   /* the page's JSON-LD, one text after another, each with its padding */
    eco_text host;                   /* of the page's address, in its draft */
    size_t title;                    /* the block that is the title; n_blocks: none is */
    ecoi_json *ld[4];                /* see html_ld.c; made with the first page that has JSON-LD */
    eco_text author, site, language; /* in `said`, `text` or the page's draft; what append_fields writes */

    /* The cues of attributes met lately, by hash. */
    struct {
        uint64_t hash;
        uint32_t cues;
    } cache[ECOI_HTML_CACHE];

    struct ecoi_repeats *repeats; /* see html_repeats.h; made with the first page of a named source */

    /* While parsing: */
    struct {
        const void *name; /* the parser has each name once */
        ecoi_tag tag;
    } tags[ECOI_HTML_TAGS];
    ecoi_buf thin;  /* what the parser is given of the page */
    eco_text *runs; /* the text of the page that characters in it stand for */
    size_t n_runs, cap_runs;
    void *parser;        /* libxml2's */
    eco_text page;       /* what it reads */
    size_t given;        /* of it so far */
    size_t n_unreported; /* given since it last reported something */
    size_t n_signs;      /* of these, that part attributes; counted once they are many */
    ecoi_html_element *open;
    size_t n_open, cap_open;
    size_t n_silent, n_links, n_bold; /* open elements that are silent, lead elsewhere, are bold */
    ecoi_html_fact fact;              /* whose text is being read, or ECOI_N_FACTS */
    size_t fact_off;                  /* where it begins in `text` */
    bool in_json;                     /* in a script of JSON-LD */
    size_t block_off;                 /* where the block at hand begins in `text` */
    uint32_t link_len;                /* of it */
    uint32_t bold_len;                /* of it */
    uint32_t line_cues;               /* of the last inline element that began where the block does */
    size_t line_end;                  /* and where it ended */
    bool space;                       /* white space is due before its next character */
    unsigned breaks;                  /* since the last block: 1: a line break, 2: more */
    size_t resume;                    /* where parsing goes on after an element too deep, or 0 */
    bool no_memory;
};

static inline eco_text ecoi_html_fact_text(const ecoi_html *html, ecoi_html_fact fact)
{
    if (html->facts[fact].len == 0)
        return (eco_text){0};
    return (eco_text){(const char *)html->said.data + html->facts[fact].off, html->facts[fact].len};
}

static inline eco_text ecoi_html_block_text(const ecoi_html *html, size_t block)
{
    return (eco_text){(const char *)html->text.data + html->blocks[block].off, html->blocks[block].len};
}

/* Keeps a fact unless it is known or too long; of several statements the first counts. False when memory ran
 * out. */
bool ecoi_html_keep_fact(ecoi_html *html, ecoi_html_fact fact, eco_text text);

/* html_cues.c: what the names in an attribute (class, id, role, itemprop) say. */
uint32_t ecoi_html_cues(ecoi_html *html, const char *names);

/* html_charset.c: the page as UTF-8 without NULs, which no text has; in the page itself, in reading->text or
 * in html->decoded. Counts what became U+FFFD. False when memory ran out. */
bool ecoi_html_decode(ecoi_reading *reading, const ecoi_html_page *page, eco_text *out);

/* html_parse.c: a page of well-formed UTF-8 without NULs to blocks. False when memory ran out. */
bool ecoi_html_parse(ecoi_html *html, eco_text page);

/* html_zones.c: fills in the zones of the paragraphs, one a block; `source`: whose page it is, see
 * html_repeats.h. *out_partial: whether a paywall cut the page. False when memory ran out. */
bool ecoi_html_zones(ecoi_html *html, const ecoi_phrases *phrases, eco_text source,
                     ecoi_paragraph *paragraphs, bool *out_partial);

/* html_tags.c: the element of this name, in lower case. */
ecoi_tag ecoi_tag_of(const char *name);
ecoi_tag_kind ecoi_tag_kind_of(ecoi_tag tag);

#endif
