/* SPDX-License-Identifier: MIT */
/*
 * The walk over a text: scan.h finds chunks, the memo knows what became of each, a chunk it has not met goes
 * through the rules (chunk.h), and neighbours are joined where two chunks are one thing (context.h).
 */
#include "stem/analyser.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "stem/chunk.h"
#include "stem/context.h"
#include "stem/fingerprint.h"
#include "stem/memo.h"
#include "stem/scan.h"
#include "stem/user_words.h"

enum {
    N_SPANS = 256,           /* chunks looked for at a time */
    MEMO_ENTRIES = 1u << 20, /* then the memo (not the forms) starts afresh */
};

struct ecoi_analyser {
    bool french;
    ecoi_scan *scan;
    ecoi_lexicon lexicon;
    char fingerprint[ECOI_FINGERPRINT_LEN + 1];
};

struct ecoi_analysis {
    const ecoi_analyser *analyser;
    ecoi_form_table forms;
    ecoi_memo memo;
    ecoi_token *tokens;
    size_t n_tokens, cap;
    ecoi_span spans[N_SPANS];
    ecoi_memo_key keys[N_SPANS];
    ecoi_chunk chunk;
};

/* -- the analyser
 * ------------------------------------------------------------------------------------------------- */

static eco_status add_user_words(ecoi_analyser *analyser, eco_text words, eco_error *error)
{
    bool fits;
    if (!analyser->french)
        return ecoi_error_set(error, ECO_E_ARGUMENT,
                              "words are protected and given stems in analysis fr only");
    eco_status status = ecoi_user_words_add(&analyser->lexicon, words, &fits, error);
    return status || fits ? status
                          : ecoi_error_set(error, ECO_E_DATA, "a list of user's words that makes no sense");
}

static eco_status analyser_init(ecoi_analyser *analyser, const char *name, eco_text words, eco_error *error)
{
    ecoi_stemmer stemmer = {NULL};
    eco_status status = ECO_OK;
    analyser->scan = ecoi_scan_choose(!analyser->french);
    if (analyser->french && !(ecoi_lexicon_build(&analyser->lexicon) && ecoi_stemmer_open(&stemmer)))
        status = ecoi_error_no_memory(error);
    if (!status && words.len)
        status = add_user_words(analyser, words, error);
    if (!status)
        ecoi_fingerprint(name, &analyser->lexicon, analyser->french ? &stemmer : NULL, analyser->fingerprint);
    ecoi_stemmer_close(&stemmer);
    return status;
}

void ecoi_analyser_use_scalar(ecoi_analyser *analyser)
{
    if (analyser->french)
        analyser->scan = ecoi_scan_scalar;
}

eco_status ecoi_analyser_new(const char *name, ecoi_analyser **out, eco_error *error)
{
    return ecoi_analyser_new_with(name, (eco_text){NULL, 0}, out, error);
}

eco_status ecoi_analyser_new_with(const char *name, eco_text user_words, ecoi_analyser **out,
                                  eco_error *error)
{
    *out = NULL;
    bool french = strcmp(name, "fr") == 0;
    if (!french && strcmp(name, "ws") != 0)
        return ecoi_error_set(error, ECO_E_ARGUMENT, "there is no text analysis '%.40s', only 'fr' and 'ws'",
                              name);
    ecoi_analyser *analyser = calloc(1, sizeof *analyser);
    if (!analyser)
        return ecoi_error_no_memory(error);
    analyser->french = french;
    eco_status status = analyser_init(analyser, name, user_words, error);
    if (status == ECO_OK)
        *out = analyser;
    else
        ecoi_analyser_free(analyser);
    return status;
}

void ecoi_analyser_free(ecoi_analyser *analyser)
{
    if (!analyser)
        return;
    ecoi_lexicon_dispose(&analyser->lexicon);
    free(analyser);
}

const char *ecoi_analyser_name(const ecoi_analyser *analyser)
{
    return analyser->french ? "fr" : "ws";
}

const char *ecoi_analyser_fingerprint(const ecoi_analyser *analyser)
{
    return analyser->fingerprint;
}

const char *ecoi_analyser_apart(const ecoi_analyser *analyser, const ecoi_form *form)
{
    return analyser->french ? ecoi_lexicon_apart(&analyser->lexicon, form->form, form->form_len) : NULL;
}

/* -- the analysis
 * ------------------------------------------------------------------------------------------------- */

