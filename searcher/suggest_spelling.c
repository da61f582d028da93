/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "searcher/deleted.h"
#include "searcher/engine_search.h"
#include "searcher/lexer.h"
#include "searcher/suggest_impl.h"

enum {
    MOST_DOCUMENTS = 4,
    MOST_BYTES = 64 << 10, /* of text looked through, over all documents */
    MOST_SEEN = 5,         /* occurrences */
    MOST_AROUND = 48       /* bytes of what a word is written together with, to either side */
};

/* All capitals are for titles and acronyms: they count where nothing else is seen. Between small letters and
 * a capital most occurrences decide: a common word begins a sentence now and then, and a name is written
 * small by a slip. */
typedef enum spelling_kind { CAPITALS, CAPITALISED, SMALL, N_KINDS } spelling_kind;

typedef struct spelling {
    const ecoi_suggest_request *request;
    const ecoi_candidate *candidate;
    ecoi_arena *arena;
    eco_text first[N_KINDS]; /* of each kind */
    size_t n[N_KINDS], n_seen;
    size_t bytes_left;
    eco_status status; /* of a document of another engine */
    eco_error *error;
} spelling;

static bool has_capital_after_first(eco_text text)
{
    for (size_t i = 1; i < text.len; i++)
        if (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z')
            return true;
    return false;
}

static spelling_kind kind_of(eco_text surface, eco_text form)
{
    if (ecoi_text_equal(surface, form))
        return SMALL;
    return has_capital_after_first(surface) ? CAPITALS : CAPITALISED;
}

/* Whether the text stands for itself in a query. */
static bool is_plain_word(eco_text text)
{
    ecoi_lexer lexer;
    ecoi_lexeme word;
    ecoi_lexer_init(&lexer, text.ptr, text.len);
    ecoi_lexer_next(&lexer, &word);
    return word.kind == ECOI_LEX_WORD && word.text_len == text.len;
}

/* Looks at all words of a text. */
static eco_status read_words(spelling *s, eco_text text, eco_error *error)
{
    const ecoi_token *tokens;
    size_t n;
    eco_status status = ecoi_analysis_run(s->request->analysis, text.ptr, text.len, &tokens, &n, error);
    for (size_t i = 0; !status && i < n; i++) {
        const ecoi_form *form = ecoi_analysis_form(s->request->analysis, tokens[i].form);
        eco_text surface = {text.ptr + tokens[i].start, tokens[i].len};
        if (!ecoi_text_equal((eco_text){form->form, form->form_len}, s->candidate->form) ||
            !is_plain_word(surface))
            continue;
        spelling_kind kind = kind_of(surface, s->candidate->form);
        s->n_seen++;
        if (s->n[kind]++ == 0 && !ecoi_arena_text(s->arena, surface, &s->first[kind]))
            return ecoi_error_no_memory(error);
    }
    return status;
}

/* Whether bytes are the same letters in any case: capitals of ASCII and of the accented letters of French are
 * one bit apart. What is taken for equal beside them is found out by read_words. */
static bool begins_alike(const char *text, eco_text form)
{
    for (size_t i = 0; i < form.len; i++)
        if ((text[i] | 0x20) != (form.ptr[i] | 0x20))
            return false;
    return true;
}

static bool is_separator(char byte)
{
    return (unsigned char)byte <= ' ';
}

/* Only words that look like the candidate are analysed: that is what takes time. */
static eco_status read_text(spelling *s, eco_text text, eco_error *error)
{
    eco_text form = s->candidate->form;
    eco_status status = ECO_OK;
    for (size_t at = 0, end; !status && s->n_seen < MOST_SEEN && at + form.len <= text.len; at = end) {
        size_t start = at;
        end = at + 1;
        if (!begins_alike(text.ptr + at, form))
            continue;
        end = at + form.len;
        while (start > 0 && at - start < MOST_AROUND && !is_separator(text.ptr[start - 1]))
            start--;
        while (end < text.len && end - at < form.len + MOST_AROUND && !is_separator(text.ptr[end]))
            end++;
        status = read_words(s, (eco_text){text.ptr + start, end - start}, error);
    }
    return status;
}

/* Passes over what is more than the bytes left. */
static eco_status read_passages(spelling *s, const eco_document *document,
                                eco_status (*read)(spelling *s, eco_text text, eco_error *error),
                                eco_error *error)
{
    eco_status status = ECO_OK;
    for (size_t i = 0; !status && s->n_seen < MOST_SEEN && i < document->n_passages; i++) {
        eco_text text = document->passages[i].text;
        if (text.len > s->bytes_left)
            continue;
        s->bytes_left -= text.len;
        status = read(s, text, error);
    }
    return status;
}

/* A compound may be written apart, and letters may be: then all words are analysed. */
static eco_status read_document(spelling *s, const eco_document *document, eco_error *error)
{
    size_t seen = s->n_seen;
    eco_status status = read_passages(s, document, read_text, error);
    if (!status && s->n_seen == seen)
        status = read_passages(s, document, read_words, error);
    return status;
}

static eco_status read_segment(spelling *s, size_t number, unsigned *documents_left, eco_error *error)
{
    const ecoi_snapshot *snapshot = s->request->snapshot;
    const ecoi_segment *segment = snapshot->segments[number];
    ecoi_term term;
    ecoi_cursor cursor;
    bool found;
    eco_status status =
        ecoi_segment_find_term(segment, s->candidate->term.ptr, s->candidate->term.len, &term, &found, error);
    if (status || !found)
        return status;
    status = ecoi_segment_cursor(segment, &term, &cursor, error);
    if (status)
        return status;
    while (!status && s->n_seen < MOST_SEEN && *documents_left && ecoi_cursor_next(&cursor) != ECOI_NO_DOC) {
        const eco_document *document;
        if (ecoi_is_deleted(snapshot, number, cursor.doc))
            continue;
        --*documents_left;
        status = ecoi_segment_document(segment, cursor.doc, s->arena, &document, error);
        if (!status)
            status = read_document(s, document, error);
    }
    return status;
}

static bool read_of_engine(void *user, const eco_document *document)
{
    spelling *s = user;
    s->status = read_document(s, document, s->error);
    return !s->status && s->n_seen < MOST_SEEN;
}

static eco_status read_engine(spelling *s, eco_error *error)
{
    s->error = error;
    eco_status status = ecoi_engine_search_having(s->request->engine, s->candidate->term, MOST_DOCUMENTS,
                                                  read_of_engine, s, error);
    return status ? status : s->status;
}

eco_status ecoi_suggest_spelling(const ecoi_suggest_request *request, const ecoi_candidate *candidate,
                                 ecoi_arena *arena, eco_text *out, eco_error *error)
{
    spelling s = {.request = request, .candidate = candidate, .arena = arena, .bytes_left = MOST_BYTES};
    unsigned documents_left = MOST_DOCUMENTS;
    eco_status status = request->engine ? read_engine(&s, error) : ECO_OK;
    for (size_t i = 0;
         !request->engine && !status && s.n_seen < MOST_SEEN && i < request->snapshot->n_segments; i++)
        status = read_segment(&s, i, &documents_left, error);
    spelling_kind kind = s.n[SMALL] + s.n[CAPITALISED] == 0 ? CAPITALS
                         : s.n[SMALL] >= s.n[CAPITALISED]   ? SMALL
                                                            : CAPITALISED;
    *out = s.n[kind] ? s.first[kind] : candidate->form;
    return status;
}
