/* SPDX-License-Identifier: MIT */
/* ecoindex build */
#include "cli/index_path.h"
#include "cli/index_run.h"

#include <stddef.h>

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    ECOINDEX_OPTION_MEMORY,
    ECOINDEX_OPTION_THREADS,
    {CLI_CHOICE, 0, "analysis", "NAME", ECOINDEX_FIELD(analysis), ecoindex_analyses,
     "French (the default), or what stands between spaces as it is"},
    {CLI_CHOICE, 0, "engine", "NAME", ECOINDEX_FIELD(engine), ecoindex_engines,
     "what keeps the index: our own segments (the default), or Xapian databases, which other machines can "
     "serve "
     "(package libecosearch-xapian)"},
    {CLI_COUNT, 0, "shards", "N", ECOINDEX_FIELD(shards), NULL,
     "with Xapian: divide the documents by their keys among N databases"},
    {CLI_TEXT, 0, "protect", "FILE", ECOINDEX_FIELD(protected_words), NULL,
     "words that are never stemmed, a word a line"},
    {CLI_TEXT, 0, "stems", "FILE", ECOINDEX_FIELD(stems), NULL,
     "words with the stems to index them under: word, tab, stem"},
    {CLI_SIZE, 0, "max-record", "SIZE", ECOINDEX_FIELD(max_record), NULL,
     "reject records longer than this (default: a sixty-fourth of --memory, at least 1M and at most 64M); a "
     "record takes about ten times its length"},
    {CLI_FLAG, 0, "no-text", NULL, ECOINDEX_FIELD(no_text), NULL,
     "do not store the text: a smaller index, without snippets and export"},
    {CLI_FLAG, 0, "reorder", NULL, ECOINDEX_FIELD(reorder), NULL,
     "put documents side by side that resemble each other: the index gets smaller and searches faster; takes "
     "up to "
     "as long again"},
    ECOINDEX_OPTION_REJECTS,
    ECOINDEX_OPTION_FORCE,
    ECOINDEX_OPTION_KEEP,
    ECOINDEX_OPTION_WAIT,
    ECOINDEX_OPTION_ALLOW_NETWORK,
    ECOINDEX_OPTIONS_UNATTENDED,
    ECOINDEX_OPTION_JSON("print the summary as JSON"),
    ECOINDEX_OPTION_QUIET,
    ECOINDEX_OPTION_VERBOSE,
    ECOINDEX_OPTION_HELP,
    {0},
};

static const char epilogue[] =
    "The index is replaced in one step at the end: searches go on meanwhile, and a run\n"
    "that is stopped or fails leaves it as it was. Documents that cannot be read are\n"
    "counted and passed over; only when nothing at all is left is it an error (65), and\n"
    "then nothing is published - nor when a fifth of the documents or half of the text would\n"
    "be lost, or a tenth of the records was rejected (65; --force publishes all the same).\n"
    "What was read is remembered for ecoindex update. A date may be written 2016, 2016-05, 2016-05-12 or "
    "12/05/2016 (12 May).\n";

const cli_command ecoindex_build_command = {
    .name = "ecoindex build",
    .synopsis = "SOURCE... [options]",
    .about = "Reads each SOURCE - a file, a folder with all below it, or - for standard input - and "
             "publishes an index "
             "of it. HTML, crawls (WARC, WET), feeds (RSS, RDF, Atom), dumps of MediaWiki, JSON Lines, "
             "Markdown and "
             "plain text are told apart by content and may be mixed; any of them may be gzip'd. In a folder, "
             "names "
             "that begin with a dot and the index's own folder are left out, and links are followed; each "
             "folder is read once.",
    .options = options,
    .epilogue = epilogue,
};

static eco_status run(const ecoindex_request *request, const eco_build_options *how, eco_build_summary *out,
                      eco_error *error)
{
    cli_make_parents(request->index);
    return eco_build(request->index, request->words.items, request->words.n, how, out, error);
}

int ecoindex_build(const ecoindex_request *request)
{
    return cli_run(request, &(ecoindex_job){"build", run, NULL});
}
