/* SPDX-License-Identifier: MIT */
/*
 * Feeds: a document an item, in the order of the feed. Its key is the item's guid where that is an address or
 * a URN, else its link, else the file's name and the item's number: what feeds number by themselves is not
 * unique. The feed's title is its source.
 */
#include <string.h>

#include "corpus/dates.h"
#include "corpus/feed.h"
#include "corpus/fields.h"
#include "corpus/html.h"

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

static bool keep(ecoi_reading *reading, eco_text text, eco_text *out)
{
    if (text.len == 0)
        return true;
    return ecoi_charset_clean_name(text, &reading->name) &&
           ecoi_arena_text(&reading->draft.texts,
                           (eco_text){(const char *)reading->name.data, reading->name.len}, out);
}

static ecoi_step set_key(ecoi_reading *reading, const ecoi_feed_item *item)
{
    eco_text id = item->fields[ECOI_FEED_ID], link = item->fields[ECOI_FEED_LINK];
    if (is_address(id))
        return ecoi_reading_set_key(reading, id, reading->record);
    return is_address(link) ? ecoi_reading_set_key(reading, link, reading->record)
                            : ecoi_reading_name(reading, reading->record);
}

/* The date, and as a field what could not be read as one. */
static bool read_date(ecoi_reading *reading, const ecoi_feed_item *item)
{
    ecoi_draft *draft = &reading->draft;
    eco_text first = item->fields[ECOI_FEED_PUBLISHED], second = item->fields[ECOI_FEED_CHANGED];
    eco_text date = first.len > 0 ? first : second;
    draft->bad_date = date.len > 0 && ecoi_date_read(date, &draft->document.date) != ECO_OK &&
                      ecoi_date_read_mail(date, &draft->document.date) != ECO_OK;
    return !draft->bad_date || ecoi_fields_add(&reading->fields, "date", date);
}

/* ---- its text ---- */

/* A page of its title and content, as the site itself would show it. */
static bool make_page(ecoi_buf *page, const ecoi_feed_item *item)
{
    eco_text title = item->fields[ECOI_FEED_TITLE], content = item->fields[ECOI_FEED_CONTENT];
    if (content.len == 0)
        content = item->fields[ECOI_FEED_SUMMARY];
    static const char open[] = "<!DOCTYPE html><html><body><article><h1>", middle[] = "</h1>\n<div>",
                      close[] = "</div></article></body></html>";
    page->len = 0;
    return ecoi_buf_append(page, open, sizeof open - 1) && ecoi_buf_append(page, title.ptr, title.len) &&
           ecoi_buf_append(page, middle, sizeof middle - 1) &&
           ecoi_buf_append(page, content.ptr, content.len) && ecoi_buf_append(page, close, sizeof close - 1);
}

static ecoi_step read_text(ecoi_reading *reading, eco_text url, const ecoi_feed_item *item)
{
    if (!make_page(&reading->markup, item))
        return ECOI_STEP_NO_MEMORY;
    ecoi_html_page page = {{(const char *)reading->markup.data, reading->markup.len}, "utf-8", url};
    ecoi_step step = ecoi_html_read(reading, &page, "");
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    bool closed = ecoi_html_append_fields(reading->html, &reading->fields) &&
                  ecoi_fields_close(&reading->fields, &reading->draft.document.fields);
    reading->draft.document.url = url;
    return closed ? step : ECOI_STEP_NO_MEMORY;
}

static ecoi_step read_item(ecoi_reading *reading, const ecoi_feed_item *item)
{
    eco_text url = {0}, link = item->fields[ECOI_FEED_LINK], id = item->fields[ECOI_FEED_ID];
    if (item->too_long) {
        ecoi_reading_reject(reading, ECO_REJECT_TOO_LONG, reading->record, "an item longer than one may be");
        return ECOI_STEP_AGAIN;
    }
    ecoi_step step = set_key(reading, item);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    reading->fields.len = 0;
    if (!keep(reading, link.len == 0 && is_link(id) ? id : link, &url) ||
        !keep(reading, ecoi_feed_name(reading->feed), &reading->draft.document.source) ||
        !read_date(reading, item) ||
        !ecoi_fields_add(&reading->fields, "author", author_of(item->fields[ECOI_FEED_AUTHOR])))
        return ECOI_STEP_NO_MEMORY;
    reading->draft.damaged = item->cut;
    return read_text(reading, url, item);
}

static bool begin(ecoi_reading *reading)
{
    ecoi_feed_free(reading->feed);
    reading->feed = ecoi_feed_new(&reading->input, reading->options->max_record_bytes);
    reading->has_begun = true;
    return reading->feed != NULL;
}

static ecoi_step next(ecoi_reading *reading)
{
    ecoi_feed_item item;
    if (!reading->has_begun && !begin(reading))
        return ECOI_STEP_NO_MEMORY;
    ecoi_xml_step step = ecoi_feed_next(reading->feed, &item);
    if (step == ECOI_XML_NO_MEMORY)
        return ECOI_STEP_NO_MEMORY;
    if (step == ECOI_XML_MORE) {
        reading->record++;
        return read_item(reading, &item);
    }
    const char *error = ecoi_feed_error(reading->feed);
    if (error != NULL && reading->input.problem == ECOI_INPUT_FINE)
        ecoi_reading_reject(reading, ECO_REJECT_XML, 0, "%s", error);
    return ECOI_STEP_END;
}

const ecoi_kind ecoi_kind_feed = {"feed", sniff, next};
