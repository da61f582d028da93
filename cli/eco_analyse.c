/* SPDX-License-Identifier: MIT */
/* eco-analyse - shows what the engine makes of a text. */
#include "cli/json.h"
#include "cli/message.h"
#include "cli/options.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#include <ecosearch/analyse.h>

#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { DONE = 0, USAGE = 64, FAILED = 74 };

typedef struct request {
    cli_list words;
    unsigned analysis;
    bool json, help, version;
} request;

static const cli_choice analyses[] = {{"fr", 0}, {"ws", 1}, {0}};

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    {CLI_FLAG, 0, "json", NULL, offsetof(request, json), NULL, "one JSON object a token and line"},
    {CLI_CHOICE, 0, "analysis", "NAME", offsetof(request, analysis), analyses,
     "French (the default), or what stands between spaces as it is"},
    {CLI_FLAG, 'h', "help", NULL, offsetof(request, help), NULL, "show this page"},
    {CLI_FLAG, 0, "version", NULL, offsetof(request, version), NULL, "show the version"},
    {0},
};

static const char epilogue[] =
    "Columns: position, byte span, kind, the word as it stands, its form (what quotes\n"
    "and = match), its term (what is indexed), and \"stop\" if it weighs nothing.\n"
    "\n"
    "Exit status: 0 done, 64 wrong usage, 74 input or output error.\n";

static const cli_command command = {
    .name = "eco-analyse",
    .synopsis = "[TEXT...] [options]",
    .about = "Shows the tokens that the engine finds in TEXT, or in each line of standard input.",
    .options = options,
    .epilogue = epilogue,
    .words_may_begin_with_dash = false,
};

static eco_text surface_of(eco_text text, const eco_token *token)
{
    return (eco_text){text.ptr + token->offset, token->length};
}

static void put_json(eco_text text, uint64_t line, const eco_token *tokens, size_t n)
{
    cli_json json;
    cli_json_init(&json, stdout);
    for (size_t i = 0; i < n && cli_output_good(); i++) {
        const eco_token *token = &tokens[i];
        cli_json_open(&json, '{');
        cli_json_pair_count(&json, "line", line);
        cli_json_pair_count(&json, "position", token->position);
        cli_json_pair_count(&json, "offset", token->offset);
        cli_json_pair_count(&json, "length", token->length);
        cli_json_pair_string(&json, "kind", eco_token_kind_slug(token->kind));
        cli_json_pair_text(&json, "surface", surface_of(text, token));
        cli_json_pair_text(&json, "form", token->form);
        cli_json_pair_text(&json, "term", token->term);
        cli_json_pair_bool(&json, "stop", token->stop);
        cli_json_close(&json, '}');
        cli_json_end(&json);
    }
}

typedef struct widths {
    size_t surface, form, term;
} widths;

static void widen(size_t *width, eco_text text)
{
    size_t needed = cli_text_width(text);
    *width = needed > *width ? needed : *width;
}

static widths measure(eco_text text, const eco_token *tokens, size_t n)
{
    widths w = {0};
    for (size_t i = 0; i < n; i++) {
        widen(&w.surface, surface_of(text, &tokens[i]));
        widen(&w.form, tokens[i].form);
        widen(&w.term, tokens[i].term);
    }
    return w;
}

static void put_cell(cli_page *page, eco_text text, size_t width)
{
    cli_page_put(page, text);
    cli_page_spaces(page, width - cli_text_width(text) + 2);
}

static void put_row(cli_page *page, eco_text text, const eco_token *token, const widths *w)
{
    char span[48];
    snprintf(span, sizeof span, "%zu-%zu", token->offset, token->offset + token->length);
    cli_page_print(page, "%5" PRIu32 "  %11s  %-8s  ", token->position, span,
                   eco_token_kind_slug(token->kind));
    put_cell(page, surface_of(text, token), w->surface);
    put_cell(page, token->form, w->form);
    if (token->stop) {
        put_cell(page, token->term, w->term);
        cli_page_put(page, cli_text("stop"));
    } else {
        cli_page_put(page, token->term);
    }
    cli_page_newline(page);
}

static void put_table(eco_text text, uint64_t line, const eco_token *tokens, size_t n)
{
    cli_page page;
    cli_page_init(&page, stdout, CLI_COLOR_NEVER);
    widths w = measure(text, tokens, n);
    if (line > 1)
        cli_page_newline(&page);
    for (size_t i = 0; i < n && cli_output_good(); i++)
        put_row(&page, text, &tokens[i], &w);
}

static bool analyse(const request *r, eco_analyser *analyser, eco_text text, uint64_t line)
{
    const eco_token *tokens = NULL;
    size_t n = 0;
    eco_error error = {0};
    if (eco_analyse(analyser, text.ptr, text.len, &tokens, &n, &error) != ECO_OK) {
        cli_message_error(&error);
        return false;
    }
    if (r->json)
        put_json(text, line, tokens, n);
    else
        put_table(text, line, tokens, n);
    return cli_output_good();
}

static int analyse_words(const request *r, eco_analyser *analyser)
{
    char *text = cli_join(&r->words);
    bool good = text && analyse(r, analyser, cli_text(text), 1);
    free(text);
    return good ? DONE : FAILED;
}

static int analyse_input(const request *r, eco_analyser *analyser)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t len;
    bool good = true;
    for (uint64_t number = 1; good && (len = getline(&line, &size, stdin)) >= 0; number++) {
        size_t end = (size_t)len;
        if (end > 0 && line[end - 1] == '\n')
            end--;
        good = analyse(r, analyser, (eco_text){line, end}, number);
    }
    if (good && ferror(stdin)) {
        cli_message("cannot read standard input: %s", strerror(errno));
        good = false;
    }
    free(line);
    return good ? DONE : FAILED;
}

static int run(const request *r)
{
    eco_analyser *analyser = NULL;
    eco_error error = {0};
    if (r->help) {
        cli_help(&command);
        return DONE;
    }
    if (r->version) {
        printf("eco-analyse %s\n", eco_version());
        return DONE;
    }
    if (eco_analyser_new(analyses[r->analysis].name, &analyser, &error) != ECO_OK) {
        cli_message_error(&error);
        return FAILED;
    }
    int code = r->words.n > 0 ? analyse_words(r, analyser) : analyse_input(r, analyser);
    eco_analyser_free(analyser);
    return code;
}

int main(int argc, char **argv)
{
    cli_start("eco-analyse");
    request r = {0};
    cli_problem problem;
    int code = USAGE;
    if (cli_parse(&command, 1, argc, argv, &r, &r.words, &problem))
        code = run(&r);
    else
        cli_message("%s", problem.message);
    cli_list_dispose(&r.words);
    return cli_finish(code, FAILED);
}
