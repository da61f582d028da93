/* SPDX-License-Identifier: MIT */
#include "corpus/feed.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "corpus/headers.h"
#include "corpus/paragraphs.h"

/* A field of an item that is being read or waits: where it is in ecoi_feed.bytes. */
typedef struct span {
    size_t off, len;
} span;

typedef struct entry {
    span fields[ECOI_N_FEED_FIELDS];
    bool too_long, cut;
} entry;

/* How the text of a field becomes HTML. */
typedef enum mode {
    AS_IT_IS, /* it is HTML, or nothing but text */
    ESCAPED,  /* it is text inside markup that is copied, or that is HTML only when escaped */
} mode;

struct ecoi_feed {
    ecoi_input *input;
    ecoi_xml *xml;
    size_t max;
    ecoi_buf bytes; /* of the items that wait and of the one being read */
    entry *items;   /* [next, n) wait; items[n] is being read */
    size_t n, cap, next;
    size_t kept; /* where the bytes of the item being read begin */
    ecoi_buf name;
    size_t depth;       /* open elements */
    size_t item_depth;  /* of the item's element, or 0 */
    size_t field_depth; /* of the field's element, or 0 */
    size_t author_depth;
    ecoi_feed_field field;
    mode mode;
    bool in_name, no_memory, done;
};

/* ---- names ---- */

static bool is(const char *text, const char *other)
{
    return text != NULL && strcmp(text, other) == 0;
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
    ecoi_feed_field field;
} field_name;

static bool find_field(const field_name *names, size_t n, const char *name, ecoi_feed_field *out)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i].name, name) == 0) {
            *out = names[i].field;
            return true;
        }
    return false;
}

#define FIND(table, name, out) find_field(table, sizeof table / sizeof *table, name, out)

static bool which_field(const ecoi_xml_element *element, ecoi_feed_field *out)
{
    static const field_name core[] = {
        {"title", ECOI_FEED_TITLE},
        {"link", ECOI_FEED_LINK},
        {"guid", ECOI_FEED_ID},
        {"id", ECOI_FEED_ID},
        {"pubDate", ECOI_FEED_PUBLISHED},
        {"published", ECOI_FEED_PUBLISHED},
        {"issued", ECOI_FEED_PUBLISHED},
        {"updated", ECOI_FEED_CHANGED},
        {"modified", ECOI_FEED_CHANGED},
        {"author", ECOI_FEED_AUTHOR},
        {"description", ECOI_FEED_SUMMARY},
        {"summary", ECOI_FEED_SUMMARY},
        {"content", ECOI_FEED_CONTENT},
    };
    static const field_name dublin_core[] = {{"date", ECOI_FEED_PUBLISHED}, {"creator", ECOI_FEED_AUTHOR}};
    static const field_name content[] = {{"encoded", ECOI_FEED_CONTENT}};
    if (is_core(element))
        return FIND(core, element->name, out);
    if (is_in(element, "http://purl.org/dc/elements/1.1/", "dc"))
        return FIND(dublin_core, element->name, out);
    return is_in(element, "http://purl.org/rss/1.0/modules/content/", "content") &&
           FIND(content, element->name, out);
}

/* ---- an item being read ---- */

static void append(ecoi_feed *feed, eco_text text, bool escaped)
{
    entry *item = &feed->items[feed->n];
    size_t before = feed->bytes.len;
    if (item->too_long || feed->no_memory)
        return;
    if (before - feed->kept + text.len > feed->max) {
        item->too_long = true;
        return;
    }
    if (!(escaped ? ecoi_xml_escape(&feed->bytes, text) : ecoi_buf_append(&feed->bytes, text.ptr, text.len)))
        feed->no_memory = true;
    item->fields[feed->field].len += feed->bytes.len - before;
}

static void append_string(ecoi_feed *feed, const char *text)
{
    append(feed, (eco_text){text, strlen(text)}, false);
}

