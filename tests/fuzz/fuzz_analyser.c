/* SPDX-License-Identifier: MIT */
/* Any bytes as a text, for both analyses: tokens that keep what analyser.h promises, the same ones when asked
 * again with everything remembered. The first byte may ask for a reset in between. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "stem/analyser.h"

#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            abort();                                                                                         \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_spelling(const char *text, size_t len, bool utf8)
{
    REQUIRE(len >= 1 && len <= ECOI_TERM_MAX && text[len] == '\0' && strlen(text) == len);
    REQUIRE(!utf8 || ecoi_utf8_valid_prefix(text, len) == len);
}

static void check_token(const ecoi_analysis *analysis, const ecoi_token *token, const ecoi_token *before,
                        size_t size, bool utf8)
{
    REQUIRE(token->len >= 1 && (size_t)token->start + token->len <= size);
    REQUIRE(token->kind <= ECO_TOKEN_VARIANT && token->form < ecoi_analysis_n_forms(analysis));
    REQUIRE(before ? token->position - before->position <= 1 : token->position == 0);
    REQUIRE(!before || token->position != before->position || token->start >= before->start);
    const ecoi_form *form = ecoi_analysis_form(analysis, token->form);
    check_spelling(form->form, form->form_len, utf8);
    check_spelling(form->folded, form->folded_len, utf8);
    check_spelling(form->term, form->term_len, utf8);
}

static const ecoi_token *run(ecoi_analysis *analysis, const char *text, size_t size, size_t *out_n)
{
    const ecoi_token *tokens;
    REQUIRE(ecoi_analysis_run(analysis, text, size, &tokens, out_n, NULL) == ECO_OK);
    return tokens;
}

static void check_analysis(const ecoi_analyser *analyser, const char *text, size_t size, bool reset)
{
    ecoi_analysis *analysis;
    size_t n, again_n;
    bool utf8 = strcmp(ecoi_analyser_name(analyser), "fr") == 0;
    REQUIRE(ecoi_analysis_new(analyser, &analysis, NULL) == ECO_OK);
    const ecoi_token *tokens = run(analysis, text, size, &n);
    for (size_t i = 0; i < n; i++)
        check_token(analysis, &tokens[i], i ? &tokens[i - 1] : NULL, size, utf8);
    ecoi_token *copy = calloc(n + 1, sizeof *copy);
    REQUIRE(copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = tokens[i];
    if (reset)
        ecoi_analysis_reset(analysis);
    tokens = run(analysis, text, size, &again_n);
    REQUIRE(again_n == n);
    for (size_t i = 0; i < n; i++)
        REQUIRE(memcmp(&copy[i], &tokens[i], offsetof(ecoi_token, kind) + 1) == 0);
    free(copy);
    ecoi_analysis_free(analysis);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static ecoi_analyser *fr, *ws; /* for the life of the process */
    if (!fr)
        REQUIRE(ecoi_analyser_new("fr", &fr, NULL) == ECO_OK && ecoi_analyser_new("ws", &ws, NULL) == ECO_OK);
    bool reset = size > 0 && data[0] % 2;
    check_analysis(fr, (const char *)data, size, reset);
    check_analysis(ws, (const char *)data, size, reset);
    return 0;
}
