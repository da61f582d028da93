/* SPDX-License-Identifier: MIT */
/* The words that authors of pages and of site generators give to parts of a page. */
#include <string.h>

#include "base/hash.h"
#include "corpus/html_impl.h"

enum { WORD_MAX = 24 };

#define CUE(name, word)                                                                                      \
    {                                                                                                        \
        word, ECOI_HTML_##name                                                                               \
    }

/* A final "*" stands for any ending. Names are parted at signs and at capitals inside them: "entry-content",
 * "articleBody" and "c-commentaire__pseudo" have two or three words. */
static const struct {
    const char *word;
    uint32_t cues;
} table[] = {
    CUE(NAV, "nav"),
    CUE(NAV, "navbar*"),
    CUE(NAV, "navig*"),
    CUE(NAV, "navlinks"),
    CUE(NAV, "metanav"),
    CUE(NAV, "mainnav"),
    CUE(NAV, "subnav"),
    CUE(NAV, "pagenav*"),
    CUE(NAV, "menu*"),
    CUE(NAV, "submenu*"),
    CUE(NAV, "mnu"),
    CUE(NAV, "breadcrumb*"),
    CUE(NAV, "ariane"),
    CUE(NAV, "filariane"),
    CUE(NAV, "rootline"),
    CUE(NAV, "arbo"),
    CUE(NAV, "pagination"),
    CUE(NAV, "pager"),
    CUE(NAV, "paginat*"),
    CUE(NAV, "skip"),
    CUE(NAV, "skiplink*"),
    CUE(NAV, "toc"),
    CUE(NAV, "sommaire"),
    CUE(NAV, "sitemap"),
    CUE(NAV, "topbar"),
    CUE(NAV, "toolbar"),
    CUE(NAV, "masthead"),
    CUE(NAV, "prelude"),
    CUE(NAV, "rubriques"),
    CUE(NAV, "backlink"),
    CUE(NAV, "jumpbox"),
    CUE(FOOT, "foot"),
    CUE(FOOT, "footer*"),
    CUE(FOOT, "pied*"),
    CUE(FOOT, "ftr"),
    CUE(FOOT, "colophon"),
    CUE(FOOT, "copyright*"),
    CUE(FOOT, "legal*"),
    CUE(FOOT, "mentions"),
    CUE(FOOT, "contentinfo"),
    CUE(FOOT, "partners"),
    CUE(FOOT, "partenaires"),
    CUE(SIDE, "sidebar*"),
    CUE(SIDE, "sidenav"),
    CUE(SIDE, "widget*"),
    CUE(SIDE, "aside*"),
    CUE(SIDE, "complementary"),
    CUE(SIDE, "rail"),
    CUE(SIDE, "colonnedroite"),
    CUE(SIDE, "colonnegauche"),
    CUE(SIDE, "banner"),
    CUE(SIDE, "bandeau"),
    CUE(SIDE, "logo"),
    CUE(SIDE, "branding"),
    CUE(SIDE, "brand"),
    CUE(SIDE, "online"),
    CUE(SHARE, "signature"),
    CUE(SIDE, "postprofile"),
    CUE(NOTICE, "cookie*"),
    CUE(NOTICE, "consent*"),
    CUE(NOTICE, "gdpr"),
    CUE(NOTICE, "rgpd"),
    CUE(NOTICE, "didomi*"),
    CUE(NOTICE, "tarteaucitron*"),
    CUE(NOTICE, "axeptio*"),
    CUE(NOTICE, "onetrust*"),
    CUE(NOTICE, "cmp"),
    CUE(NOTICE, "dialog"),
    CUE(NOTICE, "alertdialog"),
    CUE(NOTICE, "modal*"),
    CUE(NOTICE, "popup*"),
    CUE(NOTICE, "popin*"),
    CUE(LETTER, "newsletter*"),
    CUE(LETTER, "subscri*"),
    CUE(LETTER, "inscription*"),
    CUE(LETTER, "signup*"),
    CUE(LETTER, "optin"),
    CUE(LETTER, "mailchimp"),
    CUE(LETTER, "mc4wp"),
    CUE(LETTER, "infolettre"),
    CUE(LETTER, "cta"),
    CUE(SHARE, "share*"),
    CUE(SHARE, "sharing"),
    CUE(SHARE, "social*"),
    CUE(SHARE, "reseaux"),
    CUE(SHARE, "partage*"),
    CUE(SHARE, "addtoany*"),
    CUE(SHARE, "addthis*"),
    CUE(SHARE, "follow*"),
    CUE(SHARE, "outils"),
    CUE(SHARE, "tools"),
    CUE(SHARE, "print"),
    CUE(SHARE, "imprimer"),
    CUE(SHARE, "actions"),
    CUE(SHARE, "likes"),
    CUE(RELATED, "related*"),
    CUE(RELATED, "similar*"),
    CUE(RELATED, "similaire*"),
    CUE(RELATED, "recommend*"),
    CUE(RELATED, "recommand*"),
    CUE(RELATED, "suggest*"),
    CUE(RELATED, "also"),
    CUE(RELATED, "aussi"),
    CUE(RELATED, "mostread"),
    CUE(RELATED, "popular*"),
    CUE(RELATED, "lus"),
    CUE(RELATED, "recent*"),
    CUE(RELATED, "latest"),
    CUE(RELATED, "outbrain*"),
    CUE(RELATED, "taboola*"),
    CUE(RELATED, "yarpp*"),
    CUE(RELATED, "agenda"),
    CUE(RELATED, "archive"),
    CUE(AD, "ad"),
    CUE(AD, "ads"),
    CUE(AD, "advert*"),
    CUE(AD, "adsense"),
    CUE(AD, "adsbygoogle"),
    CUE(AD, "pub"),
    CUE(AD, "publicite*"),
    CUE(AD, "sponsor*"),
    CUE(AD, "annonces"),
    CUE(AD, "promo*"),
    CUE(FORM, "form"),
    CUE(FORM, "login*"),
    CUE(FORM, "connexion"),
    CUE(FORM, "search*"),
    CUE(FORM, "recherche*"),
    CUE(FORM, "respond"),
    CUE(FORM, "reply"),
    CUE(FORM, "repondre"),
    CUE(FORM, "commentform"),
    CUE(FORM, "btn"),
    CUE(FORM, "button*"),
    CUE(META, "byline*"),
    CUE(META, "author*"),
    CUE(META, "auteur*"),
    CUE(META, "date*"),
    CUE(META, "published"),
    CUE(META, "meta*"),
    CUE(META, "postmetadata"),
    CUE(META, "publi"),
    CUE(META, "tags"),
    CUE(META, "tag"),
    CUE(META, "etiquettes"),
    CUE(META, "labels"),
    CUE(META, "categor*"),
    CUE(META, "cles"),
    CUE(META, "hits"),
    CUE(META, "kicker"),
    CUE(META, "surtitre"),
    CUE(META, "badge"),
    CUE(META, "timestamp"),
    CUE(META, "createdby"),
    CUE(COMMENT, "comment"),
    CUE(COMMENT, "comments*"),
    CUE(COMMENT, "commentlist"),
    CUE(COMMENT, "commentaire*"),
    CUE(COMMENT, "disqus*"),
    CUE(COMMENT, "reaction*"),
    CUE(COMMENT, "forum"),
    CUE(COMMENT, "replies"),
    CUE(POST, "postbody"),
    CUE(POST, "postcontent"),
    CUE(PAYWALL, "paywall*"),
    CUE(PAYWALL, "premium*"),
    CUE(PAYWALL, "abonne*"),
    CUE(PAYWALL, "locked"),
    CUE(CAPTION, "caption*"),
    CUE(CAPTION, "legende*"),
    CUE(CAPTION, "figcaption"),
    CUE(CAPTION, "credit*"),
    CUE(LEAD, "chapo*"),
    CUE(LEAD, "chapeau"),
    CUE(LEAD, "standfirst"),
    CUE(LEAD, "lead"),
    CUE(LEAD, "lede"),
    CUE(LEAD, "intro"),
    CUE(LEAD, "introduction"),
    CUE(LEAD, "excerpt"),
    CUE(LEAD, "accroche"),
    CUE(LEAD, "teaser"),
    CUE(LEAD, "subtitle"),
    CUE(LEAD, "tagline"),
    CUE(TITLE, "title*"),
    CUE(TITLE, "titre*"),
    CUE(TITLE, "headline"),
};

