/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "corpus/headers.h"
#include "corpus/paragraphs.h"
#include "corpus/wikitext_impl.h"

/* What a line is while lines are gone through. */
typedef struct reduction {
    ecoi_draft *draft;
    bool has_lead, at_end; /* behind a heading that ends the article */
} reduction;

static bool is_end(eco_text heading)
{
    static const char *const names[] = {
        "Notes et références", "Références",        "Notes",           "Voir aussi",    "Liens externes",
        "Lien externe",        "Articles connexes", "Article connexe", "Bibliographie", "Annexes",
        "References",          "See also",          "External links"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ecoi_text_is(heading, names[i]))
            return true;
    return false;
}

/* "== Heading ==" without its signs; unknown where it is none. */
static eco_text heading_of(eco_text line)
{
    size_t n = 0;
    while (n < line.len / 2 && line.ptr[n] == '=' && line.ptr[line.len - 1 - n] == '=')
        n++;
    return n > 0 ? ecoi_text_trim((eco_text){line.ptr + n, line.len - 2 * n}) : (eco_text){0};
}

static bool add(reduction *state, eco_zone zone, eco_text text)
{
    if (text.len == 0)
        return true;
    if (state->at_end)
        zone = ECO_ZONE_BOILERPLATE;
    if (zone == ECO_ZONE_BODY && !state->has_lead)
        zone = ECO_ZONE_LEAD;
    state->has_lead |= zone == ECO_ZONE_LEAD;
    return ecoi_draft_add(state->draft, zone, text);
}

static bool add_line(reduction *state, eco_text line)
{
    line = ecoi_text_trim(line);
    if (line.len == 0)
        return true;
    if (line.ptr[0] == ECOI_WIKI_CAPTION)
        return add(state, ECO_ZONE_CAPTION, ecoi_text_trim((eco_text){line.ptr + 1, line.len - 1}));
    eco_text heading = heading_of(line);
    if (heading.len > 0) {
        state->at_end = is_end(heading);
        state->has_lead = true;
        return add(state, ECO_ZONE_HEADING, heading);
    }
    size_t n = 0;
    while (n < line.len && strchr("*#:;-=", line.ptr[n]) != NULL)
        n++;
    return add(state, ECO_ZONE_BODY, ecoi_text_trim((eco_text){line.ptr + n, line.len - n}));
}

bool ecoi_wiki_lines(eco_text text, ecoi_draft *draft)
{
    reduction state = {.draft = draft};
    for (const char *p = text.ptr, *end = p + text.len; p < end;) {
        const char *feed = memchr(p, '\n', (size_t)(end - p)), *stop = feed != NULL ? feed : end;
        if (!add_line(&state, (eco_text){p, (size_t)(stop - p)}))
            return false;
        p = stop + (feed != NULL);
    }
    return true;
}