static void begin_item(ecoi_feed *feed, const ecoi_xml_element *element)
{
    feed->no_memory |= !ecoi_grow(&feed->items, &feed->cap, feed->n + 1, sizeof *feed->items);
    if (feed->no_memory)
        return;
    feed->items[feed->n] = (entry){0};
    feed->item_depth = feed->depth;
    feed->kept = feed->bytes.len;
    eco_text about = ecoi_xml_attribute(element, "about");
    feed->field = ECOI_FEED_ID;
    feed->items[feed->n].fields[ECOI_FEED_ID].off = feed->bytes.len;
    append(feed, about, false);
}

/* Of a field that occurs twice the first counts, but an item's own guid replaces what RDF calls it. */
static bool begin_field(ecoi_feed *feed, ecoi_feed_field field, const ecoi_xml_element *element)
{
    entry *item = &feed->items[feed->n];
    if (item->fields[field].len > 0 && field != ECOI_FEED_ID)
        return false;
    item->fields[field] = (span){feed->bytes.len, 0};
    feed->field = field;
    feed->field_depth = feed->depth;
    eco_text type = ecoi_xml_attribute(element, "type"), rel = ecoi_xml_attribute(element, "rel");
    bool is_markup = field >= ECOI_FEED_CONTENT || field == ECOI_FEED_TITLE;
    bool is_atom = is(element->uri, "http://www.w3.org/2005/Atom");
    bool is_html = ecoi_text_is(type, "html") || ecoi_text_is(type, "text/html");
    feed->mode = is_markup && (ecoi_text_is(type, "xhtml") || (is_atom && !is_html)) ? ESCAPED : AS_IT_IS;
    if (field == ECOI_FEED_LINK && (rel.len == 0 || ecoi_text_is(rel, "alternate")))
        append(feed, ecoi_xml_attribute(element, "href"), false);
    return true;
}

/* Markup inside a field, as it was. */
static void copy_tag(ecoi_feed *feed, const ecoi_xml_element *element, const char *open)
{
    append_string(feed, open);
    append_string(feed, element->name);
    append_string(feed, ">");
}

static void start(void *user, const ecoi_xml_element *element)
{
    ecoi_feed *feed = user;
    ecoi_feed_field field;
    feed->depth++;
    if (feed->no_memory)
        return;
    if (feed->item_depth == 0) {
        if (is_core(element) && (is(element->name, "item") || is(element->name, "entry")))
            begin_item(feed, element);
        else
            feed->in_name = is_core(element) && is(element->name, "title") && feed->name.len == 0;
    } else if (feed->field_depth > 0) {
        bool is_markup = feed->field >= ECOI_FEED_CONTENT || feed->field == ECOI_FEED_TITLE;
        if (is_markup)
            copy_tag(feed, element, "<");
    } else if (feed->depth == feed->item_depth + 1 && is_core(element) && is(element->name, "author")) {
        feed->author_depth = feed->depth;
        begin_field(feed, ECOI_FEED_AUTHOR, element);
        /* an Atom author has parts; what RSS has is the text */
        feed->field_depth = is(element->uri, "http://www.w3.org/2005/Atom") ? 0 : feed->field_depth;
    } else if (feed->depth == feed->item_depth + 2 && feed->author_depth > 0 && is(element->name, "name")) {
        begin_field(feed, ECOI_FEED_AUTHOR, element);
    } else if (feed->depth == feed->item_depth + 1 && which_field(element, &field)) {
        begin_field(feed, field, element);
    }
}

static void end(void *user, const ecoi_xml_element *element)
{
    ecoi_feed *feed = user;
    size_t depth = feed->depth--;
    feed->in_name = false;
    if (feed->no_memory || feed->item_depth == 0)
        return;
    if (feed->author_depth == depth)
        feed->author_depth = 0;
    if (feed->field_depth == depth) {
        feed->field_depth = 0;
    } else if (feed->field_depth > 0) {
        if (feed->field >= ECOI_FEED_CONTENT || feed->field == ECOI_FEED_TITLE)
            copy_tag(feed, element, "</");
    } else if (feed->item_depth == depth) {
        feed->item_depth = 0;
        feed->n++;
    }
}

