/* SPDX-License-Identifier: MIT */
/* Answers for cut, awk and xargs. */
#include "cli/columns.h"
#include "cli/message.h"
#include "cli/request.h"
#include "cli/utf8.h"

#include <inttypes.h>

static void put_column(eco_text text)
{
    putchar('\t');
    cli_put_escaped(stdout, text);
}

static void put_hit(const eco_hit *hit)
{
    char date[16];
    eco_date_format(hit->date, date);
    printf("%" PRIu64, hit->rank);
    put_column(hit->key);
    printf("\t%.6g", hit->score);
    put_column(cli_text(date));
    put_column(hit->source);
    put_column(hit->title);
    putchar('\n');
}

void cli_write_tsv(const eco_results *results)
{
    for (size_t i = 0; i < eco_results_count(results) && cli_output_good(); i++)
        put_hit(eco_results_hit(results, i));
}

void cli_write_keys(const eco_results *results)
{
    for (size_t i = 0; i < eco_results_count(results) && cli_output_good(); i++) {
        cli_put_escaped(stdout, eco_results_hit(results, i)->key);
        putchar('\n');
    }
}
