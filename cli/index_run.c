/* SPDX-License-Identifier: MIT */
#include "cli/index_run.h"

#include "cli/build_summary.h"
#include "cli/message.h"
#include "cli/metrics.h"
#include "cli/progress.h"
#include "cli/rejects.h"

#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

const cli_choice ecoindex_analyses[] = {
    {"fr", ECOINDEX_ANALYSIS_FR}, {"ws", ECOINDEX_ANALYSIS_WS}, {NULL, ECOINDEX_ANALYSIS_FR}};

const cli_choice ecoindex_engines[] = {
    {"native", ECOINDEX_ENGINE_NATIVE}, {"xapian", ECOINDEX_ENGINE_XAPIAN}, {0}};

const cli_choice ecoindex_logs[] = {{"text", CLI_LOG_TEXT}, {"json", CLI_LOG_JSON}, {0}};

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
    build.analysis = ecoindex_analyses[request->analysis].name;
    build.keep = request->keep < UINT_MAX ? (unsigned)request->keep : UINT_MAX;
    build.wait_seconds = (double)request->wait;
    build.force = request->force;
    build.allow_network = request->allow_network;
    build.keep_missing = request->keep_missing;
    build.drop_missing = request->drop_missing;
    build.without = request->without.items;
    build.n_without = request->without.n;
    build.memory = request->memory;
    build.threads = request->threads < UINT_MAX ? (unsigned)request->threads : UINT_MAX;
    build.max_record_bytes = request->max_record;
    build.no_stored_text = request->no_text;
    build.reorder = request->reorder;
    build.engine = ecoindex_engines[request->engine].name;
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
        if (status == ECO_E_GATE)
            cli_message("%s (--force publishes it)", error->message);
        else
            cli_message_error(error);
        return ecoindex_exit_code(status);
    }
    cli_message("stopped; the index is as it was");
    return 128 + stop_signal;
}

static void print_summary(const ecoindex_request *request, const ecoindex_job *job,
                          const eco_build_summary *summary)
{
    if (request->json)
        cli_build_summary_json(summary, request->index);
    else if (!request->quiet && job->tell)
        job->tell(request, summary);
    else if (!request->quiet)
        cli_build_summary_text(summary, request->index);
}

static int run(const ecoindex_request *request, const ecoindex_job *job, watch *w, eco_build_summary *summary)
{
    eco_build_options options = options_of(request, w);
    eco_error error = {0};
    eco_status status = job->run(request, &options, summary, &error);
    if (status == ECO_OK)
        cli_progress_end(&w->progress);
    cli_progress_clear(&w->progress);
    bool listed = cli_rejects_close(&w->rejects);
    if (status == ECO_OK || (!job->tell && (status == ECO_E_DATA || status == ECO_E_GATE)))
        print_summary(request, job, summary);
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

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* The run's line in the log and its metrics. A run that is published but not measured is an error of output.
 */
static int report_run(const ecoindex_request *request, const char *name, const watch *w,
                      const eco_build_summary *summary, int code, double seconds)
{
    cli_progress_run(&w->progress, summary, code, seconds);
    if (!request->metrics)
        return code;
    cli_metrics metrics = {request->index, name, summary, code, seconds};
    bool written = cli_metrics_write(request->metrics, &metrics);
    return written || code != ECOINDEX_DONE ? code : ECOINDEX_IO;
}

/* False, with a message: there is no such niceness. */
static bool give_way(uint64_t niceness)
{
    enum { NICEST = 19 };
    if (niceness > NICEST) {
        cli_message("--nice: at most %d", NICEST);
        return false;
    }
    if (niceness > 0 && setpriority(PRIO_PROCESS, 0, (int)niceness) != 0)
        cli_message("--nice: %s; the run goes on without", strerror(errno));
    return true;
}

int cli_run(const ecoindex_request *request, const ecoindex_job *job)
{
    watch w;
    struct timespec start;
    eco_build_summary summary = {0};
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (request->log == CLI_LOG_JSON)
        cli_message_as_json();
    if (!give_way(request->nice))
        return ECOINDEX_USAGE;
    give_back_large_blocks();
    catch_signals();
    cli_progress_init(&w.progress, request->quiet, (cli_log)request->log);
    if (!cli_rejects_open(&w.rejects, request->rejects, request->quiet, request->verbose))
        return ECOINDEX_IO;
    int code = run(request, job, &w, &summary);
    return report_run(request, job->name, &w, &summary, code, seconds_since(&start));
}
