/* SPDX-License-Identifier: MIT */
/*
 * Feeds (RSS 0.9 to 2.0, RSS 1.0 in RDF, Atom): a document an item, in the order of the feed. Its key is the
 * item's guid where that is an address or a URN, else its link, else the file's name and the item's number:
 * what feeds number by themselves is not unique. The feed's title is its source.
 *
 * An item's text is its content (content:encoded, Atom's content), else its summary (description, summary);
 * both are HTML. Its date is when it was published, else when it was changed.
 */
#include <string.h>

#include "corpus/dates.h"
#include "corpus/fields.h"
#include "corpus/headers.h"
#include "corpus/html.h"
#include "corpus/items.h"

enum { TITLE, LINK, ID, PUBLISHED, CHANGED, AUTHOR, CONTENT, SUMMARY };

/* ---- what feeds look like ---- */

static bool is(const char *text, const char *other)
{
    return text != NULL && strcmp(text, other) == 0;
}

static bool is_atom(const ecoi_xml_element *element)
{
    return is(element->uri, "http://www.w3.org/2005/Atom");
}

/* The namespaces that feeds put their own elements in; none at all in RSS 2.0. */
static bool is_core(const ecoi_xml_element *element)
{
    static const char *const spaces[] = {"http://purl.org/rss/1.0/",
                                         "http://www.w3.org/2005/Atom",
                                         "http://purl.org/atom/ns#",
                                         "http://my.netscape.com/rdf/simple/0.9/",
                                         "http://channel.netscape.com/rdf/simple/0.9/",
                                         "http://backend.userland.com/rss2"};
    if (element->uri == NULL)
        return element->prefix == NULL;
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (strcmp(element->uri, spaces[i]) == 0)
            return true;
    return false;
}

/* In a namespace, or with its usual prefix where it was not declared. */
static bool is_in(const ecoi_xml_element *element, const char *uri, const char *prefix)
{
    return element->uri != NULL ? strcmp(element->uri, uri) == 0 : is(element->prefix, prefix);
}

typedef struct field_name {
    const char *name;
    size_t field;
} field_name;

static bool find_field(const field_name *names, size_t n, const char *name, size_t *out)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i].name, name) == 0) {
            *out = names[i].field;
            return true;
        }
    return false;
}

#define FIND(table, name, out) find_field(table, sizeof table / sizeof *table, name, out)

static bool find(const ecoi_xml_element *element, size_t *out)
{
    static const field_name core[] = {
        {"title", TITLE},       {"link", LINK},           {"guid", ID},          {"id", ID},
        {"pubDate", PUBLISHED}, {"published", PUBLISHED}, {"issued", PUBLISHED}, {"updated", CHANGED},
        {"modified", CHANGED},  {"author", AUTHOR},       {"content", CONTENT},  {"description", SUMMARY},
        {"summary", SUMMARY}};
    static const field_name dublin_core[] = {{"date", PUBLISHED}, {"creator", AUTHOR}};
    static const field_name content[] = {{"encoded", CONTENT}};
    if (is_core(element))
        return FIND(core, element->name, out);
    if (is_in(element, "http://purl.org/dc/elements/1.1/", "dc"))
        return FIND(dublin_core, element->name, out);
    return is_in(element, "http://purl.org/rss/1.0/modules/content/", "content") &&
           FIND(content, element->name, out);
}

/* Atom says what its text is, and without a word it is no markup; in RSS it is HTML. */
static ecoi_item_mode mode_of(const ecoi_xml_element *element, size_t field)
{
    eco_text type = ecoi_xml_attribute(element, "type");
    if (field != TITLE && field != CONTENT && field != SUMMARY)
        return ECOI_ITEM_TEXT;
    bool html = ecoi_text_is(type, "html") || ecoi_text_is(type, "text/html");
    return ecoi_text_is(type, "xhtml") || (is_atom(element) && !html) ? ECOI_ITEM_XHTML : ECOI_ITEM_HTML;
}

static bool is_field(const ecoi_xml_element *element, const char *parent, ecoi_item_field *out)
{
    if (parent != NULL) { /* an Atom author has parts */
        *out = (ecoi_item_field){.field = AUTHOR};
        return is(parent, "author") && is(element->name, "name");
    }
    if (!find(element, &out->field) || (out->field == AUTHOR && is_atom(element)))
        return false;
    eco_text rel = ecoi_xml_attribute(element, "rel");
    out->mode = mode_of(element, out->field);
    out->replaces = out->field == ID; /* what RDF calls it */
    if (out->field == LINK && (rel.len == 0 || ecoi_text_is(rel, "alternate")))
        out->given = ecoi_xml_attribute(element, "href");
    return true;
}

static bool is_item(const ecoi_xml_element *element, ecoi_item_field *about)
{
    *about = (ecoi_item_field){.field = ID, .given = ecoi_xml_attribute(element, "about")};
    return is_core(element) && (is(element->name, "item") || is(element->name, "entry"));
}

static bool is_name(const ecoi_xml_element *element, size_t *name)
{
    *name = 0;
    return is_core(element) && is(element->name, "title");
}

static bool sniff(const char *name, const char *head, size_t len)
{
    (void)name;
    eco_text root = ecoi_xml_root(head, len);
    const char *colon = root.len > 0 ? memchr(root.ptr, ':', root.len) : NULL;
    size_t skip = colon != NULL ? (size_t)(colon + 1 - root.ptr) : 0;
    eco_text local = {root.ptr + skip, root.len - skip};
    if (local.len == 3 && memcmp(local.ptr, "rss", 3) == 0)
        return true;
    if (local.len == 3 && memcmp(local.ptr, "RDF", 3) == 0)
        return memmem(head, len, "purl.org/rss/", 13) != NULL ||
               memmem(head, len, "netscape.com/rdf/", 17) != NULL;
    return local.len == 4 && memcmp(local.ptr, "feed", 4) == 0 &&
           (memmem(head, len, "2005/Atom", 9) != NULL || memmem(head, len, "purl.org/atom/", 14) != NULL);
}

