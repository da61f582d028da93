/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "corpus/headers.h"
#include "corpus/paragraphs.h"
#include "corpus/wikitext_impl.h"

/* The part before the first "|" from `*rest` on, which moves behind it. */
static eco_text next_part(eco_text *rest)
{
    const char *bar = rest->len > 0 ? memchr(rest->ptr, '|', rest->len) : NULL;
    size_t n = bar != NULL ? (size_t)(bar - rest->ptr) : rest->len, skip = n + (bar != NULL);
    eco_text part = ecoi_text_trim((eco_text){rest->ptr, n});
    *rest = (eco_text){rest->ptr + skip, rest->len - skip};
    return part;
}

/* Templates that stand for words: with all of their arguments, or one. */
static const struct {
    const char *name;
    char which; /* 'a': all, 'f': the first, 'l': the last */
} kept[] = {{"date", 'a'},
            {"date-", 'a'},
            {"date de naissance", 'a'},
            {"date de décès", 'a'},
            {"unité", 'a'},
            {"nombre", 'a'},
            {"nb", 'a'},
            {"citation", 'f'},
            {"citation bloc", 'f'},
            {"début citation", 'f'},
            {"lang", 'l'},
            {"langue", 'l'},
            {"citation étrangère", 'l'}};

/* "12|mai|2016" becomes "12 mai 2016" where it stands. */
static eco_text join(eco_text arguments)
{
    char *p = (char *)arguments.ptr;
    for (size_t i = 0; i < arguments.len; i++)
        if (p[i] == '|' || p[i] == '\n')
            p[i] = ' ';
    return arguments;
}

eco_text ecoi_wiki_template(eco_text content)
{
    eco_text rest = content, name = next_part(&rest), last = {0}, first = {0};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        if (!ecoi_text_is(name, kept[i].name))
            continue;
        if (kept[i].which == 'a')
            return join(rest);
        while (rest.len > 0) {
            last = next_part(&rest);
            first = first.ptr == NULL ? last : first;
        }
        return kept[i].which == 'f' ? first : last;
    }
    return (eco_text){0};
}

static bool is_namespace(eco_text target, const char *const *names)
{
    const char *colon = target.len > 0 ? memchr(target.ptr, ':', target.len) : NULL;
    if (colon == NULL)
        return false;
    eco_text space = ecoi_text_trim((eco_text){target.ptr, (size_t)(colon - target.ptr)});
    for (; *names != NULL; names++)
        if (ecoi_text_is(space, *names))
            return true;
    return false;
}

/* "en:Name": the page in another language. */
static bool is_language(eco_text target)
{
    size_t n = 0;
    while (n < target.len && target.ptr[n] >= 'a' && target.ptr[n] <= 'z')
        n++;
    return n >= 2 && n <= 3 && n < target.len && target.ptr[n] == ':';
}

eco_text ecoi_wiki_label(eco_text content, bool *caption)
{
    static const char *const pictures[] = {"Fichier", "File", "Image", "Média", "Media", NULL};
    static const char *const categories[] = {"Catégorie", "Category", NULL};
    eco_text rest = content, target = next_part(&rest), label = target;
    bool labelled = rest.len > 0;
    *caption = is_namespace(target, pictures);
    if (is_namespace(target, categories) || (!labelled && (is_language(target) || *caption)))
        return (eco_text){0};
    if (!*caption && labelled)
        label = ecoi_text_trim(rest);
    while (*caption && rest.len > 0)
        label = next_part(&rest);
    if (*caption && (ecoi_text_is(label, "thumb") || ecoi_text_is(label, "vignette") ||
                     (label.len > 2 && memcmp(label.ptr + label.len - 2, "px", 2) == 0)))
        return (eco_text){0};
    if (!labelled && label.len > 0 && label.ptr[0] == ':')
        label = (eco_text){label.ptr + 1, label.len - 1};
    return label;
}
