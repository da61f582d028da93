/* SPDX-License-Identifier: MIT */
/* A map of France by region with the counts of a facet. */
#include "cli/map_shapes.h"
#include "cli/markup.h"
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/request.h"
#include "cli/utf8.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    MOST_CLASSES = 5,
    DARK_CLASS = 4, /* from this one on text is white */
    FIRST_OVERSEAS_FRAME = 30,
    FRAME_TOP = 1030,
    FRAME_SIDE = 168,
    FRAME_STEP = 188,
    N_OVERSEAS = 5, /* the first regions of eco_region_at */
    LEGEND_X = 40,
    LEGEND_Y = 760,
    LEGEND_STEP = 30
};

static const char *const colours[MOST_CLASSES + 1] = {"#eceff1", "#d6e6f4", "#a5cce3",
                                                      "#68abd0", "#2b7bba", "#0a4a8c"};

typedef struct map {
    FILE *out;
    uint64_t counts[ECO_N_REGIONS];
    uint64_t most;
    unsigned n_classes;
} map;

/* The largest count of a class 1..n_classes. */
static uint64_t top_of_class(const map *m, unsigned class)
{
    uint64_t whole = m->most / m->n_classes, rest = m->most % m->n_classes;
    return whole * class + rest * class / m->n_classes;
}

static unsigned class_of(const map *m, uint64_t count)
{
    unsigned class = 0;
    while (count > 0 && class < m->n_classes && (class == 0 || count > top_of_class(m, class)))
        class ++;
    return class;
}

/* With fewer classes the colours lie further apart. */
static unsigned colour_of(const map *m, unsigned class)
{
    return class == 0 ? 0 : MOST_CLASSES - (m->n_classes - class) * MOST_CLASSES / m->n_classes;
}

static size_t region_of_slug(eco_text slug)
{
    for (size_t r = 0; r < ECO_N_REGIONS; r++)
        if (strlen(eco_region_at(r)->slug) == slug.len &&
            memcmp(eco_region_at(r)->slug, slug.ptr, slug.len) == 0)
            return r;
    return ECO_N_REGIONS;
}

static map count_regions(FILE *out, const eco_results *results)
{
    map m = {.out = out};
    const eco_bucket *buckets;
    size_t n = eco_results_facet(results, ECO_FACET_REGION, &buckets);
    for (size_t i = 0; i < n; i++) {
        size_t r = region_of_slug(buckets[i].value);
        if (r < ECO_N_REGIONS)
            m.counts[r] = buckets[i].count;
        if (r < ECO_N_REGIONS && buckets[i].count > m.most)
            m.most = buckets[i].count;
    }
    m.n_classes = m.most < MOST_CLASSES ? (unsigned)m.most : MOST_CLASSES;
    return m;
}

static void put_head(const map *m, const cli_request *request, const eco_results *results)
{
    char number[CLI_NUMBER];
    uint64_t total = eco_results_total(results);
    const char *found = cli_count(total, number), *documents = cli_plural(total, "document", "documents");
    fprintf(m->out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
            "aria-labelledby=\"map-title map-desc\" font-family=\"sans-serif\">\n<title id=\"map-title\">",
            CLI_MAP_WIDTH, CLI_MAP_HEIGHT);
    cli_put_markup(m->out, cli_text(request->query));
    fprintf(m->out,
            ": %s %s by region</title>\n<desc id=\"map-desc\">Map of the 18 regions of France, darker "
            "where more documents are about the region. A document may be about several or none.",
            found, documents);
    for (size_t r = 0; r < ECO_N_REGIONS; r++)
        if (m->counts[r] > 0)
            fprintf(m->out, " %s: %" PRIu64 ".", eco_region_at(r)->name, m->counts[r]);
    fprintf(m->out, "</desc>\n<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", CLI_MAP_WIDTH,
            CLI_MAP_HEIGHT);
    fputs("<text x=\"40\" y=\"44\" font-size=\"28\" font-weight=\"bold\" fill=\"#202124\">", m->out);
    cli_put_markup(m->out, cli_text(request->query));
    fprintf(m->out,
            "</text>\n<text x=\"40\" y=\"72\" font-size=\"18\" fill=\"#5f6368\">%s %s, by the region "
            "that they are about</text>\n",
            found, documents);
}