eco_status ecoi_analysis_new(const ecoi_analyser *analyser, ecoi_analysis **out, eco_error *error)
{
    *out = NULL;
    ecoi_analysis *analysis = calloc(1, sizeof *analysis);
    if (!analysis)
        return ecoi_error_no_memory(error);
    analysis->analyser = analyser;
    analysis->chunk.forms = &analysis->forms;
    if (analyser->french)
        analysis->forms.lexicon = &analyser->lexicon;
    if (!ecoi_memo_open(&analysis->memo) ||
        (analyser->french && !ecoi_stemmer_open(&analysis->forms.stemmer))) {
        ecoi_analysis_free(analysis);
        return ecoi_error_no_memory(error);
    }
    *out = analysis;
    return ECO_OK;
}

void ecoi_analysis_free(ecoi_analysis *analysis)
{
    if (!analysis)
        return;
    ecoi_form_table_dispose(&analysis->forms);
    ecoi_memo_dispose(&analysis->memo);
    free(analysis->chunk.tokens);
    free(analysis->tokens);
    free(analysis);
}

const ecoi_form *ecoi_analysis_form(const ecoi_analysis *analysis, uint32_t form)
{
    return &analysis->forms.items[form];
}

size_t ecoi_analysis_n_forms(const ecoi_analysis *analysis)
{
    return analysis->forms.map.n;
}

size_t ecoi_analysis_bytes(const ecoi_analysis *analysis)
{
    return ecoi_form_table_bytes(&analysis->forms) + ecoi_memo_bytes(&analysis->memo);
}

void ecoi_analysis_reset(ecoi_analysis *analysis)
{
    ecoi_form_table_reset(&analysis->forms);
    ecoi_memo_reset(&analysis->memo);
}

size_t ecoi_analysis_capitals(ecoi_analysis *analysis, const ecoi_form *form, char *out)
{
    return analysis->analyser->french ? ecoi_form_table_capitals(&analysis->forms, form, out) : 0;
}

/* -- a run
 * -------------------------------------------------------------------------------------------------------- */

typedef struct walk {
    ecoi_analysis *analysis;
    const char *text;
    size_t len;
    uint32_t position; /* of the next word */
    uint8_t heads;     /* ECOI_JOIN_... of the chunk before, whose only token is the last one */
    size_t restart;    /* where scanning must go on, if not after the spans found; 0: there */
} walk;

