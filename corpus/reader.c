/* SPDX-License-Identifier: MIT */
#include "corpus/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "corpus/html.h"
#include "corpus/walk.h"

#define DEFAULT_MAX_RECORD ((uint64_t)64 << 20)

struct ecoi_reader {
    ecoi_reader_options options;
    ecoi_reader_counts counts;
    ecoi_arena sources; /* copies of what the caller gave */
    ecoi_walk walk;
    ecoi_reading reading; /* the file at hand, when is_open */
    bool is_open;
    uint64_t met; /* counts.records before it */
};

static eco_status copy_sources(ecoi_reader *reader, const char *const *sources, size_t n, eco_error *error)
{
    const char **copies = ecoi_arena_calloc(&reader->sources, n + 1, sizeof *copies);
    for (size_t i = 0; copies != NULL && i < n; i++)
        if ((copies[i] = ecoi_arena_copy(&reader->sources, sources[i], strlen(sources[i]))) == NULL)
            copies = NULL;
    if (copies == NULL)
        return ecoi_error_no_memory(error);
    return ecoi_walk_start(&reader->walk, copies, n, error);
}

static bool prepare(ecoi_reader *reader)
{
    ecoi_reading *reading = &reader->reading;
    reading->options = &reader->options;
    reading->counts = &reader->counts;
    ecoi_phrases_init(&reading->phrases);
    reading->json = ecoi_json_new();
    reading->inner_json = ecoi_json_new();
    reading->outer_json = ecoi_json_new();
    reading->deep_json = ecoi_json_new();
    reading->html = ecoi_html_new();
    return reading->json != NULL && reading->inner_json != NULL && reading->outer_json != NULL &&
           reading->deep_json != NULL && reading->html != NULL;
}

eco_status ecoi_reader_open(const char *const *sources, size_t n_sources, const ecoi_reader_options *options,
                            ecoi_reader **out, eco_error *error)
{
    ecoi_reader *reader = calloc(1, sizeof *reader);
    *out = NULL;
    if (reader == NULL)
        return ecoi_error_no_memory(error);
    if (options != NULL)
        reader->options = *options;
    if (reader->options.max_record_bytes == 0)
        reader->options.max_record_bytes = DEFAULT_MAX_RECORD;
    eco_status status =
        prepare(reader) ? copy_sources(reader, sources, n_sources, error) : ecoi_error_no_memory(error);
    if (status == ECO_OK)
        *out = reader;
    else
        ecoi_reader_close(reader);
    return status;
}

static eco_status start_file(ecoi_reader *reader, const ecoi_found *found)
{
    ecoi_reading *reading = &reader->reading;
    reader->met = reader->counts.records;
    reading->path = found->path;
    reading->below = found->below;
    reading->record = reading->line = 0;
    reading->array = (ecoi_json_value){0};
    reading->next_element = 0;
    reading->warc = (ecoi_warc_record){0};
    reading->has_begun = false;
    bool wanted = !reader->options.wants || reader->options.wants(reader->options.user, found);
    reader->is_open = wanted && found->what != ECOI_FOUND_TROUBLE;
    if (found->what == ECOI_FOUND_TROUBLE) {
        ecoi_reading_reject(reading, ECO_REJECT_UNREADABLE, 0, "%s", found->reason);
        return ECO_OK;
    }
    if (!wanted)
        return ECO_OK;
    ecoi_input_open(&reading->input, found->what == ECOI_FOUND_STREAM ? NULL : found->path);
    eco_text head = ecoi_input_peek(&reading->input, ECOI_KIND_HEAD);
    reading->kind = ecoi_kind_of(found->below, head.ptr, head.len);
    if (head.len == 0 && reading->input.problem == ECOI_INPUT_FINE)
        ecoi_reading_reject(reading, ECO_REJECT_EMPTY, 0, "the file is empty");
    return ECO_OK;
}

