/* SPDX-License-Identifier: MIT */
/*
 * Dumps of MediaWiki: a document for each article. Redirects and pages of other namespaces than 0 (talk,
 * users, templates, categories) are rejected, each with its reason. Of several revisions the last counts. The
 * key is the page's address, where the dump names its site, else the file's name and the page's number in it.
 */
#include <string.h>

#include "corpus/dates.h"
#include "corpus/headers.h"
#include "corpus/items.h"
#include "corpus/kind.h"
#include "corpus/wikitext.h"

enum { TITLE, NAMESPACE, REDIRECT, TIMESTAMP, TEXT };
enum { SITE, BASE };

static bool sniff(const char *name, const char *head, size_t len)
{
    (void)name;
    return ecoi_text_is(ecoi_xml_root(head, len), "mediawiki");
}

/* ---- what a dump looks like ---- */

static bool is(const ecoi_xml_element *element, const char *name)
{
    return strcmp(element->name, name) == 0;
}

static bool is_item(const ecoi_xml_element *element, ecoi_item_field *about)
{
    *about = (ecoi_item_field){.field = TITLE};
    return is(element, "page");
}

static bool is_name(const ecoi_xml_element *element, size_t *name)
{
    *name = is(element, "base") ? BASE : SITE;
    return is(element, "base") || is(element, "sitename");
}

static bool is_field(const ecoi_xml_element *element, const char *parent, ecoi_item_field *out)
{
    static const char *const names[] = {"title", "ns", "redirect", "timestamp", "text"};
    size_t field = 0;
    while (field <= TEXT && !is(element, names[field]))
        field++;
    bool in_revision = parent != NULL && strcmp(parent, "revision") == 0;
    if (field > TEXT || (field >= TIMESTAMP) != in_revision || (parent != NULL && !in_revision))
        return false;
    *out = (ecoi_item_field){.field = field, .replaces = in_revision};
    if (field == REDIRECT)
        out->given = ecoi_xml_attribute(element, "title");
    return true;
}

/* ---- a page ---- */

/* "https://fr.wiki.example/wiki/Accueil" and "Val de Loire" become
 * "https://fr.wiki.example/wiki/Val_de_Loire". */
static bool make_url(ecoi_buf *out, eco_text base, eco_text title)
{
    const char *slash = base.len > 0 ? memrchr(base.ptr, '/', base.len) : NULL;
    out->len = 0;
    if (slash == NULL)
        return true;
    if (!ecoi_buf_append(out, base.ptr, (size_t)(slash + 1 - base.ptr)))
        return false;
    for (size_t i = 0; i < title.len; i++) {
        char c = title.ptr[i];
        bool reserved = strchr("?#%\"<>[]{}|\\^`", c) != NULL;
        if (!(reserved ? ecoi_buf_appendf(out, "%%%02X", (unsigned char)c)
                       : ecoi_buf_append_byte(out, (uint8_t)(c == ' ' ? '_' : c))))
            return false;
    }
    return true;
}

static ecoi_step set_names(ecoi_reading *reading, eco_text title)
{
    ecoi_draft *draft = &reading->draft;
    ecoi_buf *markup = &reading->markup;
    eco_text copy = {0};
    if (!make_url(markup, ecoi_items_name(reading->items, BASE), title) ||
        !ecoi_reading_keep(reading, (eco_text){(const char *)markup->data, markup->len},
                           &draft->document.url) ||
        !ecoi_reading_keep(reading, ecoi_items_name(reading->items, SITE), &draft->document.source) ||
        !ecoi_reading_keep(reading, title, &copy) ||
        (copy.len > 0 && !ecoi_draft_add(draft, ECO_ZONE_TITLE, copy)))
        return ECOI_STEP_NO_MEMORY;
    eco_text url = draft->document.url;
    return url.len > 0 && url.len <= ECOI_KEY_MAX ? ecoi_reading_set_key(reading, url, reading->record)
                                                  : ecoi_reading_name(reading, reading->record);
}

static ecoi_step reject(ecoi_reading *reading, eco_reject_reason reason, const char *what, eco_text detail)
{
    ecoi_reading_reject(reading, reason, reading->record, "%s%.*s", what,
                        (int)(detail.len < 200 ? detail.len : 200), detail.len > 0 ? detail.ptr : "");
    return ECOI_STEP_AGAIN;
}

static ecoi_step read_page(ecoi_reading *reading, const ecoi_item *item)
{
    eco_text space = item->fields[NAMESPACE], text = item->fields[TEXT], date = item->fields[TIMESTAMP];
    if (item->too_long)
        return reject(reading, ECO_REJECT_TOO_LONG, "a page longer than one may be: ", item->fields[TITLE]);
    if (space.len > 0 && !ecoi_text_is(space, "0"))
        return reject(reading, ECO_REJECT_NAMESPACE, "of another namespace: ", item->fields[TITLE]);
    if (item->fields[REDIRECT].len > 0 || ecoi_text_begins(text, "#redirect"))
        return reject(reading, ECO_REJECT_REDIRECT, "a redirect: ", item->fields[TITLE]);
    ecoi_step step = set_names(reading, item->fields[TITLE]);
    if (step != ECOI_STEP_DOCUMENT)
        return step;
    if (!ecoi_reading_decode(reading, text, &text) ||
        !ecoi_wikitext_read(text, &reading->markup, &reading->draft))
        return ECOI_STEP_NO_MEMORY;
    if (reading->draft.n_passages == 0)
        return reject(reading, ECO_REJECT_EMPTY, "a page without text", (eco_text){0});
    if (date.len >= 10)
        (void)ecoi_date_read((eco_text){date.ptr, 10}, &reading->draft.document.date);
    reading->draft.damaged = item->cut;
    return ECOI_STEP_DOCUMENT;
}

static ecoi_step next(ecoi_reading *reading)
{
    static const ecoi_items_shape shape = {is_item, is_name, is_field};
    return ecoi_reading_next_item(reading, &shape, read_page);
}

const ecoi_kind ecoi_kind_wiki = {"wiki", sniff, next};
