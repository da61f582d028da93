/* SPDX-License-Identifier: MIT */
/* ecoindex build */
#include "cli/build_summary.h"
#include "cli/ecoindex.h"
#include "cli/index_path.h"
#include "cli/message.h"
#include "cli/progress.h"
#include "cli/rejects.h"

#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <stddef.h>

static const cli_choice analyses[] = {{"fr", ECOINDEX_ANALYSIS_FR}, {"ws", ECOINDEX_ANALYSIS_WS}, {0}};

static const cli_choice engines[] = {
    {"native", ECOINDEX_ENGINE_NATIVE}, {"xapian", ECOINDEX_ENGINE_XAPIAN}, {0}};

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    {CLI_SIZE, 0, "memory", "SIZE", ECOINDEX_FIELD(memory), NULL, "how much memory to use (default 512M)"},
    {CLI_COUNT, 0, "threads", "N", ECOINDEX_FIELD(threads), NULL, "how many threads (default: one a core)"},
    {CLI_CHOICE, 0, "analysis", "NAME", ECOINDEX_FIELD(analysis), analyses,
     "French (the default), or what stands between spaces as it is"},
    {CLI_CHOICE, 0, "engine", "NAME", ECOINDEX_FIELD(engine), engines,
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
    {CLI_TEXT, 0, "rejects", "FILE", ECOINDEX_FIELD(rejects), NULL,
     "list what is not taken, tab-separated: reason, file, record, detail; - is standard error"},
    ECOINDEX_OPTION_JSON("print the summary as JSON"),
    {CLI_FLAG, 'q', "quiet", NULL, ECOINDEX_FIELD(quiet), NULL, "print errors only"},
    {CLI_FLAG, 'v', "verbose", NULL, ECOINDEX_FIELD(verbose), NULL, "name every document that is not taken"},
    ECOINDEX_OPTION_HELP,
    {0},
};

static const char epilogue[] =
    "The index is replaced in one step at the end: searches go on meanwhile, and a run\n"
    "that is stopped or fails leaves it as it was. Documents that cannot be read are\n"
    "counted and passed over; only when nothing at all is left is it an error (65), and\n"
    "then nothing is published. The generation before the new one stays on disk until the\n"
    "next build. A date may be written 2016, 2016-05, 2016-05-12 or 12/05/2016 (12 May).\n";

const cli_command ecoindex_build_command = {
    .name = "ecoindex build",
    .synopsis = "SOURCE... [options]",
    .about = "Reads each SOURCE - a file, a folder with all below it, or - for standard input - and "
             "publishes an index "
             "of it. Plain text and JSON Lines are told apart by content; either may be gzip'd. In a folder, "
             "names "
             "that begin with a dot and the index's own folder are left out, and links are followed; each "
             "folder is read once.",
    .options = options,
    .epilogue = epilogue,
};

/* The signal that asked for the end, or 0. */
static volatile sig_atomic_t stop_signal;

static void on_stop(int signal_number)
{
    stop_signal = signal_number;
}

/* The first signal ends the run in good order; SA_RESETHAND lets a second one end it at once. A signal that
 * the program was started to ignore stays ignored. */
static void catch_signal(int signal_number)
{
    struct sigaction action, before;
    if (sigaction(signal_number, NULL, &before) != 0 || before.sa_handler == SIG_IGN)
        return;
    action = (struct sigaction){.sa_handler = on_stop, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    sigaction(signal_number, &action, NULL);
}

static void catch_signals(void)
{
    catch_signal(SIGINT);
    catch_signal(SIGTERM);
    signal(SIGPIPE, SIG_IGN); /* whoever read the progress may go away */
}

typedef struct watch {
    cli_progress progress;
    cli_rejects rejects;
} watch;

static bool on_progress(void *user, const eco_progress *now)
{
    watch *w = user;
    if (stop_signal)
        return false;
    cli_progress_update(&w->progress, now);
    return true;
}

static void on_reject(void *user, const eco_reject *reject)
{
    watch *w = user;
    cli_progress_clear(&w->progress);
    cli_rejects_add(&w->rejects, reject);
}

static eco_build_options options_of(const ecoindex_request *request, watch *w)
{
    eco_build_options build = ECO_BUILD_OPTIONS_INIT;
    build.analysis = analyses[request->analysis].name;
    build.memory = request->memory;
    build.threads = request->threads < UINT_MAX ? (unsigned)request->threads : UINT_MAX;
    build.max_record_bytes = request->max_record;
    build.no_stored_text = request->no_text;
    build.reorder = request->reorder;
    build.engine = engines[request->engine].name;
    build.shards = request->shards < UINT_MAX ? (unsigned)request->shards : UINT_MAX;
    build.protected_words = request->protected_words;
    build.stems = request->stems;
    build.on_progress = on_progress;
    build.on_reject = on_reject;
    build.user = w;
    return build;
}

static int report_failure(eco_status status, const eco_error *error)
{
    if (!stop_signal) {
        cli_message_error(error);
        return ecoindex_exit_code(status);
    }
    cli_message("stopped; the index is as it was");
    return 128 + stop_signal;
}

static void print_summary(const ecoindex_request *request, const eco_build_summary *summary)
{
    if (request->json)
        cli_build_summary_json(summary, request->index);
    else if (!request->quiet)
        cli_build_summary_text(summary, request->index);
}

static int build(const ecoindex_request *request, watch *w)
{
    eco_build_options build_options = options_of(request, w);
    eco_build_summary summary = {0};
    eco_error error = {0};
    cli_make_parents(request->index);
    eco_status status =
        eco_build(request->index, request->words.items, request->words.n, &build_options, &summary, &error);
    if (status == ECO_OK)
        cli_progress_end(&w->progress);
    cli_progress_clear(&w->progress);
    bool listed = cli_rejects_close(&w->rejects);
    if (status == ECO_OK || status == ECO_E_DATA)
        print_summary(request, &summary);
    if (status != ECO_OK)
        return report_failure(status, &error);
    return listed ? ECOINDEX_DONE : ECOINDEX_IO;
}

/* glibc would learn from large blocks to keep what is freed of them; the budget counts on getting it back. */
static void give_back_large_blocks(void)
{
    enum { LARGE = 1 << 20 };
    (void)mallopt(M_MMAP_THRESHOLD, LARGE);
}

int ecoindex_build(const ecoindex_request *request)
{
    watch w;
    give_back_large_blocks();
    catch_signals();
    cli_progress_init(&w.progress, request->quiet);
    if (!cli_rejects_open(&w.rejects, request->rejects, request->quiet, request->verbose))
        return ECOINDEX_IO;
    return build(request, &w);
}
