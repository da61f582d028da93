/* SPDX-License-Identifier: MIT */
#include "corpus/items.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/paragraphs.h"

/* An item that waits or is being read: where its fields are in ecoi_items.bytes. */
typedef struct waiting {
    struct {
        size_t off, len;
    } fields[ECOI_ITEM_FIELDS];
    bool too_long, cut;
} waiting;

enum { NAME_LEN_MAX = 256, NO_NAME = ECOI_ITEM_NAMES };

struct ecoi_items {
    const ecoi_items_shape *shape;
    ecoi_input *input;
    ecoi_xml *xml;
    size_t max;
    ecoi_buf bytes;
    waiting *entries; /* [next, n) wait; entries[n] is being read */
    size_t n, cap, next;
    size_t kept; /* where the bytes of the item being read begin */
    ecoi_buf names[ECOI_ITEM_NAMES];
    size_t name;        /* being read, or NO_NAME */
    size_t depth;       /* open elements */
    size_t item_depth;  /* of the item's element, or 0 */
    size_t field_depth; /* of the field's element, or 0 */
    char parent[16];    /* the element directly in the item */
    size_t field;
    ecoi_item_mode mode;
    bool no_memory, done;
};

/* ---- an item being read ---- */

static void append(ecoi_items *items, eco_text text, bool escaped)
{
    waiting *entry = &items->entries[items->n];
    size_t before = items->bytes.len;
    if (entry->too_long || items->no_memory || text.len == 0)
        return;
    if (before - items->kept + text.len > items->max) {
        entry->too_long = true;
        return;
    }
    if (!(escaped ? ecoi_xml_escape(&items->bytes, text)
                  : ecoi_buf_append(&items->bytes, text.ptr, text.len)))
        items->no_memory = true;
    entry->fields[items->field].len += items->bytes.len - before;
}

/* A tag inside a field, without its attributes. */
static void append_tag(ecoi_items *items, const char *open, const char *name)
{
    append(items, (eco_text){open, strlen(open)}, false);
    append(items, (eco_text){name, strlen(name)}, false);
    append(items, (eco_text){">", 1}, false);
}

static void begin_field(ecoi_items *items, const ecoi_item_field *field)
{
    waiting *entry = &items->entries[items->n];
    if (entry->fields[field->field].len > 0 && !field->replaces)
        return;
    entry->fields[field->field].off = items->bytes.len;
    entry->fields[field->field].len = 0;
    items->field = field->field;
    items->mode = field->mode;
    items->field_depth = items->depth;
    append(items, field->given, false);
}

static void begin_item(ecoi_items *items, const ecoi_item_field *about)
{
    items->no_memory |= !ecoi_grow(&items->entries, &items->cap, items->n + 1, sizeof *items->entries);
    if (items->no_memory)
        return;
    items->entries[items->n] = (waiting){0};
    items->item_depth = items->depth;
    items->kept = items->bytes.len;
    begin_field(items, about);
    items->field_depth = 0;
}

/* ---- what the parser tells ---- */

static void start_in_item(ecoi_items *items, const ecoi_xml_element *element)
{
    size_t depth = items->depth - items->item_depth;
    ecoi_item_field field = {0};
    if (items->field_depth > 0) {
        if (items->mode != ECOI_ITEM_TEXT)
            append_tag(items, "<", element->name);
        return;
    }
    if (depth <= 2 && items->shape->is_field(element, depth == 2 ? items->parent : NULL, &field))
        begin_field(items, &field);
    if (depth == 1)
        snprintf(items->parent, sizeof items->parent, "%s", element->name);
}

static void start(void *user, const ecoi_xml_element *element)
{
    ecoi_items *items = user;
    ecoi_item_field about = {0};
    items->depth++;
    items->name = NO_NAME;
    if (items->no_memory)
        return;
    if (items->item_depth > 0)
        start_in_item(items, element);
    else if (items->shape->is_item(element, &about))
        begin_item(items, &about);
    else if (!items->shape->is_name(element, &items->name) || items->names[items->name].len > 0)
        items->name = NO_NAME;
}