/* Reports what ended the file early, if anything did, and closes it. */
static eco_status end_file(ecoi_reader *reader)
{
    ecoi_input *input = &reader->reading.input;
    ecoi_input_problem problem = input->problem;
    if (problem == ECOI_INPUT_UNREADABLE)
        ecoi_reading_reject(&reader->reading, ECO_REJECT_UNREADABLE, 0, "%s", input->detail);
    if (problem == ECOI_INPUT_GZIP)
        ecoi_reading_reject(&reader->reading, ECO_REJECT_GZIP, 0, "%s", input->detail);
    if (problem == ECOI_INPUT_FINE && reader->counts.records == reader->met)
        ecoi_reading_reject(&reader->reading, ECO_REJECT_EMPTY, 0, "there is no document in it");
    if (input->is_utf16)
        reader->counts.replaced += input->utf16.replaced;
    reader->is_open = false;
    ecoi_input_close(input);
    return problem == ECOI_INPUT_NO_MEMORY   ? ECO_E_NO_MEMORY
           : problem == ECOI_INPUT_CANCELLED ? ECO_E_CANCELLED
                                             : ECO_OK;
}

static ecoi_step read_file(ecoi_reader *reader)
{
    ecoi_reading *reading = &reader->reading;
    ecoi_draft_reset(&reading->draft);
    bool nothing = reading->input.end && reading->input.off == reading->input.len && reading->record == 0;
    return nothing ? ECOI_STEP_END : reading->kind->next(reading);
}

static const eco_document *hand_out(ecoi_reader *reader)
{
    reader->counts.records++;
    reader->counts.replaced += reader->reading.draft.replaced;
    reader->counts.bad_dates += reader->reading.draft.bad_date;
    reader->counts.damaged += reader->reading.draft.damaged;
    return ecoi_draft_finish(&reader->reading.draft);
}

eco_status ecoi_reader_next(ecoi_reader *reader, const eco_document **out, eco_error *error)
{
    eco_status status = ECO_OK;
    *out = NULL;
    while (status == ECO_OK && *out == NULL) {
        if (!reader->is_open) {
            ecoi_found found;
            status = ecoi_walk_next(&reader->walk, &found);
            if (status == ECO_OK && found.what == ECOI_FOUND_END)
                return ECO_OK;
            if (status == ECO_OK)
                status = start_file(reader, &found);
            continue;
        }
        ecoi_step step = read_file(reader);
        if (step == ECOI_STEP_DOCUMENT)
            *out = hand_out(reader);
        else if (step == ECOI_STEP_END)
            status = end_file(reader);
        else if (step == ECOI_STEP_NO_MEMORY)
            status = ECO_E_NO_MEMORY;
    }
    if (status == ECO_E_CANCELLED)
        return ecoi_error_set(error, status, "the run was cancelled");
    return status == ECO_OK ? ECO_OK : ecoi_error_no_memory(error);
}

void ecoi_reader_leave_out(ecoi_reader *reader, const char *folder)
{
    ecoi_walk_leave_out(&reader->walk, folder);
}

void ecoi_reader_set_go_on(ecoi_reader *reader, bool (*go_on)(void *user), void *user)
{
    reader->reading.input.go_on = go_on;
    reader->reading.input.go_on_user = user;
}

const char *ecoi_reader_where(const ecoi_reader *reader, uint64_t *out_record)
{
    const ecoi_kind *kind = reader->reading.kind;
    bool whole = kind == &ecoi_kind_page || kind == &ecoi_kind_html || kind == &ecoi_kind_markdown;
    *out_record = whole ? 0 : reader->reading.record;
    return reader->reading.path;
}

ecoi_reader_counts ecoi_reader_get_counts(const ecoi_reader *reader)
{
    ecoi_reader_counts counts = reader->counts;
    counts.bytes_read = reader->reading.input.bytes_read;
    counts.bytes_total = reader->walk.has_stream ? 0 : reader->walk.bytes;
    return counts;
}

void ecoi_reader_close(ecoi_reader *reader)
{
    if (reader == NULL)
        return;
    ecoi_reading *reading = &reader->reading;
    ecoi_input_dispose(&reading->input);
    ecoi_draft_dispose(&reading->draft);
    ecoi_paragraphs_dispose(&reading->paragraphs);
    ecoi_json_free(reading->json);
    ecoi_json_free(reading->inner_json);
    ecoi_json_free(reading->outer_json);
    ecoi_json_free(reading->deep_json);
    ecoi_html_free(reading->html);
    ecoi_http_dispose(&reading->http);
    ecoi_items_free(reading->items);
    ecoi_buf_dispose(&reading->markup);
    ecoi_buf_dispose(&reading->text);
    ecoi_buf_dispose(&reading->name);
    ecoi_buf_dispose(&reading->fields);
    ecoi_map_dispose(&reading->field_names);
    ecoi_walk_dispose(&reader->walk);
    ecoi_arena_dispose(&reader->sources);
    free(reader);
}
