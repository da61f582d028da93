/* SPDX-License-Identifier: MIT */
#include "tests/stem/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"

workbench workbench_open(const char *name)
{
    workbench w;
    assert_int_equal(ecoi_analyser_new(name, &w.analyser, NULL), ECO_OK);
    assert_int_equal(ecoi_analysis_new(w.analyser, &w.analysis, NULL), ECO_OK);
    return w;
}

void workbench_close(workbench *w)
{
    ecoi_analysis_free(w->analysis);
    ecoi_analyser_free(w->analyser);
}

const ecoi_token *tokens_of(const workbench *w, const char *text, size_t len, size_t *out_n)
{
    const ecoi_token *tokens;
    assert_int_equal(ecoi_analysis_run(w->analysis, text, len, &tokens, out_n, NULL), ECO_OK);
    return tokens;
}

const ecoi_form *form_of(const workbench *w, const ecoi_token *token)
{
    return ecoi_analysis_form(w->analysis, token->form);
}

static void check_spelling(const char *text, size_t len)
{
    assert_true(len >= 1 && len <= ECOI_TERM_MAX);
    assert_int_equal(strlen(text), len);
}

static void check_form(const ecoi_form *form, bool utf8)
{
    check_spelling(form->form, form->form_len);
    check_spelling(form->folded, form->folded_len);
    check_spelling(form->term, form->term_len);
    if (utf8) {
        assert_int_equal(ecoi_utf8_valid_prefix(form->form, form->form_len), form->form_len);
        assert_int_equal(ecoi_utf8_valid_prefix(form->folded, form->folded_len), form->folded_len);
        assert_int_equal(ecoi_utf8_valid_prefix(form->term, form->term_len), form->term_len);
    }
}

void check_tokens(const workbench *w, size_t len, const ecoi_token *tokens, size_t n)
{
    bool utf8 = strcmp(ecoi_analyser_name(w->analyser), "ws") != 0;
    for (size_t i = 0; i < n; i++) {
        const ecoi_token *token = &tokens[i];
        assert_true(token->form < ecoi_analysis_n_forms(w->analysis));
        assert_true(token->len >= 1);
        assert_true((size_t)token->start + token->len <= len);
        assert_true(token->kind <= ECO_TOKEN_VARIANT);
        check_form(form_of(w, token), utf8);
        if (i == 0) {
            assert_int_equal(token->position, 0);
            continue;
        }
        uint32_t step = token->position - tokens[i - 1].position;
        assert_true(step <= 1);
        assert_true(token->start >= tokens[i - 1].start || step == 1);
    }
}

char *show_tokens(const workbench *w, const char *text)
{
    size_t n;
    const ecoi_token *tokens = tokens_of(w, text, strlen(text), &n);
    check_tokens(w, strlen(text), tokens, n);
    ecoi_buf buf = {0};
    for (size_t i = 0; i < n; i++) {
        const char *kind = eco_token_kind_slug((eco_token_kind)tokens[i].kind);
        bool word = tokens[i].kind == ECO_TOKEN_WORD;
        assert_true(ecoi_buf_appendf(&buf, "%s%u %s%s%s", i ? "|" : "", tokens[i].position, word ? "" : kind,
                                     word ? "" : " ", form_of(w, &tokens[i])->form));
    }
    assert_true(ecoi_buf_append_byte(&buf, 0));
    return (char *)buf.data;
}

uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 0x2545f4914f6cdd1du;
}