/* ---- what an item says of itself ---- */

/* "adresse@site.example (Nom)" is what RSS calls an author. */
static eco_text author_of(eco_text author)
{
    const char *open = author.len > 0 ? memchr(author.ptr, '(', author.len) : NULL;
    if (open == NULL || author.ptr[author.len - 1] != ')' || memchr(author.ptr, '@', author.len) == NULL)
        return author;
    return (eco_text){open + 1, (size_t)(author.ptr + author.len - open) - 2};
}

static bool is_address(eco_text id)
{
    return id.len > 0 && id.len <= ECOI_KEY_MAX && memchr(id.ptr, ':', id.len) != NULL &&
           memchr(id.ptr, ' ', id.len) == NULL;
}

static bool is_link(eco_text id)
{
    return id.len > 8 && (memcmp(id.ptr, "http://", 7) == 0 || memcmp(id.ptr, "https://", 8) == 0);
}

static ecoi_step set_key(ecoi_reading *reading, const ecoi_item *item)
{
    eco_text id = item->fields[ID], link = item->fields[LINK];
    if (is_address(id))
        return ecoi_reading_set_key(reading, id, reading->record);
    return is_address(link) ? ecoi_reading_set_key(reading, link, reading->record)
                            : ecoi_reading_name(reading, reading->record);
}

/* The date, and as a field what could not be read as one. */
static bool read_date(ecoi_reading *reading, const ecoi_item *item)
{
    ecoi_draft *draft = &reading->draft;
    eco_text first = item->fields[PUBLISHED], second = item->fields[CHANGED];
    eco_text date = first.len > 0 ? first : second;
    draft->bad_date = date.len > 0 && ecoi_date_read(date, &draft->document.date) != ECO_OK &&
                      ecoi_date_read_mail(date, &draft->document.date) != ECO_OK;
    return !draft->bad_date || ecoi_fields_add(&reading->fields, "date", date);
}

/* ---- its text ---- */

/* A page of its title and content, as the site itself would show it. */
static bool make_page(ecoi_buf *page, const ecoi_item *item)
{
    eco_text title = item->fields[TITLE], content = item->fields[CONTENT];
    if (content.len == 0)
        content = item->fields[SUMMARY];
    static const char open[] = "<!DOCTYPE html><html><body><article><h1>", middle[] = "</h1>\n<div>",
                      close[] = "</div></article></body></html>";
    page->len = 0;
    return ecoi_buf_append(page, open, sizeof open - 1) && ecoi_buf_append(page, title.ptr, title.len) &&
           ecoi_buf_append(page, middle, sizeof middle - 1) &&
           ecoi_buf_append(page, content.ptr, content.len) && ecoi_buf_append(page, close, sizeof close - 1);
}

/* What an item says is its title is one, whatever it looks like on a page without more. And a text too short
 * to be told from a menu is the item's own: nobody puts menus alone in a feed. */
static void keep_short_texts(ecoi_draft *draft, bool has_title)
{
    bool told = false;
    for (size_t i = 0; i < draft->n_passages; i++)
        told |= draft->passages[i].zone == ECO_ZONE_TITLE;
    if (has_title && !told)
        draft->passages[0].zone = ECO_ZONE_TITLE;
    for (size_t i = 0; i < draft->n_passages; i++)
        if (draft->passages[i].zone == ECO_ZONE_LEAD || draft->passages[i].zone == ECO_ZONE_BODY)
            return;
    for (size_t i = 0; i < draft->n_passages; i++)
        if (draft->passages[i].zone == ECO_ZONE_BOILERPLATE)
            draft->passages[i].zone = ECO_ZONE_BODY;
}

/* What the item says goes before what its text may. */
static bool read_metadata(ecoi_reading *reading, eco_text url, const ecoi_item *item)
{
    ecoi_buf *fields = &reading->fields;
    fields->len = 0;
    reading->draft.document.url = url;
    return read_date(reading, item) && ecoi_fields_add(fields, "author", author_of(item->fields[AUTHOR])) &&
           ecoi_fields_close(fields, &reading->draft.document.fields);
}

static ecoi_step read_item(ecoi_reading *reading, const ecoi_item *item)
{
    eco_text url = {0}, link = item->fields[LINK], id = item->fields[ID];
    if (item->too_long) {
        ecoi_reading_reject(reading, ECO_REJECT_TOO_LONG, reading->record, "an item longer than one may be");
        return ECOI_STEP_AGAIN;
    }
    ecoi_step step = set_key(reading, item);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    if (!ecoi_reading_keep(reading, link.len == 0 && is_link(id) ? id : link, &url) ||
        !ecoi_reading_keep(reading, ecoi_items_name(reading->items, 0), &reading->draft.document.source) ||
        !make_page(&reading->markup, item))
        return ECOI_STEP_NO_MEMORY;
    reading->draft.damaged = item->cut;
    ecoi_html_page page = {{(const char *)reading->markup.data, reading->markup.len}, "utf-8", url};
    step = ecoi_html_read(reading, &page, "");
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    keep_short_texts(&reading->draft, item->fields[TITLE].len > 0);
    return read_metadata(reading, url, item) ? step : ECOI_STEP_NO_MEMORY;
}

static ecoi_step next(ecoi_reading *reading)
{
    static const ecoi_items_shape shape = {is_item, is_name, is_field};
    return ecoi_reading_next_item(reading, &shape, read_item);
}

const ecoi_kind ecoi_kind_feed = {"feed", sniff, next};
