/* SPDX-License-Identifier: MIT */
/* Looking words up in a list of synonyms. Terms depend on the analyser, so each has a table of its own. */
#include "searcher/synonyms.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/map.h"
#include "base/text.h"

enum { KEY_MAX = ECOI_SYNONYM_WORDS * (ECOI_TERM_MAX + 1) + 1 };

/* First byte of a key: words by their terms, or as they are but for capitals and accents. */
enum { BY_TERM = 't', AS_IS = 'a' };

/* A place where a key leads. */
typedef struct hit {
    uint32_t rule, item;
    uint32_t next; /* number + 1 of the key's next hit, 0: none */
} hit;

struct ecoi_synonym_table {
    ecoi_synonym_table *next;
    const eco_synonyms *synonyms;
    char fingerprint[17];
    ecoi_map keys;
    uint32_t *first; /* by key: number + 1 of its first hit */
    size_t first_cap;
    hit *hits;
    size_t n_hits, hits_cap;
};

struct ecoi_synonym_tables {
    pthread_mutex_t lock; /* guards `first`; tables never change once they are in the list */
    ecoi_synonym_table *first;
};

struct ecoi_synonym_tables *ecoi_synonym_tables_new(void)
{
    struct ecoi_synonym_tables *tables = calloc(1, sizeof *tables);
    if (tables)
        pthread_mutex_init(&tables->lock, NULL);
    return tables;
}

static void free_table(ecoi_synonym_table *table)
{
    ecoi_map_dispose(&table->keys);
    free(table->first);
    free(table->hits);
    free(table);
}

void ecoi_synonym_tables_free(struct ecoi_synonym_tables *tables)
{
    for (ecoi_synonym_table *next, *table = tables->first; table; table = next) {
        next = table->next;
        free_table(table);
    }
    pthread_mutex_destroy(&tables->lock);
    free(tables);
}

/* ---- words of a text ---- */

static bool is_whole(const ecoi_token *token)
{
    return token->kind == ECO_TOKEN_COMPOUND || token->kind == ECO_TOKEN_ADDRESS;
}

static ecoi_synonym_unit unit_of(const ecoi_analysis *analysis, eco_text text, const ecoi_token *token)
{
    const ecoi_form *form = ecoi_analysis_form(analysis, token->form);
    return (ecoi_synonym_unit){.term = {form->term, form->term_len},
                               .folded = {form->folded, form->folded_len},
                               .surface = {text.ptr + token->start, token->len}};
}

eco_status ecoi_synonym_units_of(ecoi_analysis *analysis, eco_text text, ecoi_synonym_units *out,
                                 eco_error *error)
{
    const ecoi_token *tokens, *whole = NULL;
    size_t n, end = 0, start = text.len;
    *out = (ecoi_synonym_units){.n = 0};
    eco_status status = ecoi_analysis_run(analysis, text.ptr, text.len, &tokens, &n, error);
    for (size_t i = 0; !status && i < n; i++) {
        const ecoi_token *token = &tokens[i];
        if (is_whole(token))
            whole = token;
        if (is_whole(token) || token->kind == ECO_TOKEN_VARIANT || token->kind == ECO_TOKEN_ELISION)
            continue;
        if (out->n == ECOI_SYNONYM_WORDS) {
            out->n = 0;
            return ECO_OK;
        }
        out->words[out->n++] = unit_of(analysis, text, token);
        start = token->start < start ? token->start : start;
        end = token->start + token->len;
    }
    out->has_whole = whole && whole->start <= start && whole->start + whole->len >= end;
    if (out->has_whole)
        out->whole = unit_of(analysis, text, whole);
    return status;
}

/* ---- keys ---- */

static size_t write_key(char kind, const ecoi_synonym_unit *words, size_t n, char *out)
{
    size_t len = 0;
    out[len++] = kind;
    for (size_t i = 0; i < n; i++) {
        eco_text text = kind == BY_TERM ? words[i].term : words[i].folded;
        if (i)
            out[len++] = ' ';
        memcpy(out + len, text.ptr, text.len);
        len += text.len;
    }
    return len;
}

/* ---- making a table ---- */

static bool add_key(ecoi_synonym_table *table, const char *key, size_t len, size_t rule, size_t item)
{
    bool is_new;
    uint32_t number = ecoi_map_add(&table->keys, key, len, &is_new);
    if (number == ECOI_MAP_NONE ||
        !ecoi_grow(&table->first, &table->first_cap, number + 1u, sizeof *table->first) ||
        !ecoi_grow(&table->hits, &table->hits_cap, table->n_hits + 1, sizeof *table->hits))
        return false;
    if (is_new)
        table->first[number] = 0;
    table->hits[table->n_hits] = (hit){(uint32_t)rule, (uint32_t)item, table->first[number]};
    table->first[number] = (uint32_t)++table->n_hits;
    return true;
}

static eco_status add_item(ecoi_synonym_table *table, ecoi_analysis *analysis, size_t rule, size_t item,
                           eco_error *error)
{
    const ecoi_synonym *synonym = &table->synonyms->items[item];
    char kind = synonym->capitals ? AS_IS : BY_TERM, key[KEY_MAX];
    ecoi_synonym_units units;
    eco_status status = ecoi_synonym_units_of(analysis, synonym->text, &units, error);
    if (status || units.n == 0)
        return status;
    if (!add_key(table, key, write_key(kind, units.words, units.n, key), rule, item) ||
        (units.has_whole && !add_key(table, key, write_key(kind, &units.whole, 1, key), rule, item)))
        return ecoi_error_no_memory(error);
    return ECO_OK;
}

