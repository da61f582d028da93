/* SPDX-License-Identifier: MIT */
/* <ecosearch/analyse.h> over this room. */
#include <ecosearch/analyse.h>

#include <stdlib.h>

#include "base/buf.h"
#include "base/error.h"
#include "stem/analyser.h"

enum { MEMO_BYTES = 64 << 20 }; /* then it starts afresh before the next text */

struct eco_analyser {
    ecoi_analyser *analyser;
    ecoi_analysis *analysis;
    eco_token *tokens;
    size_t cap;
};

eco_status eco_analyser_new(const char *name, eco_analyser **out, eco_error *error)
{
    if (!out)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "eco_analyser_new: no place for the result");
    *out = NULL;
    if (!name)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "eco_analyser_new: no name");
    eco_analyser *face = calloc(1, sizeof *face);
    if (!face)
        return ecoi_error_no_memory(error);
    eco_status status = ecoi_analyser_new(name, &face->analyser, error);
    if (status == ECO_OK)
        status = ecoi_analysis_new(face->analyser, &face->analysis, error);
    if (status == ECO_OK)
        *out = face;
    else
        eco_analyser_free(face);
    return status;
}

void eco_analyser_free(eco_analyser *face)
{
    if (!face)
        return;
    ecoi_analysis_free(face->analysis);
    ecoi_analyser_free(face->analyser);
    free(face->tokens);
    free(face);
}

static eco_token face_token(const ecoi_analysis *analysis, const ecoi_token *token)
{
    const ecoi_form *form = ecoi_analysis_form(analysis, token->form);
    return (eco_token){
        .offset = token->start,
        .length = token->len,
        .position = token->position,
        .kind = (eco_token_kind)token->kind,
        .form = {form->form, form->form_len},
        .term = {form->term, form->term_len},
        .stop = (form->flags & (ECOI_FORM_STOP | ECOI_FORM_QUESTION)) != 0,
    };
}

eco_status eco_analyse(eco_analyser *face, const char *text, size_t len, const eco_token **out_tokens,
                       size_t *out_n, eco_error *error)
{
    if (!face || (!text && len > 0) || !out_tokens || !out_n)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "eco_analyse: a NULL argument");
    const ecoi_token *tokens;
    size_t n;
    *out_tokens = NULL;
    *out_n = 0;
    if (ecoi_analysis_bytes(face->analysis) > MEMO_BYTES)
        ecoi_analysis_reset(face->analysis);
    eco_status status = ecoi_analysis_run(face->analysis, text, len, &tokens, &n, error);
    if (status != ECO_OK)
        return status;
    if (!ecoi_grow(&face->tokens, &face->cap, n, sizeof *face->tokens))
        return ecoi_error_no_memory(error);
    for (size_t i = 0; i < n; i++)
        face->tokens[i] = face_token(face->analysis, &tokens[i]);
    *out_tokens = face->tokens;
    *out_n = n;
    return ECO_OK;
}

const char *eco_analyser_fingerprint(const eco_analyser *face)
{
    return ecoi_analyser_fingerprint(face->analyser);
}