static void end(void *user, const ecoi_xml_element *element)
{
    ecoi_items *items = user;
    size_t depth = items->depth--;
    items->name = NO_NAME;
    if (items->no_memory || items->item_depth == 0)
        return;
    if (items->field_depth == depth) {
        items->field_depth = 0;
    } else if (items->field_depth > 0) {
        if (items->mode != ECOI_ITEM_TEXT)
            append_tag(items, "</", element->name);
    } else if (items->item_depth == depth) {
        items->item_depth = 0;
        items->n++;
    }
}

static void text(void *user, eco_text bytes)
{
    ecoi_items *items = user;
    if (items->name != NO_NAME && items->names[items->name].len + bytes.len <= NAME_LEN_MAX)
        items->no_memory |= !ecoi_buf_append(&items->names[items->name], bytes.ptr, bytes.len);
    if (items->item_depth > 0 && items->field_depth > 0)
        append(items, bytes, items->mode == ECOI_ITEM_XHTML);
}

/* ---- the items ---- */

ecoi_items *ecoi_items_new(const ecoi_items_shape *shape, ecoi_input *input, size_t max)
{
    static const ecoi_xml_handler handler = {start, end, text};
    ecoi_items *items = calloc(1, sizeof *items);
    if (items == NULL)
        return NULL;
    items->shape = shape;
    items->input = input;
    items->max = max;
    items->name = NO_NAME;
    items->xml = ecoi_xml_new(&handler, items);
    if (items->xml == NULL) {
        free(items);
        return NULL;
    }
    return items;
}

void ecoi_items_free(ecoi_items *items)
{
    if (items == NULL)
        return;
    ecoi_xml_free(items->xml);
    ecoi_buf_dispose(&items->bytes);
    for (size_t i = 0; i < ECOI_ITEM_NAMES; i++)
        ecoi_buf_dispose(&items->names[i]);
    free(items->entries);
    free(items);
}

/* All that waited has been handed out: the item being read moves to the front. */
static void make_room(ecoi_items *items)
{
    size_t begin = items->item_depth > 0 ? items->kept : items->bytes.len;
    if (begin > 0)
        memmove(items->bytes.data, items->bytes.data + begin, items->bytes.len - begin);
    items->bytes.len -= begin;
    if (items->item_depth > 0) {
        waiting *entry = &items->entries[0];
        *entry = items->entries[items->n];
        for (size_t i = 0; i < ECOI_ITEM_FIELDS; i++) {
            size_t off = entry->fields[i].off;
            entry->fields[i].off = off < begin ? 0 : off - begin;
        }
    }
    items->kept = items->n = items->next = 0;
}

static void end_cut_item(ecoi_items *items)
{
    items->entries[items->n++].cut = true;
    items->item_depth = 0;
}

ecoi_xml_step ecoi_items_next(ecoi_items *items, ecoi_item *out)
{
    if (items->next == items->n)
        make_room(items);
    while (items->n == 0 && !items->done && !items->no_memory) {
        ecoi_xml_step step = ecoi_xml_feed(items->xml, items->input);
        items->no_memory |= step == ECOI_XML_NO_MEMORY;
        items->done = step == ECOI_XML_END;
        if (items->done && items->item_depth > 0)
            end_cut_item(items);
    }
    if (items->no_memory)
        return ECOI_XML_NO_MEMORY;
    if (items->n == 0)
        return ECOI_XML_END;
    const waiting *entry = &items->entries[items->next++];
    const char *bytes = items->bytes.data != NULL ? (const char *)items->bytes.data : "";
    for (size_t i = 0; i < ECOI_ITEM_FIELDS; i++)
        out->fields[i] = ecoi_text_trim((eco_text){bytes + entry->fields[i].off, entry->fields[i].len});
    out->too_long = entry->too_long;
    out->cut = entry->cut;
    return ECOI_XML_MORE;
}

eco_text ecoi_items_name(const ecoi_items *items, size_t name)
{
    const ecoi_buf *buf = &items->names[name];
    return buf->len > 0 ? ecoi_text_trim((eco_text){(const char *)buf->data, buf->len}) : (eco_text){0};
}

const char *ecoi_items_error(const ecoi_items *items)
{
    return ecoi_xml_error(items->xml);
}
