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
    X(NOFRAMES, "noframes", SILENT)                                                                          \
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

/* A paragraph as the markup shows it. Its text and whether it starts a block are in the ecoi_paragraph of the
 * same number. */
typedef struct ecoi_html_block {
    size_t off, len;   /* in ecoi_html.text */
    bool starts_block; /* false: only a line break parts it from the one before */
    uint8_t tag;       /* the nearest block element around it */
    uint32_t link_len; /* bytes of it in links */
} ecoi_html_block;

/* An element that is open. */
typedef struct ecoi_html_element {
    uint8_t tag, kind;
} ecoi_html_element;

struct ecoi_html {
    ecoi_buf decoded; /* the page as UTF-8 without NULs, when it was not */
    ecoi_buf text;    /* of all blocks and of the title, in the order of the page */
    ecoi_html_block *blocks;
    size_t n_blocks, cap_blocks;

    /* The page's own <title>, and <link rel="canonical">; in `text`. */
    size_t title_off, title_len, canonical_off, canonical_len;

    /* While parsing: */
    void *parser; /* libxml2's */
    ecoi_html_element *open;
    size_t n_open, cap_open;
    size_t n_silent, n_links; /* open elements that are silent, links */
    bool in_title;
    size_t block_off;  /* where the block at hand begins in `text` */
    uint32_t link_len; /* of it */
    bool space;        /* white space is due before its next character */
    unsigned breaks;   /* since the last block: 1: a line break, 2: more */
    size_t resume;     /* where parsing goes on after an element too deep, or 0 */
    bool no_memory;
};

/* html_parse.c: a page of well-formed UTF-8 without NULs to blocks. False when memory ran out. */
bool ecoi_html_parse(ecoi_html *html, eco_text page);

/* html_tags.c: the element of this name, in lower case. */
ecoi_tag ecoi_tag_of(const char *name);
ecoi_tag_kind ecoi_tag_kind_of(ecoi_tag tag);

#endif
