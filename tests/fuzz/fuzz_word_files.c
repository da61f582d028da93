/* SPDX-License-Identifier: MIT */
/* Any bytes as a list of synonyms and as a list of a user's words: a list that can be used, or an error with
 * the line. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "searcher/synonyms.h"
#include "stem/user_words.h"

#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            abort();                                                                                         \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Expands queries made of the list's own words. */
static void use_synonyms(eco_synonyms *synonyms, const ecoi_analyser *analyser)
{
    const ecoi_synonym_table *table;
    ecoi_analysis *analysis;
    ecoi_arena arena = {0};
    REQUIRE(ecoi_analysis_new(analyser, &analysis, NULL) == ECO_OK);
    REQUIRE(ecoi_synonyms_table(synonyms, analyser, analysis, &table, NULL) == ECO_OK);
    for (size_t i = 0; i < synonyms->n_items && i < 16; i++) {
        eco_text text = synonyms->items[i].text;
        ecoi_ast *ast;
        if (ecoi_ast_parse(text.ptr, text.len, ECOI_PARSE_PLAIN, &arena, &ast, NULL))
            continue;
        REQUIRE(ecoi_synonyms_expand(table, analysis, &arena, &ast, NULL) == ECO_OK);
        if (ast->kind == ECOI_AST_BEST)
            REQUIRE(ast->number >= 1 && ast->number <= ast->n_children && ast->n_children >= 2);
    }
    ecoi_arena_dispose(&arena);
    ecoi_analysis_free(analysis);
}

static void try_synonyms(const char *text, size_t size, const ecoi_analyser *analyser)
{
    eco_synonyms *synonyms;
    eco_error error;
    eco_status status = eco_synonyms_parse("list", text, size, &synonyms, &error);
    if (status) {
        REQUIRE(status == ECO_E_ARGUMENT && !synonyms && strncmp(error.message, "list:", 5) == 0);
        return;
    }
    use_synonyms(synonyms, analyser);
    eco_synonyms_free(synonyms);
}

static void try_words(const char *text, size_t size)
{
    ecoi_analyser *analyser;
    eco_status status = ecoi_analyser_new_with("fr", (eco_text){text, size}, &analyser, NULL);
    REQUIRE((status == ECO_OK || status == ECO_E_DATA) && (status == ECO_OK) == (analyser != NULL));
    ecoi_analyser_free(analyser);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ecoi_analyser *analyser;
    char *text = malloc(size + 1);
    REQUIRE(text);
    if (size)
        memcpy(text, data, size);
    if (!analyser)
        REQUIRE(ecoi_analyser_new("fr", &analyser, NULL) == ECO_OK);
    try_synonyms(text, size, analyser);
    try_words(text, size);
    free(text);
    return 0;
}
