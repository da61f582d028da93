/* SPDX-License-Identifier: MIT */
/* Pages of HTML to documents with zones and metadata: the labelled pages of tests/zones, of which hardly any
 * is script, and the same with as much script and style again, as published pages have at least. */
#include <dirent.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "bench/harness.h"
#include "corpus/html.h"

enum { MOST_PAGES = 256, PAGES_A_RUN = 8 };

typedef struct reading_pages {
    ecoi_buf pages[MOST_PAGES];
    size_t n, next;
    ecoi_reader_options options;
    ecoi_reader_counts counts;
    ecoi_reading reading;
} reading_pages;

static void free_pages(void *state)
{
    reading_pages *s = state;
    for (size_t i = 0; i < s->n; i++)
        ecoi_buf_dispose(&s->pages[i]);
    ecoi_draft_dispose(&s->reading.draft);
    ecoi_paragraphs_dispose(&s->reading.paragraphs);
    ecoi_buf_dispose(&s->reading.text);
    ecoi_buf_dispose(&s->reading.name);
    ecoi_buf_dispose(&s->reading.fields);
    ecoi_html_free(s->reading.html);
    free(s);
}

static bool append_file(const char *path, ecoi_buf *out)
{
    FILE *file = fopen(path, "rb");
    size_t n = 1;
    bool done = file != NULL;
    while (done && n > 0) {
        uint8_t *to = ecoi_buf_reserve(out, 1 << 14);
        n = to != NULL ? fread(to, 1, 1 << 14, file) : 0;
        out->len += n;
        done = to != NULL;
    }
    if (file != NULL)
        fclose(file);
    return done;
}

/* Puts script and style, together as long as the page, into its head. */
static bool add_scripts(ecoi_buf *page)
{
    static const char script[] =
        "window.dataLayer=window.dataLayer||[];if(a<3&&b>2){dataLayer.push({'page':'article'})}\n";
    static const char style[] = ".entry-content>p{margin:0 0 1.5em;font-size:1.0625rem;line-height:1.7}\n";
    ecoi_buf whole = {0};
    const char *head = memmem(page->data, page->len, "</head>", 7);
    size_t at = head != NULL ? (size_t)(head - (const char *)page->data) : 0, half = page->len / 2, from;
    bool done = ecoi_buf_append(&whole, page->data, at) && ecoi_buf_append(&whole, "<script>", 8);
    for (from = whole.len; done && whole.len < from + half;)
        done = ecoi_buf_append(&whole, script, sizeof script - 1);
    done = done && ecoi_buf_append(&whole, "</script><style>", 16);
    for (from = whole.len; done && whole.len < from + half;)
        done = ecoi_buf_append(&whole, style, sizeof style - 1);
    done = done && ecoi_buf_append(&whole, "</style>", 8) &&
           ecoi_buf_append(&whole, page->data + at, page->len - at);
    ecoi_buf_dispose(page);
    *page = whole;
    return done;
}

static eco_status add_pages(reading_pages *s, const char *folder, bool scripts, eco_error *error)
{
    DIR *dir = opendir(folder);
    eco_status status =
        dir != NULL ? ECO_OK : ecoi_error_set(error, ECO_E_MISSING, "%s: no such folder", folder);
    for (const struct dirent *entry; status == ECO_OK && (entry = readdir(dir)) != NULL;) {
        char path[1024];
        if (entry->d_name[0] == '.' || s->n == MOST_PAGES)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        ecoi_buf *page = &s->pages[s->n++];
        if (!append_file(path, page) || (scripts && !add_scripts(page)))
            status = ecoi_error_no_memory(error);
    }
    if (dir != NULL)
        closedir(dir);
    return status;
}

static eco_status setup(const bench_kernel *kernel, bench_fixtures *fixtures, void **out, eco_error *error)
{
    (void)fixtures;
    reading_pages *s = *out = calloc(1, sizeof *s);
    if (s == NULL)
        return ecoi_error_no_memory(error);
    s->reading.options = &s->options;
    s->reading.counts = &s->counts;
    s->reading.path = s->reading.below = "page.html";
    s->reading.html = ecoi_html_new();
    ecoi_phrases_init(&s->reading.phrases);
    if (s->reading.html == NULL)
        return ecoi_error_no_memory(error);
    eco_status status = add_pages(s, ECO_PAGES "/tuned", kernel->parameter, error);
    return status == ECO_OK ? add_pages(s, ECO_PAGES "/held-out", kernel->parameter, error) : status;
}

static const ecoi_buf *next_page(reading_pages *s)
{
    return &s->pages[s->next++ % s->n];
}

static bench_work run(void *state)
{
    reading_pages *s = state;
    bench_work work = {0};
    for (int i = 0; i < PAGES_A_RUN; i++) {
        const ecoi_buf *page = next_page(s);
        ecoi_html_page what = {.bytes = {(const char *)page->data, page->len}};
        ecoi_draft_reset(&s->reading.draft);
        if (ecoi_html_read(&s->reading, &what, "") != ECOI_STEP_DOCUMENT)
            return (bench_work){0};
        bench_consume(ecoi_draft_finish(&s->reading.draft)->n_passages);
        work.items += (double)page->len;
    }
    work.limit_items = work.items;
    return work;
}

static void ignore_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
    (void)name;
    (void)attributes;
    ++*(size_t *)user;
}

static void ignore_text(void *user, const xmlChar *text, int len)
{
    (void)text;
    *(size_t *)user += (size_t)len;
}

static bench_work run_libxml2(void *state)
{
    reading_pages *s = state;
    bench_work work = {0};
    size_t sum = 0;
    for (int i = 0; i < PAGES_A_RUN; i++) {
        const ecoi_buf *page = next_page(s);
        htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt((const char *)page->data, (int)page->len);
        if (parser == NULL)
            return (bench_work){0};
        *parser->sax = (xmlSAXHandler){.startElement = ignore_start, .characters = ignore_text};
        parser->userData = &sum;
        htmlCtxtUseOptions(parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
        htmlParseDocument(parser);
        htmlFreeParserCtxt(parser);
        work.items += (double)page->len;
    }
    bench_consume(sum);
    return work;
}

const bench_kernel bench_html_kernels[] = {
    {"limit.libxml2", "MB/s", NULL, "its parser alone, on labelled pages", 0, NULL, setup, NULL, run_libxml2,
     free_pages},
    {"corpus.html", "MB/s", "limit.libxml2", "the parser is one step of it", 0, NULL, setup, NULL, run,
     free_pages},
    {"corpus.html-scripts", "MB/s", "limit.libxml2", "the same, half of it script and style", 1, NULL, setup,
     NULL, run, free_pages},
    {0},
};