static bool is_inside_character(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Where a chunk is cut that is too long for the rules: before a byte that begins a character. */
static size_t cut(const char *chunk)
{
    size_t n = ECOI_GLYPHS_MAX;
    while (n > ECOI_GLYPHS_MAX - 4 && is_inside_character(chunk[n]))
        n--;
    return n;
}

static bool append(walk *w, const ecoi_token *tokens, size_t n, size_t start)
{
    ecoi_analysis *a = w->analysis;
    if (!ecoi_grow(&a->tokens, &a->cap, a->n_tokens + n, sizeof *a->tokens))
        return false;
    for (size_t i = 0; i < n; i++) {
        ecoi_token *token = &a->tokens[a->n_tokens++];
        *token = tokens[i];
        token->position += w->position;
        token->start += (uint32_t)start;
    }
    return true;
}

/* Joins the chunk with the one before, if the two are one. The chunk has one token. */
static ecoi_joined join(walk *w, size_t start, const ecoi_token *tokens, uint8_t joins)
{
    ecoi_analysis *a = w->analysis;
    uint8_t met = (uint8_t)(w->heads << ECOI_JOIN_SHIFT) & joins;
    ecoi_token token = tokens[0], added;
    token.start += (uint32_t)start;
    ecoi_joined joined =
        ecoi_context_join(&a->forms, w->text, met, &a->tokens[a->n_tokens - 1], &token, &added);
    if (joined == ECOI_JOINED_ADDED) {
        if (!ecoi_grow(&a->tokens, &a->cap, a->n_tokens + 1, sizeof *a->tokens))
            return ECOI_JOINED_FAILED;
        a->tokens[a->n_tokens++] = added;
    }
    if (joined == ECOI_JOINED_REPLACED)
        w->heads = ecoi_joins_after(&a->forms, &a->tokens[a->n_tokens - 1]);
    return joined;
}

static bool put(walk *w, size_t start, const ecoi_token *tokens, size_t n, uint32_t n_positions,
                uint8_t joins)
{
    if ((uint8_t)(w->heads << ECOI_JOIN_SHIFT) & joins) {
        ecoi_joined joined = join(w, start, tokens, joins);
        if (joined == ECOI_JOINED_REPLACED || joined == ECOI_JOINED_FAILED)
            return joined == ECOI_JOINED_REPLACED;
    }
    w->heads = joins & ECOI_JOIN_HEADS;
    if (!append(w, tokens, n, start))
        return false;
    w->position += n_positions;
    return true;
}

/* -- chunks the memo does not know
 * --------------------------------------------------------------------------------- */

/* "ws": the bytes are the word. */
static bool analyse_bytes(ecoi_analysis *a, const char *text, size_t len)
{
    size_t cut_len = len;
    if (len > ECOI_TERM_MAX)
        for (cut_len = ECOI_TERM_MAX; cut_len > ECOI_TERM_MAX - 4 && is_inside_character(text[cut_len]);)
            cut_len--;
    uint32_t form = ecoi_form_table_add(&a->forms, ECO_TOKEN_WORD, text, cut_len);
    if (form == ECOI_MAP_NONE || !ecoi_grow(&a->chunk.tokens, &a->chunk.cap, 1, sizeof *a->chunk.tokens))
        return false;
    a->chunk.tokens[0] = (ecoi_token){form, 0, 0, (uint32_t)len, ECO_TOKEN_WORD};
    a->chunk.n_tokens = 1;
    a->chunk.position = 1;
    return true;
}

/* Fills analysis->chunk from bytes that the rules can take at once. */
static bool analyse(ecoi_analysis *a, const char *text, size_t len)
{
    if (!a->analyser->french)
        return analyse_bytes(a, text, len);
    ecoi_chunk_analyse(&a->chunk, text, len);
    return !a->chunk.failed;
}

static bool starts_with_scheme(const walk *w, const char *text, size_t len)
{
    if (!w->analysis->analyser->french)
        return false;
    return (len > 8 && memcmp(text, "https://", 8) == 0) || (len > 7 && memcmp(text, "http://", 7) == 0) ||
           (len > 6 && memcmp(text, "ftp://", 6) == 0);
}

static bool put_analysed(walk *w, const char *text, size_t len, uint8_t joins)
{
    const ecoi_chunk *chunk = &w->analysis->chunk;
    return analyse(w->analysis, text, len) &&
           put(w, (size_t)(text - w->text), chunk->tokens, chunk->n_tokens, chunk->position, joins);
}

/* A chunk too long to be remembered, in pieces that the rules can take. */
static bool put_long(walk *w, const char *text, size_t len)
{
    size_t most = w->analysis->analyser->french ? ECOI_GLYPHS_MAX : len, n;
    for (; len > 0; text += n, len -= n) {
        n = len <= most ? len : cut(text);
        if (!put_analysed(w, text, n, 0))
            return false;
    }
    return true;
}

static bool put_url(walk *w, const ecoi_span *span)
{
    size_t end = ecoi_url_end(w->text, w->len, span->start, span->start + (size_t)span->len);
    w->restart = end;
    return put_long(w, w->text + span->start, end - span->start);
}

/* Asks the rules, and remembers what they said. */
static const ecoi_memo_slot *learn(walk *w, const ecoi_memo_key *key, const char *text, size_t len)
{
    ecoi_analysis *a = w->analysis;
    uint8_t joins = 0;
    if (!analyse(a, text, len))
        return NULL;
    if (starts_with_scheme(w, text, len))
        joins = ECOI_JOIN_URL;
    else if (a->analyser->french)
        joins = ecoi_joins_of(&a->forms, text, len, a->chunk.tokens, a->chunk.n_tokens);
    if (a->memo.n >= MEMO_ENTRIES)
        ecoi_memo_reset(&a->memo);
    return ecoi_memo_add(&a->memo, key, text, len, a->chunk.tokens, a->chunk.n_tokens, a->chunk.position,
                         joins);
}

/* -- the loop
 * ------------------------------------------------------------------------------------------------------ */

static void find_keys(walk *w, size_t n)
{
    ecoi_analysis *a = w->analysis;
    for (size_t i = 0; i < n; i++) {
        const ecoi_span *span = &a->spans[i];
        a->keys[i] = ecoi_memo_key_of(w->text + span->start, span->len, w->len - span->start);
        ecoi_memo_prefetch(&a->memo, &a->keys[i]);
    }
}

/* Puts the tokens of a chunk that starts at `start`, its first word at `position`. */
static inline ecoi_token *put_all(ecoi_token *out, const ecoi_token *all, const ecoi_memo_slot *slot,
                                  uint32_t position, uint32_t start)
{
    for (size_t k = 0; k < slot->n_tokens; k++) {
        const ecoi_token *token = &all[slot->first + k];
        *out++ = (ecoi_token){token->form, position + token->position, start + token->start, token->len,
                              token->kind};
    }
    return out;
}

/* Nearly all of a text: chunks that the memo knows and that have nothing to do with their neighbours. Puts
 * those from spans[i] on, while there is room, and returns where the first other one is. */
static size_t put_known(walk *w, size_t i, size_t n)
{
    ecoi_analysis *a = w->analysis;
    ecoi_token *out = a->tokens + a->n_tokens,
               *last = a->tokens + a->cap - n; /* each needs one place at least */
    uint32_t position = w->position;
    uint8_t heads = w->heads;
    for (; i < n; i++) {
        const ecoi_span *span = &a->spans[i];
        const ecoi_memo_slot *slot = ecoi_memo_find(&a->memo, &a->keys[i], w->text + span->start, span->len);
        if (!slot || (slot->joins & (ECOI_JOIN_URL | heads << ECOI_JOIN_SHIFT)))
            break;
        if (slot->plain) {
            *out++ = (ecoi_token){slot->first, position++, span->start, span->len, slot->kind};
        } else {
            if (out + slot->n_tokens > last)
                break;
            out = put_all(out, a->memo.tokens, slot, position, span->start);
            position += slot->n_positions;
        }
        heads = slot->joins & ECOI_JOIN_HEADS;
    }
    a->n_tokens = (size_t)(out - a->tokens);
    w->position = position;
    w->heads = heads;
    return i;
}

static bool put_slot(walk *w, const ecoi_memo_slot *slot, size_t start)
{
    if (slot->n_tokens == 0) {
        w->heads = 0;
        return true;
    }
    if (!slot->plain)
        return put(w, start, w->analysis->memo.tokens + slot->first, slot->n_tokens, slot->n_positions,
                   slot->joins);
    const ecoi_token token = {slot->first, 0, 0, slot->len, slot->kind};
    return put(w, start, &token, 1, 1, slot->joins);
}

static bool put_span(walk *w, const ecoi_span *span, const ecoi_memo_key *key)
{
    const char *text = w->text + span->start;
    if (span->len > ECOI_MEMO_LONGEST)
        return starts_with_scheme(w, text, span->len) ? put_url(w, span) : put_long(w, text, span->len);
    const ecoi_memo_slot *slot = ecoi_memo_find(&w->analysis->memo, key, text, span->len);
    if (!slot)
        slot = learn(w, key, text, span->len);
    if (slot && slot->joins & ECOI_JOIN_URL)
        return put_url(w, span);
    return slot && put_slot(w, slot, span->start);
}

/* A URL has taken in what follows spans[i]. Returns the last span in it; where one reaches beyond it, or none
 * follows, the text is scanned again from the URL's end. */
static size_t skip_url(walk *w, size_t i, size_t n)
{
    const ecoi_span *spans = w->analysis->spans;
    while (i + 1 < n && spans[i + 1].start < w->restart)
        i++;
    if (i + 1 < n && (size_t)spans[i].start + spans[i].len <= w->restart)
        w->restart = 0;
    return i;
}

static bool put_spans(walk *w, size_t n)
{
    ecoi_analysis *a = w->analysis;
    w->restart = 0;
    find_keys(w, n);
    for (size_t i = 0; i < n && w->restart == 0; i++) {
        if (!ecoi_grow(&a->tokens, &a->cap, a->n_tokens + 2 * n, sizeof *a->tokens))
            return false;
        i = put_known(w, i, n);
        if (i < n && !put_span(w, &a->spans[i], &a->keys[i]))
            return false;
        if (w->restart)
            i = skip_url(w, i, n);
    }
    return true;
}

static bool walk_text(walk *w)
{
    ecoi_analysis *a = w->analysis;
    for (size_t at = 0; at < w->len;) {
        size_t n = a->analyser->scan(w->text, w->len, &at, a->spans, N_SPANS);
        if (!put_spans(w, n))
            return false;
        if (w->restart)
            at = w->restart;
    }
    return true;
}

eco_status ecoi_analysis_run(ecoi_analysis *analysis, const char *text, size_t len,
                             const ecoi_token **out_tokens, size_t *out_n, eco_error *error)
{
    *out_tokens = NULL;
    *out_n = 0;
    if (len > UINT32_MAX)
        return ecoi_error_set(error, ECO_E_LIMIT, "a text of %zu bytes is longer than %u", len, UINT32_MAX);
    analysis->n_tokens = 0;
    walk w = {.analysis = analysis, .text = text, .len = len};
    if (!walk_text(&w))
        return ecoi_error_no_memory(error);
    *out_tokens = analysis->tokens;
    *out_n = analysis->n_tokens;
    return ECO_OK;
}
