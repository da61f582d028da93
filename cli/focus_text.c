/* SPDX-License-Identifier: MIT */
/* Why a document is about its regions, for people. */
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/request.h"
#include "cli/utf8.h"

#include <inttypes.h>
#include <string.h>

enum { WEIGHT_COLUMN = 9, CONTEXT = 24 /* bytes shown on each side of a name */ };

static void put_regions(cli_page *page, const eco_focus *focus)
{
    size_t widest = 0;
    for (size_t i = 0; i < focus->n_regions; i++) {
        size_t width = cli_text_width(cli_text(eco_region_at(focus->regions[i].share.region)->name));
        widest = width > widest ? width : widest;
    }
    if (focus->n_regions == 0)
        cli_page_print(page, "No region is named.\n");
    for (size_t i = 0; i < focus->n_regions; i++) {
        const eco_focus_region *r = &focus->regions[i];
        eco_text name = cli_text(eco_region_at(r->share.region)->name);
        cli_page_spaces(page, 2);
        cli_page_style(page, r->share.focus ? CLI_BOLD : CLI_PLAIN);
        cli_page_put(page, name);
        cli_page_style(page, CLI_PLAIN);
        cli_page_spaces(page, widest - cli_text_width(name));
        cli_page_print(page, " %4.0f %%  weight %6.2f  ", 100 * (double)r->share.share, (double)r->weight);
        cli_page_paragraph(page, eco_focus_why_text(r->why), widest + 26);
        cli_page_newline(page);
    }
}

static void put_rule(cli_page *page, const eco_focus *focus)
{
    char bytes[CLI_NUMBER], line[256];
    snprintf(
        line, sizeof line,
        "Needed: %.0f %% of the weight, and a weight of %.2f on a page of %s bytes. Foreign places weigh "
        "%.2f.",
        100 * (double)focus->least_share, (double)focus->least_weight, cli_count(focus->text_bytes, bytes),
        (double)focus->abroad);
    cli_page_paragraph(page, line, 0);
    cli_page_newline(page);
}

static bool starts_character(eco_text text, size_t at)
{
    return at >= text.len || ((unsigned char)text.ptr[at] & 0xc0) != 0x80;
}

/* The name among the words around it. */
static void put_context(cli_page *page, eco_text text, const eco_place_name *name)
{
    size_t end = name->offset + name->length;
    size_t from = name->offset > CONTEXT ? name->offset - CONTEXT : 0;
    size_t to = text.len - end > CONTEXT ? end + CONTEXT : text.len;
    while (!starts_character(text, from))
        from++;
    while (!starts_character(text, to))
        to--;
    if (from > 0)
        cli_page_put(page, cli_text("…"));
    cli_page_put(page, (eco_text){text.ptr + from, name->offset - from});
    cli_page_style(page, CLI_HIGHLIGHT);
    cli_page_put(page, (eco_text){text.ptr + name->offset, name->length});
    cli_page_style(page, CLI_PLAIN);
    cli_page_put(page, (eco_text){text.ptr + end, to - end});
    if (to < text.len)
        cli_page_put(page, cli_text("…"));
}

/* Factors of 1 say nothing. */
static size_t append_factor(char *line, size_t at, size_t size, const char *label, float factor)
{
    if (factor == 1)
        return at;
    int n = snprintf(line + at, size - at, ", %s × %.2f", label, (double)factor);
    return n > 0 && (size_t)n < size - at ? at + (size_t)n : at;
}

static void put_reason(cli_page *page, const eco_place_name *name, const char *zone)
{
    char line[512];
    if (name->why >= ECO_PLACE_TRAP) {
        snprintf(line, sizeof line, "%s; set aside: %s", zone, eco_place_why_text(name->why));
    } else {
        const eco_region *region = eco_region_at(name->region);
        const char *where = region ? region->name : "abroad";
        size_t at = (size_t)snprintf(line, sizeof line, "%s; %s, %s %.2f", where,
                                     eco_place_why_text(name->why), name->kind, (double)name->kind_weight);
        at = append_factor(line, at, sizeof line, "evidence", name->evidence);
        at = append_factor(line, at, sizeof line, zone, name->zone);
        at = append_factor(line, at, sizeof line, "position", name->position);
        at = append_factor(line, at, sizeof line, "again", name->repetition);
        append_factor(line, at, sizeof line, "list", name->list);
    }
    cli_page_spaces(page, WEIGHT_COLUMN);
    cli_page_style(page, CLI_DIM);
    cli_page_paragraph(page, line, WEIGHT_COLUMN);
    cli_page_style(page, CLI_PLAIN);
    cli_page_newline(page);
}

static void put_name(cli_page *page, const eco_document *document, const eco_place_name *name)
{
    bool in_source = name->passage == document->n_passages;
    eco_text text = in_source ? document->source : document->passages[name->passage].text;
    if (name->why >= ECO_PLACE_TRAP)
        cli_page_print(page, "%7s  ", "-");
    else
        cli_page_print(page, "%7.2f  ", (double)name->weight);
    put_context(page, text, name);
    cli_page_newline(page);
    put_reason(page, name, in_source ? "source" : eco_zone_slug(document->passages[name->passage].zone));
}

/* The index may keep other regions than the text gives: the document brought its own. */
static bool differs(const eco_document *document, const eco_focus *focus)
{
    if (document->n_regions != focus->n_regions)
        return true;
    for (size_t i = 0; i < focus->n_regions; i++)
        if (document->regions[i].region != focus->regions[i].share.region ||
            document->regions[i].focus != focus->regions[i].share.focus)
            return true;
    return false;
}

void cli_write_focus_text(const cli_request *request, const eco_document *document, const eco_focus *focus)
{
    cli_page page;
    cli_page_init(&page, stdout, (cli_color)request->color);
    cli_page_style(&page, CLI_BOLD);
    cli_page_put(&page, document->key);
    cli_page_style(&page, CLI_PLAIN);
    cli_page_newline(&page);
    put_regions(&page, focus);
    put_rule(&page, focus);
    if (differs(document, focus)) {
        cli_page_paragraph(&page,
                           "The index keeps other regions for this document: it brought its own, or another "
                           "version of ecosearch found them.",
                           0);
        cli_page_newline(&page);
    }
    cli_page_newline(&page);
    for (size_t i = 0; i < focus->n_names && cli_output_good(); i++)
        put_name(&page, document, &focus->names[i]);
}