static void put_frame(const map *m, size_t overseas)
{
    int x = FIRST_OVERSEAS_FRAME + (int)overseas * FRAME_STEP;
    fprintf(m->out,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#c4c9cd\"/>\n"
            "<text x=\"%d\" y=\"%d\" font-size=\"17\" text-anchor=\"middle\" fill=\"#202124\">%s</text>\n",
            x, FRAME_TOP, FRAME_SIDE, FRAME_SIDE, x + FRAME_SIDE / 2, FRAME_TOP + FRAME_SIDE + 24,
            eco_region_at(overseas)->name);
}

static void put_shape(const map *m, size_t r)
{
    char number[CLI_NUMBER];
    cli_count(m->counts[r], number);
    fprintf(m->out,
            "<path d=\"%s\" fill=\"%s\" stroke=\"#ffffff\" stroke-width=\"1.5\" "
            "stroke-linejoin=\"round\"><title>%s: %s %s</title></path>\n",
            cli_map_shapes[r].path, colours[colour_of(m, class_of(m, m->counts[r]))], eco_region_at(r)->name,
            number, cli_plural(m->counts[r], "document", "documents"));
}

static void put_label(const map *m, size_t r)
{
    const cli_map_shape *shape = &cli_map_shapes[r];
    bool overseas = r < N_OVERSEAS;
    bool dark = colour_of(m, class_of(m, m->counts[r])) >= DARK_CLASS;
    char number[CLI_NUMBER];
    fprintf(m->out,
            "<g text-anchor=\"middle\" fill=\"%s\" aria-hidden=\"true\"><text x=\"%d\" y=\"%d\" "
            "font-size=\"26\" font-weight=\"bold\">%s</text>",
            dark ? "#ffffff" : "#202124", shape->x, shape->y + (overseas ? 9 : 2),
            cli_count(m->counts[r], number));
    if (!overseas)
        fprintf(m->out, "<text x=\"%d\" y=\"%d\" font-size=\"14\">%s</text>", shape->x, shape->y + 20,
                eco_region_at(r)->name);
    fputs("</g>\n", m->out);
}

static void put_legend_row(const map *m, unsigned row, unsigned class)
{
    uint64_t last = class ? top_of_class(m, class) : 0;
    uint64_t first = class > 1 ? top_of_class(m, class - 1) + 1 : class;
    char from[CLI_NUMBER], to[CLI_NUMBER];
    int y = LEGEND_Y + (int)(row + 1) * LEGEND_STEP;
    fprintf(m->out,
            "<rect x=\"%d\" y=\"%d\" width=\"36\" height=\"22\" fill=\"%s\" stroke=\"#c4c9cd\"/>"
            "<text x=\"%d\" y=\"%d\" font-size=\"17\" fill=\"#202124\">%s",
            LEGEND_X, y - 17, colours[colour_of(m, class)], LEGEND_X + 48, y, cli_count(first, from));
    if (last > first)
        fprintf(m->out, " to %s", cli_count(last, to));
    fputs("</text>\n", m->out);
}

static void put_legend(const map *m)
{
    fprintf(m->out,
            "<g>\n<text x=\"%d\" y=\"%d\" font-size=\"17\" font-weight=\"bold\" "
            "fill=\"#202124\">documents</text>\n",
            LEGEND_X, LEGEND_Y);
    for (unsigned class = 0; class <= m->n_classes; class ++)
        put_legend_row(m, class, class);
    fputs("</g>\n", m->out);
}

static void put_map(const map *m, const cli_request *request, const eco_results *results)
{
    put_head(m, request, results);
    for (size_t i = 0; i < N_OVERSEAS; i++)
        put_frame(m, i);
    for (size_t r = 0; r < ECO_N_REGIONS; r++)
        put_shape(m, r);
    for (size_t r = 0; r < ECO_N_REGIONS; r++)
        put_label(m, r);
    put_legend(m);
    fprintf(
        m->out,
        "<text x=\"%d\" y=\"%d\" font-size=\"12\" text-anchor=\"end\" fill=\"#5f6368\">ecosearch; shapes: "
        "Natural Earth</text>\n</svg>\n",
        CLI_MAP_WIDTH - 20, CLI_MAP_HEIGHT - 8);
}

bool cli_write_map(const cli_request *request, const eco_results *results)
{
    FILE *out = fopen(request->map, "w");
    bool good = out != NULL;
    if (good) {
        map m = count_regions(out, results);
        put_map(&m, request, results);
        good = !ferror(out);
        good = fclose(out) == 0 && good;
    }
    if (!good)
        cli_message("%s: the map cannot be written: %s", request->map, strerror(errno));
    return good;
}
