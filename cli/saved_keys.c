/* SPDX-License-Identifier: MIT */
#include "cli/saved_keys.h"

#include "cli/message.h"
#include "cli/replace.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAGIC 0x316B6565736F6365u /* "ecoseek1" on a little-endian disk */

typedef struct header {
    uint64_t magic, id, looks, n, checksum; /* the last of the row of keys */
} header;

static uint64_t mix(uint64_t hash, const void *bytes, size_t len)
{
    const unsigned char *at = bytes; /* FNV-1a */
    for (size_t i = 0; i < len; i++)
        hash = (hash ^ at[i]) * 0x100000001B3u;
    return hash;
}

static uint64_t hash_of(const void *bytes, size_t len)
{
    uint64_t hash = mix(0xCBF29CE484222325u, bytes, len);
    return hash ^ hash >> 32;
}

static uint64_t checksum(const saved_keys *keys)
{
    return hash_of(keys->items, keys->n * sizeof *keys->items);
}

static char *path_of(const char *folder, const char *index_path)
{
    size_t size = strlen(folder) + 32;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/keys-%016" PRIx64, folder, hash_of(index_path, strlen(index_path)));
    return path;
}

static void begin_anew(saved_keys *keys)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t parts[] = {(uint64_t)now.tv_sec, (uint64_t)now.tv_nsec, (uint64_t)getpid()};
    free(keys->items);
    *keys = (saved_keys){.path = keys->path, .id = hash_of(parts, sizeof parts) | 1, .fresh = true};
}

/* The file is as long as its header says before anything is allocated by it. */
static bool read_keys(saved_keys *keys, FILE *file)
{
    header head;
    struct stat about;
    if (fread(&head, sizeof head, 1, file) != 1 || head.magic != MAGIC || fstat(fileno(file), &about) != 0)
        return false;
    uint64_t size = (uint64_t)about.st_size - sizeof head;
    if (size % sizeof *keys->items || head.n != size / sizeof *keys->items)
        return false;
    keys->id = head.id;
    keys->looks = head.looks;
    keys->n = (size_t)head.n;
    keys->items = malloc(keys->n * sizeof *keys->items + 1);
    return keys->items && fread(keys->items, sizeof *keys->items, keys->n, file) == keys->n &&
           checksum(keys) == head.checksum;
}

bool cli_saved_keys_open(saved_keys *keys, const char *folder, const char *index_path)
{
    *keys = (saved_keys){.path = path_of(folder, index_path)};
    if (!keys->path) {
        cli_message("not enough memory");
        return false;
    }
    FILE *file = fopen(keys->path, "re");
    if (!file && errno != ENOENT) {
        cli_message("%s: %s", keys->path, strerror(errno));
        return false;
    }
    if (!file) {
        begin_anew(keys);
    } else if (!read_keys(keys, file)) {
        cli_message("%s: damaged; what has been seen of %s is noted anew", keys->path, index_path);
        begin_anew(keys);
    }
    if (file)
        fclose(file);
    return true;
}

void cli_saved_keys_dispose(saved_keys *keys)
{
    free(keys->path);
    free(keys->items);
    *keys = (saved_keys){0};
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = ((const saved_key *)a)->hash, y = ((const saved_key *)b)->hash;
    return x < y ? -1 : x > y;
}

static uint64_t find(const saved_key *items, size_t n, uint64_t hash)
{
    saved_key wanted = {hash, 0};
    const saved_key *found = n ? bsearch(&wanted, items, n, sizeof *items, by_hash) : NULL;
    return found ? found->look : 0;
}

uint64_t cli_saved_keys_look_of(const saved_keys *keys, eco_text key)
{
    return find(keys->items, keys->n, hash_of(key.ptr, key.len));
}

static bool write_keys(const saved_keys *keys)
{
    cli_replacement replacement;
    header head = {MAGIC, keys->id, keys->looks, keys->n, checksum(keys)};
    if (!cli_replace_begin(&replacement, keys->path))
        return false;
    fwrite(&head, sizeof head, 1, replacement.file);
    fwrite(keys->items, sizeof *keys->items, keys->n, replacement.file);
    return cli_replace_end(&replacement);
}

/* Appends those that are new behind the row and sorts the whole. False: no memory. */
static bool add_new(saved_keys *keys, const eco_results *results)
{
    size_t n = eco_results_count(results), known = keys->n;
    saved_key *items = realloc(keys->items, (known + n) * sizeof *items + 1);
    if (!items)
        return false;
    keys->items = items;
    for (size_t i = 0; i < n; i++) {
        eco_text key = eco_results_hit(results, i)->key;
        uint64_t hash = hash_of(key.ptr, key.len);
        if (!find(items, known, hash))
            items[keys->n++] = (saved_key){hash, keys->looks + 1};
    }
    if (keys->n > known)
        keys->looks++;
    qsort(items, keys->n, sizeof *items, by_hash);
    return true;
}

bool cli_saved_keys_look(saved_keys *keys, eco_index *index)
{
    eco_search_options options = ECO_SEARCH_OPTIONS_INIT;
    eco_results *results = NULL;
    eco_error error = {0};
    options.limit = SIZE_MAX;
    options.flags = ECO_SEARCH_KEYS_ONLY | ECO_SEARCH_STRICT;
    if (eco_search(index, "*", 1, &options, &results, &error) != ECO_OK) {
        cli_message_error(&error);
        return false;
    }
    uint64_t looks = keys->looks;
    bool good = add_new(keys, results);
    eco_results_free(results);
    if (!good)
        cli_message("not enough memory");
    return good && ((keys->looks == looks && !keys->fresh) || write_keys(keys));
}
