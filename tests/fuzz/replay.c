/* SPDX-License-Identifier: MIT */
/*
 * The main function of a fuzz target in builds without libFuzzer: runs the target once on every file named,
 * or lying in a folder named, so that what a fuzzer once found stays found with any compiler.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *path)
{
    perror(path);
    exit(1);
}

/* The copy is exactly as long as the input, so that a sanitizer sees one byte too many. */
static void replay_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size ? size : 1);
    if (!file || !data || fread(data, 1, size, file) != size)
        fail(path);
    fclose(file);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
}

static unsigned long replay(const char *path);

static unsigned long replay_folder(const char *path)
{
    struct dirent **entries;
    int n = scandir(path, &entries, NULL, alphasort);
    if (n < 0)
        fail(path);
    unsigned long n_inputs = 0;
    for (int i = 0; i < n; i++) {
        char child[4096];
        int len = snprintf(child, sizeof child, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && len > 0 && (size_t)len < sizeof child)
            n_inputs += replay(child);
        free(entries[i]);
    }
    free(entries);
    return n_inputs;
}

static unsigned long replay(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0)
        fail(path);
    if (S_ISDIR(info.st_mode))
        return replay_folder(path);
    replay_file(path, (size_t)info.st_size);
    return 1;
}

int main(int argc, char **argv)
{
    unsigned long n_inputs = 0;
    for (int i = 1; i < argc; i++)
        n_inputs += replay(argv[i]);
    printf("%lu inputs replayed\n", n_inputs);
    return n_inputs > 0 ? 0 : 1; /* an empty corpus proves nothing: more likely a wrong path */
}
