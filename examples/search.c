/* SPDX-License-Identifier: MIT */
/* search INDEX QUERY - the ten best documents: rank, score, title, snippet. */
#include <ecosearch/ecosearch.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static int fail(const eco_error *error)
{
    fprintf(stderr, "search: %s\n", error->message);
    return 2;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: search INDEX QUERY\n", stderr);
        return 2;
    }
    eco_error error;
    eco_index *index;
    if (eco_index_open(argv[1], &index, &error) != ECO_OK)
        return fail(&error);

    eco_results *results;
    eco_status status = eco_search(index, argv[2], strlen(argv[2]), NULL, &results, &error);
    eco_index_close(index); /* results do not need it any more */
    if (status != ECO_OK)
        return fail(&error);

    for (size_t i = 0; i < eco_results_count(results); i++) {
        const eco_hit *hit = eco_results_hit(results, i);
        printf("%" PRIu64 ". %.3f ", hit->rank, hit->score);
        printf("%.*s\n", (int)hit->title.len, hit->title.ptr ? hit->title.ptr : "");
        printf("   %.*s\n", (int)hit->snippet.len, hit->snippet.ptr ? hit->snippet.ptr : "");
    }
    eco_results_free(results);
    return fflush(stdout) == 0 ? 0 : 2;
}