enum { N_WORDS = sizeof table / sizeof *table };

static bool matches(const char *pattern, const char *word, size_t len)
{
    size_t n = strlen(pattern);
    if (n > 0 && pattern[n - 1] == '*')
        return len >= n - 1 && memcmp(pattern, word, n - 1) == 0;
    return n == len && memcmp(pattern, word, n) == 0;
}

static uint32_t cues_of_word(const char *word, size_t len)
{
    uint32_t cues = 0;
    for (size_t i = 0; i < N_WORDS; i++)
        if (table[i].word[0] == word[0] && matches(table[i].word, word, len))
            cues |= table[i].cues;
    return cues;
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_part(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (uint8_t)c >= 0x80;
}

static uint32_t cues_of_names(const char *p, size_t len)
{
    char word[WORD_MAX];
    size_t n = 0;
    uint32_t cues = 0;
    for (size_t i = 0; i <= len; i++) {
        char c = i < len ? p[i] : ' ';
        bool upper = is_upper(c);
        if (n > 0 && ((!upper && !is_part(c)) || (upper && is_part(p[i - 1])))) {
            cues |= cues_of_word(word, n);
            n = 0;
        }
        if ((upper || is_part(c)) && n < WORD_MAX)
            word[n++] = upper ? (char)(c + ('a' - 'A')) : c;
    }
    return cues;
}

uint32_t ecoi_html_cues(ecoi_html *html, const char *names)
{
    size_t len = strlen(names);
    uint64_t hash = ecoi_hash(names, len);
    size_t slot = hash % ECOI_HTML_CACHE;
    if (html->cache[slot].hash != hash) {
        html->cache[slot].cues = cues_of_names(names, len);
        html->cache[slot].hash = hash;
    }
    return html->cache[slot].cues;
}
