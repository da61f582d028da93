/* SPDX-License-Identifier: MIT */
/* ecoindex info */
#include "cli/ecoindex.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#include <ecosearch/search.h>

#include <dirent.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const cli_option options[] = {
    {CLI_HEADING, 0, "", NULL, 0, NULL, "Options"},
    ECOINDEX_OPTION_INDEX,
    ECOINDEX_OPTION_JSON("print it as JSON"),
    ECOINDEX_OPTION_HELP,
    {0},
};

const cli_command ecoindex_info_command = {
    .name = "ecoindex info",
    .synopsis = "[options]",
    .about = "Shows what an index holds and how large its parts are. The generations "
             "kept beside the present one share files with it; ecoindex generations lists them.",
    .options = options,
};

/* The fields that are plain numbers. X(label, JSON key, field) */
#define COUNT_LIST(X)                                                                                        \
    X("generation", "generation", generation)                                                                \
    X("segments", "segments", segments)                                                                      \
    X("documents", "documents", documents)                                                                   \
    X("deleted", "deleted", deleted)                                                                         \
    X("terms", "terms", terms)                                                                               \
    X("forms", "forms", forms)                                                                               \
    X("postings", "postings", postings)                                                                      \
    X("positions", "positions", positions)

#define BYTES_LIST(X)                                                                                        \
    X("postings", "postings", bytes_postings)                                                                \
    X("dictionary", "dictionary", bytes_dictionary)                                                          \
    X("documents", "documents", bytes_documents)                                                             \
    X("columns", "columns", bytes_columns)                                                                   \
    X("other", "other", bytes_other)                                                                         \
    X("total", "total", bytes_total)

static void put_string(cli_page *page, const char *label, const char *value)
{
    cli_page_print(page, "%-13s%s", label, value);
    cli_page_newline(page);
}

static void put_count(cli_page *page, const char *label, uint64_t n)
{
    char count[CLI_NUMBER];
    cli_page_print(page, "%-13s%15s", label, cli_count(n, count));
    cli_page_newline(page);
}

static void put_bytes(cli_page *page, const char *label, uint64_t n, uint64_t text_bytes)
{
    char bytes[CLI_NUMBER];
    cli_page_print(page, "  %-11s%15s", label, cli_bytes(n, bytes));
    if (text_bytes > 0)
        cli_page_print(page, "  %5.2f of the text", (double)n / (double)text_bytes);
    cli_page_newline(page);
}

static uint64_t bytes_below(int parent, const char *name)
{
    uint64_t bytes = 0;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (!folder) {
        if (fd >= 0)
            close(fd);
        return 0;
    }
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct stat info;
        if (fstatat(fd, entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (S_ISREG(info.st_mode))
            bytes += (uint64_t)info.st_size;
        else if (S_ISDIR(info.st_mode) && entry->d_name[0] != '.')
            bytes += bytes_below(fd, entry->d_name);
    }
    closedir(folder);
    return bytes;
}

/* Bytes of all files in the folder: generations before are kept, and a build may be under way. Another engine
 * has folders in there. */
static uint64_t folder_bytes(const char *path)
{
    char *real = realpath(path, NULL); /* the index itself may be a link */
    uint64_t bytes = real ? bytes_below(AT_FDCWD, real) : 0;
    free(real);
    return bytes;
}

/* Another engine does not keep all apart, and of databases elsewhere nothing is known. */
static bool is_known(const eco_index_info *info, uint64_t bytes)
{
    return bytes > 0 || strcmp(info->engine, "native") == 0;
}

static void write_text(const eco_index_info *info, const char *path)
{
    cli_page page;
    char bytes[CLI_NUMBER];
    uint64_t on_disk = folder_bytes(path);
    cli_page_init(&page, stdout, CLI_COLOR_NEVER);
    put_string(&page, "index", path);
    put_string(&page, "engine", info->engine);
    cli_page_print(&page, "%-13s%s, fingerprint %s", "analysis", info->analysis, info->fingerprint);
    cli_page_newline(&page);
    if (info->user_words)
        put_count(&page, "own words", info->user_words);
#define PUT_COUNT(label, key, field) put_count(&page, label, info->field);
    COUNT_LIST(PUT_COUNT)
#undef PUT_COUNT
    cli_page_print(&page, "%-13s%15s", "text", cli_bytes(info->text_bytes, bytes));
    cli_page_newline(&page);
    if (is_known(info, info->bytes_total)) {
        cli_page_put(&page, cli_text("files"));
        cli_page_newline(&page);
    }
#define PUT_BYTES(label, key, field)                                                                         \
    if (is_known(info, info->field))                                                                         \
        put_bytes(&page, label, info->field, info->text_bytes);
    BYTES_LIST(PUT_BYTES)
#undef PUT_BYTES
    if (is_known(info, on_disk)) {
        cli_page_print(&page, "%-13s%15s  all files, the generations before included", "on disk",
                       cli_bytes(on_disk, bytes));
        cli_page_newline(&page);
    }
}

static void put_json_bytes(cli_json *json, const eco_index_info *info, const char *key, uint64_t bytes)
{
    if (is_known(info, bytes))
        cli_json_pair_count(json, key, bytes);
    else
        cli_json_pair_text(json, key, (eco_text){NULL, 0});
}

static void write_json(const eco_index_info *info, const char *path)
{
    cli_json json;
    cli_json_init(&json, stdout);
    cli_json_open(&json, '{');
    cli_json_pair_count(&json, "schema", 1);
    cli_json_pair_string(&json, "index", path);
    cli_json_pair_string(&json, "engine", info->engine);
    cli_json_pair_string(&json, "analysis", info->analysis);
    cli_json_pair_string(&json, "fingerprint", info->fingerprint);
    cli_json_pair_count(&json, "user_words", info->user_words);
#define PUT_COUNT(label, key, field) cli_json_pair_count(&json, key, info->field);
    COUNT_LIST(PUT_COUNT)
    cli_json_pair_count(&json, "text_bytes", info->text_bytes);
    cli_json_key(&json, "bytes");
    cli_json_open(&json, '{');
#undef PUT_COUNT
#define PUT_BYTES(label, key, field) put_json_bytes(&json, info, key, info->field);
    BYTES_LIST(PUT_BYTES)
#undef PUT_BYTES
    cli_json_close(&json, '}');
    put_json_bytes(&json, info, "bytes_on_disk", folder_bytes(path));
    cli_json_close(&json, '}');
    cli_json_end(&json);
}

int ecoindex_info(const ecoindex_request *request)
{
    eco_index *index = NULL;
    eco_error error = {0};
    eco_status status = eco_index_open(request->index, &index, &error);
    if (status != ECO_OK) {
        cli_message_error(&error);
        return ecoindex_exit_code(status);
    }
    eco_index_info info;
    eco_index_get_info(index, &info);
    if (request->json)
        write_json(&info, request->index);
    else
        write_text(&info, request->index);
    eco_index_close(index);
    return ECOINDEX_DONE;
}