/* From the last line to the first, since each hit goes before the earlier ones of its key. */
static eco_status fill(ecoi_synonym_table *table, ecoi_analysis *analysis, eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t r = table->synonyms->n_rules; !status && r-- > 0;) {
        const ecoi_synonym_rule *rule = &table->synonyms->rules[r];
        for (size_t i = rule->n_left; !status && i-- > 0;)
            status = add_item(table, analysis, r, rule->first + i, error);
    }
    return status;
}

static ecoi_synonym_table *find_table(const struct ecoi_synonym_tables *tables, const char *fingerprint)
{
    ecoi_synonym_table *table = tables->first;
    while (table && strcmp(table->fingerprint, fingerprint) != 0)
        table = table->next;
    return table;
}

static eco_status make_table(eco_synonyms *synonyms, const char *fingerprint, ecoi_analysis *analysis,
                             ecoi_synonym_table **out, eco_error *error)
{
    ecoi_synonym_table *table = calloc(1, sizeof *table);
    if (!table)
        return ecoi_error_no_memory(error);
    table->synonyms = synonyms;
    strcpy(table->fingerprint, fingerprint);
    eco_status status = fill(table, analysis, error);
    if (status)
        free_table(table);
    else
        *out = table;
    return status;
}

eco_status ecoi_synonyms_table(eco_synonyms *synonyms, const ecoi_analyser *analyser, ecoi_analysis *analysis,
                               const ecoi_synonym_table **out, eco_error *error)
{
    struct ecoi_synonym_tables *tables = synonyms->tables;
    const char *fingerprint = ecoi_analyser_fingerprint(analyser);
    eco_status status = ECO_OK;
    pthread_mutex_lock(&tables->lock);
    ecoi_synonym_table *table = find_table(tables, fingerprint);
    if (!table) {
        status = make_table(synonyms, fingerprint, analysis, &table, error);
        if (!status) {
            table->next = tables->first;
            tables->first = table;
        }
    }
    pthread_mutex_unlock(&tables->lock);
    *out = table;
    return status;
}

/* ---- looking up ---- */

/* Whether the words are typed as the synonym is written. */
static bool is_as_written(const ecoi_synonym *synonym, const ecoi_synonym_unit *words, size_t n)
{
    eco_text rest = synonym->text;
    for (size_t i = 0; i < n; i++) {
        eco_text surface = words[i].surface;
        while (rest.len && (rest.ptr[0] == ' ' || rest.ptr[0] == '\t')) {
            rest.ptr++;
            rest.len--;
        }
        if (rest.len < surface.len || memcmp(rest.ptr, surface.ptr, surface.len) != 0)
            return false;
        rest.ptr += surface.len;
        rest.len -= surface.len;
    }
    return rest.len == 0;
}

typedef struct finding {
    const eco_synonyms *synonyms;
    ecoi_arena *arena;
    const ecoi_synonym **items;
    size_t n;
} finding;

static bool add_found(finding *f, const ecoi_synonym *synonym)
{
    for (size_t i = 0; i < f->n; i++)
        if (ecoi_text_equal(f->items[i]->text, synonym->text))
            return true;
    if ((f->n & (f->n - 1)) == 0) {
        const ecoi_synonym **grown = ecoi_arena_calloc(f->arena, f->n ? 2 * f->n : 1, sizeof *grown);
        if (!grown)
            return false;
        if (f->n)
            memcpy(grown, f->items, f->n * sizeof *grown);
        f->items = grown;
    }
    f->items[f->n++] = synonym;
    return true;
}

static bool add_rule(finding *f, const hit *at)
{
    const ecoi_synonym_rule *rule = &f->synonyms->rules[at->rule];
    bool one_way = rule->n_left < rule->n;
    for (size_t i = one_way ? rule->n_left : 0; i < rule->n; i++)
        if (rule->first + i != at->item && !add_found(f, &f->synonyms->items[rule->first + i]))
            return false;
    return true;
}

static bool add_hits(finding *f, const ecoi_synonym_table *table, char kind, const ecoi_synonym_unit *words,
                     size_t n)
{
    char key[KEY_MAX];
    uint32_t number = ecoi_map_find(&table->keys, key, write_key(kind, words, n, key));
    for (uint32_t at = number == ECOI_MAP_NONE ? 0 : table->first[number]; at;
         at = table->hits[at - 1].next) {
        const ecoi_synonym *item = &f->synonyms->items[table->hits[at - 1].item];
        if ((!item->as_written || is_as_written(item, words, n)) && !add_rule(f, &table->hits[at - 1]))
            return false;
    }
    return true;
}

eco_status ecoi_synonyms_find(const ecoi_synonym_table *table, const ecoi_synonym_unit *words, size_t n,
                              ecoi_arena *arena, const ecoi_synonym ***out, size_t *out_n, eco_error *error)
{
    finding f = {.synonyms = table->synonyms, .arena = arena};
    if (!add_hits(&f, table, BY_TERM, words, n) || !add_hits(&f, table, AS_IS, words, n))
        return ecoi_error_no_memory(error);
    *out = f.items;
    *out_n = f.n;
    return ECO_OK;
}