static void text(void *user, eco_text bytes)
{
    ecoi_feed *feed = user;
    enum { NAME_MAX_LEN = 200 };
    if (feed->in_name && feed->name.len + bytes.len <= NAME_MAX_LEN)
        feed->no_memory |= !ecoi_buf_append(&feed->name, bytes.ptr, bytes.len);
    if (feed->item_depth > 0 && feed->field_depth > 0)
        append(feed, bytes, feed->mode == ESCAPED);
}

/* ---- the feed ---- */

ecoi_feed *ecoi_feed_new(ecoi_input *input, size_t max)
{
    static const ecoi_xml_handler handler = {start, end, text};
    ecoi_feed *feed = calloc(1, sizeof *feed);
    if (feed == NULL)
        return NULL;
    feed->input = input;
    feed->max = max;
    feed->xml = ecoi_xml_new(&handler, feed);
    if (feed->xml == NULL) {
        free(feed);
        return NULL;
    }
    return feed;
}

void ecoi_feed_free(ecoi_feed *feed)
{
    if (feed == NULL)
        return;
    ecoi_xml_free(feed->xml);
    ecoi_buf_dispose(&feed->bytes);
    ecoi_buf_dispose(&feed->name);
    free(feed->items);
    free(feed);
}

/* All that waited has been handed out: the item being read moves to the front. */
static void make_room(ecoi_feed *feed)
{
    size_t begin = feed->item_depth > 0 ? feed->kept : feed->bytes.len;
    if (feed->bytes.len > 0)
        memmove(feed->bytes.data, feed->bytes.data + begin, feed->bytes.len - begin);
    feed->bytes.len -= begin;
    if (feed->item_depth > 0) {
        entry *item = &feed->items[0];
        *item = feed->items[feed->n];
        for (size_t i = 0; i < ECOI_N_FEED_FIELDS; i++)
            item->fields[i].off -= item->fields[i].len > 0 || i == feed->field ? begin : item->fields[i].off;
    }
    feed->kept = feed->n = feed->next = 0;
}

static void end_cut_item(ecoi_feed *feed)
{
    feed->items[feed->n++].cut = true;
    feed->item_depth = 0;
}

ecoi_xml_step ecoi_feed_next(ecoi_feed *feed, ecoi_feed_item *out)
{
    if (feed->next == feed->n)
        make_room(feed);
    while (feed->n == 0 && !feed->done && !feed->no_memory) {
        ecoi_xml_step step = ecoi_xml_feed(feed->xml, feed->input);
        feed->no_memory |= step == ECOI_XML_NO_MEMORY;
        feed->done = step == ECOI_XML_END;
        if (feed->done && feed->item_depth > 0)
            end_cut_item(feed);
    }
    if (feed->no_memory)
        return ECOI_XML_NO_MEMORY;
    if (feed->n == 0)
        return ECOI_XML_END;
    const entry *item = &feed->items[feed->next++];
    for (size_t i = 0; i < ECOI_N_FEED_FIELDS; i++) {
        const char *bytes = feed->bytes.data != NULL ? (const char *)feed->bytes.data : "";
        out->fields[i] = ecoi_text_trim((eco_text){bytes + item->fields[i].off, item->fields[i].len});
    }
    out->too_long = item->too_long;
    out->cut = item->cut;
    return ECOI_XML_MORE;
}

eco_text ecoi_feed_name(const ecoi_feed *feed)
{
    return feed->name.len > 0 ? ecoi_text_trim((eco_text){(const char *)feed->name.data, feed->name.len})
                              : (eco_text){0};
}

const char *ecoi_feed_error(const ecoi_feed *feed)
{
    return ecoi_xml_error(feed->xml);
}
