/* SPDX-License-Identifier: MIT */
/* Answers for programs: one JSON object, or one a hit and line. */
#include "cli/json.h"
#include "cli/message.h"
#include "cli/region_json.h"
#include "cli/request.h"
#include "cli/utf8.h"

static void put_highlights(cli_json *json, const eco_hit *hit)
{
    cli_json_key(json, "highlights");
    cli_json_open(json, '[');
    for (size_t i = 0; i < hit->n_highlights; i++) {
        cli_json_open(json, '[');
        cli_json_count(json, hit->highlights[i].offset);
        cli_json_count(json, hit->highlights[i].length);
        cli_json_close(json, ']');
    }
    cli_json_close(json, ']');
}

static void put_explain(cli_json *json, const eco_hit *hit)
{
    cli_json_key(json, "explain");
    cli_json_open(json, '[');
    for (size_t i = 0; i < hit->n_explain; i++) {
        cli_json_open(json, '{');
        cli_json_pair_count(json, "depth", hit->explain[i].depth);
        cli_json_pair_real(json, "value", hit->explain[i].value);
        cli_json_pair_string(json, "text", hit->explain[i].text);
        cli_json_close(json, '}');
    }
    cli_json_close(json, ']');
}

void cli_json_hit(cli_json *json, const eco_hit *hit, bool explain)
{
    cli_json_open(json, '{');
    cli_json_pair_count(json, "rank", hit->rank);
    cli_json_pair_text(json, "key", hit->key);
    cli_json_pair_real(json, "score", hit->score);
    cli_json_pair_text(json, "title", hit->title);
    cli_json_pair_text(json, "url", hit->url);
    cli_json_pair_date(json, "date", hit->date);
    cli_json_pair_text(json, "source", hit->source);
    cli_json_pair_bool(json, "partial", hit->partial);
    cli_json_pair_count(json, "near_duplicates", hit->n_alike);
    cli_json_key(json, "regions");
    cli_json_regions(json, hit->regions, hit->n_regions, false);
    cli_json_pair_text(json, "snippet", hit->snippet);
    put_highlights(json, hit);
    cli_json_key(json, "fields");
    cli_json_raw(json, hit->fields);
    if (explain)
        put_explain(json, hit);
    cli_json_close(json, '}');
}

static void put_hits(cli_json *json, const cli_request *request, const eco_results *results)
{
    cli_json_key(json, "hits");
    cli_json_open(json, '[');
    for (size_t i = 0; i < eco_results_count(results) && cli_output_good(); i++)
        cli_json_hit(json, eco_results_hit(results, i), request->explain);
    cli_json_close(json, ']');
}

static void put_buckets(cli_json *json, const char *name, const eco_bucket *buckets, size_t n)
{
    cli_json_key(json, name);
    cli_json_open(json, '[');
    for (size_t i = 0; i < n; i++) {
        cli_json_open(json, '{');
        cli_json_pair_text(json, "value", buckets[i].value);
        cli_json_pair_text(json, "label", buckets[i].label);
        cli_json_pair_count(json, "count", buckets[i].count);
        cli_json_close(json, '}');
    }
    cli_json_close(json, ']');
}

static void put_facet(cli_json *json, unsigned facets, unsigned flag, const char *name,
                      const eco_results *results)
{
    if (!(facets & flag))
        return;
    const eco_bucket *buckets = NULL;
    size_t n = eco_results_facet(results, flag, &buckets);
    put_buckets(json, name, buckets, n);
}

static void put_facets(cli_json *json, unsigned facets, const eco_results *results)
{
    cli_json_key(json, "facets");
    cli_json_open(json, '{');
#define PUT_FACET(flag, name) put_facet(json, facets, flag, name, results);
    CLI_FACET_LIST(PUT_FACET)
#undef PUT_FACET
    cli_json_close(json, '}');
}

/* Only of an answer that is not whole: databases are missing from it, or the time was used up. */
static void put_partial(cli_json *json, const eco_results *results)
{
    eco_text missing = eco_results_missing(results);
    if (missing.len == 0 && !eco_results_timed_out(results))
        return;
    cli_json_pair_bool(json, "partial", true);
    if (missing.len)
        cli_json_pair_text(json, "missing", missing);
    if (eco_results_timed_out(results))
        cli_json_pair_bool(json, "timed_out", true);
}

void cli_write_json(const cli_request *request, const eco_results *results)
{
    cli_json json;
    cli_json_init(&json, stdout);
    cli_json_open(&json, '{');
    cli_json_pair_count(&json, "schema", 1);
    cli_json_pair_string(&json, "query", request->query);
    cli_json_pair_count(&json, "total", eco_results_total(results));
    cli_json_pair_count(&json, "took_us", eco_results_took_us(results));
    put_hits(&json, request, results);
    put_facets(&json, request->facets, results);
    cli_json_pair_text(&json, "did_you_mean", eco_results_did_you_mean(results));
    put_partial(&json, results);
    cli_json_close(&json, '}');
    cli_json_end(&json);
}

void cli_write_jsonl(const cli_request *request, const eco_results *results)
{
    cli_json json;
    cli_json_init(&json, stdout);
    for (size_t i = 0; i < eco_results_count(results) && cli_output_good(); i++) {
        cli_json_hit(&json, eco_results_hit(results, i), request->explain);
        cli_json_end(&json);
    }
}
