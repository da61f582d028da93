/* SPDX-License-Identifier: MIT */
/* Gauges all of them: each run writes the file anew, so nothing counts up. Samples carry no time, which the
 * textfile collector would refuse. */
#include "cli/metrics.h"

#include "cli/replace.h"
#include "cli/utf8.h"

#include <inttypes.h>
#include <time.h>

typedef struct writer {
    FILE *out;
    const cli_metrics *metrics;
} writer;

/* Label values are UTF-8 with three escapes; a path may be anything. */
static void put_label_value(FILE *out, const char *value)
{
    eco_text text = cli_text(value);
    for (size_t at = 0; at < text.len;) {
        char bytes[4];
        uint32_t c = cli_utf8_next(text, &at);
        if (c == '\\' || c == '"')
            fprintf(out, "\\%c", (char)c);
        else if (c == '\n')
            fputs("\\n", out);
        else
            fwrite(bytes, 1, cli_utf8_put(c, bytes), out);
    }
}

static void declare(const writer *w, const char *name, const char *unit, const char *help)
{
    fprintf(w->out, "# TYPE ecoindex_%s gauge\n", name);
    if (unit)
        fprintf(w->out, "# UNIT ecoindex_%s %s\n", name, unit);
    fprintf(w->out, "# HELP ecoindex_%s %s\n", name, help);
}

/* The name and its labels; `label` NULL: the index alone. */
static void begin(const writer *w, const char *name, const char *label, const char *value)
{
    fprintf(w->out, "ecoindex_%s{index=\"", name);
    put_label_value(w->out, w->metrics->index);
    if (label) {
        fprintf(w->out, "\",%s=\"", label);
        put_label_value(w->out, value);
    }
    fputs("\"} ", w->out);
}

static void put_count(const writer *w, const char *name, const char *label, const char *value, uint64_t n)
{
    begin(w, name, label, value);
    fprintf(w->out, "%" PRIu64 "\n", n);
}

static void put_seconds(const writer *w, const char *name, const char *label, const char *value,
                        double seconds)
{
    begin(w, name, label, value);
    fprintf(w->out, "%.6f\n", seconds);
}

static void put_one(const writer *w, const char *name, const char *unit, const char *help, uint64_t n)
{
    declare(w, name, unit, help);
    put_count(w, name, NULL, NULL, n);
}

static void take_current(void *user, const eco_generation *generation)
{
    if (generation->is_current)
        *(eco_generation *)user = *generation;
}

/* What is searched now, whether this run has made it or not. */
static void put_index(const writer *w)
{
    eco_generation now = {0};
    eco_error error = {0};
    if (eco_generations(w->metrics->index, take_current, &now, &error) != ECO_OK || now.number == 0)
        return;
    put_one(w, "generation", NULL, "Number of the generation that is searched.", now.number);
    if (!now.is_readable)
        return;
    put_one(w, "generation_published_timestamp_seconds", "seconds",
            "When that generation was published; its age is time() less this.", (uint64_t)now.published);
    put_one(w, "documents", NULL, "Documents that can be found.", now.documents);
    put_one(w, "deleted_documents", NULL, "Deleted documents whose space is not given back yet.",
            now.deleted);
    put_one(w, "segments", NULL, "Segments of the generation.", now.segments);
    put_one(w, "index_size_bytes", "bytes", "Size of the generation on disk.", now.bytes);
}

static void put_rejected(const writer *w)
{
    declare(w, "run_rejected_records", NULL, "Records that the last run did not take, by reason.");
    for (unsigned i = 0; i < ECO_N_REJECT_REASONS; i++)
        put_count(w, "run_rejected_records", "reason", eco_reject_slug((eco_reject_reason)i),
                  w->metrics->summary->rejected_by_reason[i]);
}

static void put_changes(const writer *w)
{
    const eco_build_summary *summary = w->metrics->summary;
    const char *name = "run_documents";
    declare(w, name, NULL, "Documents of the last run by what was done with them.");
    put_count(w, name, "change", "added", summary->added);
    put_count(w, name, "change", "updated", summary->updated);
    put_count(w, name, "change", "unchanged", summary->unchanged);
    put_count(w, name, "change", "removed", summary->removed);
    put_count(w, name, "change", "forgotten", summary->forgotten);
    put_count(w, name, "change", "kept", summary->kept);
}

static void put_run(const writer *w)
{
    const cli_metrics *metrics = w->metrics;
    const eco_build_summary *summary = metrics->summary;
    declare(w, "run_command", NULL, "Which command the last run was.");
    put_count(w, "run_command", "command", metrics->command, 1);
    put_one(w, "run_end_timestamp_seconds", "seconds", "When the last run ended.", (uint64_t)time(NULL));
    put_one(w, "run_exit_code", NULL, "Its exit code; 0 is success.", (uint64_t)metrics->exit_code);
    put_one(w, "run_published", NULL, "Whether it has published a generation.", summary->published);
    declare(w, "run_duration_seconds", "seconds", "How long it took in all.");
    put_seconds(w, "run_duration_seconds", NULL, NULL, metrics->seconds);
    declare(w, "run_stage_seconds", "seconds", "How long its stages took.");
    put_seconds(w, "run_stage_seconds", "stage", "read", summary->seconds_read);
    put_seconds(w, "run_stage_seconds", "stage", "merge", summary->seconds_merge);
    put_one(w, "run_source_bytes", "bytes", "Read from the sources.", summary->source_bytes);
    put_one(w, "run_text_bytes", "bytes", "Text analysed.", summary->text_bytes);
    put_one(w, "run_records", NULL, "Records met, rejected ones too.", summary->read);
    put_changes(w);
    put_rejected(w);
}

bool cli_metrics_write(const char *path, const cli_metrics *metrics)
{
    cli_replacement replacement;
    if (!cli_replace_begin(&replacement, path))
        return false;
    writer w = {replacement.file, metrics};
    put_run(&w);
    put_index(&w);
    fputs("# EOF\n", replacement.file);
    return cli_replace_end(&replacement);
}
