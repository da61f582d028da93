/* SPDX-License-Identifier: MIT */
/*
 * JSON-LD of schema.org: headline, date, author and publisher of the page's article. A text that is no JSON
 * is passed over. Four parsers, since each takes one level apart: the text, its @graph, a thing in it, and a
 * value of that.
 */
#include <string.h>

#include "corpus/html_meta.h"

static const ecoi_json_item *member(const ecoi_json_value *object, const char *name)
{
    for (size_t i = 0; i < object->n_items; i++)
        if (object->items[i].key.len == strlen(name) &&
            memcmp(object->items[i].key.ptr, name, object->items[i].key.len) == 0)
            return &object->items[i];
    return NULL;
}

/* Opens an object or array; what follows it in its text is readable. */
static bool open_value(ecoi_json *parser, const ecoi_json_item *item, ecoi_json_value *out)
{
    return item != NULL && (item->type == ECOI_JSON_OBJECT || item->type == ECOI_JSON_ARRAY) &&
           ecoi_json_parse(parser, (char *)item->raw.ptr, item->raw.len, out) == ECOI_JSON_OK;
}

static bool is_string(const ecoi_json_item *item)
{
    return item != NULL && item->type == ECOI_JSON_STRING;
}

static bool keep(ecoi_html *html, ecoi_html_fact fact, const ecoi_json_item *item)
{
    return !is_string(item) || ecoi_html_keep_fact(html, fact, item->text);
}

/* A name: a string, or the member `name` of an object or of the first object of an array. */
static bool keep_name(ecoi_html *html, ecoi_html_fact fact, const ecoi_json_item *item)
{
    ecoi_json_value value;
    if (is_string(item))
        return keep(html, fact, item);
    if (!open_value(html->ld[3], item, &value) || value.n_items == 0)
        return true;
    if (value.type == ECOI_JSON_OBJECT)
        return keep(html, fact, member(&value, "name"));
    const ecoi_json_item *first = &value.items[0];
    if (is_string(first))
        return keep(html, fact, first);
    return !open_value(html->ld[3], first, &value) || value.type != ECOI_JSON_OBJECT ||
           keep(html, fact, member(&value, "name"));
}

static bool ends_in(eco_text text, const char *tail)
{
    size_t n = strlen(tail);
    return text.len >= n && memcmp(text.ptr + text.len - n, tail, n) == 0;
}

/* Whether the type, or one of the types, ends in this. */
static bool is_a(ecoi_html *html, const ecoi_json_item *type, const char *name)
{
    ecoi_json_value list;
    if (is_string(type))
        return ends_in(type->text, name);
    if (!open_value(html->ld[3], type, &list) || list.type != ECOI_JSON_ARRAY)
        return false;
    for (size_t i = 0; i < list.n_items; i++)
        if (is_string(&list.items[i]) && ends_in(list.items[i].text, name))
            return true;
    return false;
}

static bool read_thing(ecoi_html *html, const ecoi_json_value *thing)
{
    const ecoi_json_item *type = member(thing, "@type"), *date = member(thing, "datePublished");
    bool article = is_a(html, type, "Article") || is_a(html, type, "Posting") || is_a(html, type, "Report");
    if (is_a(html, type, "WebSite"))
        return keep(html, ECOI_FACT_LD_SITE, member(thing, "name"));
    if (is_a(html, type, "Person"))
        return keep(html, ECOI_FACT_LD_PERSON, member(thing, "name"));
    if (!article && is_a(html, type, "WebPage"))
        return keep(html, ECOI_FACT_LD_PAGE_DATE, date);
    return !article || (keep(html, ECOI_FACT_LD_TITLE, member(thing, "headline")) &&
                        keep(html, ECOI_FACT_LD_DATE, date != NULL ? date : member(thing, "dateCreated")) &&
                        keep_name(html, ECOI_FACT_LD_AUTHOR, member(thing, "author")) &&
                        keep_name(html, ECOI_FACT_LD_SITE, member(thing, "publisher")));
}

static bool read_things(ecoi_html *html, const ecoi_json_value *list)
{
    ecoi_json_value thing;
    for (size_t i = 0; i < list->n_items; i++)
        if (open_value(html->ld[2], &list->items[i], &thing) && thing.type == ECOI_JSON_OBJECT &&
            !read_thing(html, &thing))
            return false;
    return true;
}

static bool read_text(ecoi_html *html, char *text, size_t len)
{
    ecoi_json_value top, graph;
    for (size_t i = 0; i < len; i++) /* line feeds inside strings are common, and no JSON */
        if ((unsigned char)text[i] < ' ')
            text[i] = ' ';
    ecoi_json_result result = ecoi_json_parse(html->ld[0], text, len, &top);
    if (result != ECOI_JSON_OK)
        return result != ECOI_JSON_NO_MEMORY;
    if (top.type == ECOI_JSON_ARRAY)
        return read_things(html, &top);
    if (top.type != ECOI_JSON_OBJECT)
        return true;
    if (open_value(html->ld[1], member(&top, "@graph"), &graph) && graph.type == ECOI_JSON_ARRAY)
        return read_things(html, &graph);
    return read_thing(html, &top);
}

bool ecoi_html_read_ld(ecoi_html *html)
{
    for (size_t i = 0; html->json.len > 0 && i < sizeof html->ld / sizeof *html->ld; i++)
        if (html->ld[i] == NULL && (html->ld[i] = ecoi_json_new()) == NULL)
            return false;
    char *p = (char *)html->json.data, *end = p + html->json.len;
    while (p < end) {
        size_t len = strlen(p);
        if (!read_text(html, p, len))
            return false;
        p += len + ECOI_JSON_PADDING;
    }
    return true;
}
