/* SPDX-License-Identifier: MIT */
/*
 * The list has a line a word, by rising bytes, each once:
 *   K<TAB>form          protected
 *   W<TAB>form          protected, and not parted at capitals either
 *   T<TAB>form<TAB>term
 */
#include "stem/user_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/lines.h"
#include "base/text.h"
#include "stem/analyser.h"

enum { PROTECTED = 'K', WHOLE = 'W', STEM = 'T' };

typedef struct user_word {
    eco_text form, term; /* term: unknown for protected words */
    char kind;
    bool useless; /* the analyser does so anyway */
} user_word;

typedef struct loading {
    ecoi_analysis *analysis; /* without any list */
    ecoi_arena arena;
    ecoi_map numbers; /* form to number */
    user_word *words;
    size_t cap;
    ecoi_lines lines;
    eco_error *error;
} loading;

/* ---- what a word is to the analyser ---- */

static bool is_plain(eco_text word)
{
    for (size_t i = 0; i < word.len; i++)
        if ((unsigned char)word.ptr[i] < 0x80 && strchr(" \t'-_&+./@#()", word.ptr[i]))
            return false;
    return true;
}

/* The form of a single word; *out_whole: capitals inside part it. */
static eco_status form_of(loading *l, eco_text word, const ecoi_form **out, bool *out_whole)
{
    const ecoi_token *tokens;
    size_t n;
    eco_status status = ecoi_analysis_run(l->analysis, word.ptr, word.len, &tokens, &n, l->error);
    if (status)
        return status;
    bool single = n == 1 && tokens[0].kind == ECO_TOKEN_WORD && tokens[0].len == word.len;
    *out_whole = n > 1 && tokens[0].kind == ECO_TOKEN_COMPOUND && tokens[0].len == word.len && is_plain(word);
    if (!single && !*out_whole)
        return ecoi_lines_fail(&l->lines, l->error, "\"%.*s\" is not a single word", (int)word.len, word.ptr);
    *out = ecoi_analysis_form(l->analysis, tokens[0].form);
    return ECO_OK;
}

/* Whether the analyser gives the form, with its accents and without, this term anyway. */
static eco_status has_term(loading *l, eco_text form, eco_text term, bool *out)
{
    char folded[ECOI_TERM_MAX + 1];
    eco_text spellings[] = {form, {folded, ecoi_fold(form.ptr, form.len, folded)}};
    eco_status status = ECO_OK;
    *out = true;
    for (size_t i = 0; !status && *out && i < 2; i++) {
        const ecoi_token *tokens;
        size_t n;
        status = ecoi_analysis_run(l->analysis, spellings[i].ptr, spellings[i].len, &tokens, &n, l->error);
        if (status)
            break;
        const ecoi_form *found = n == 1 ? ecoi_analysis_form(l->analysis, tokens[0].form) : NULL;
        *out = found && ecoi_text_equal((eco_text){found->term, found->term_len}, term);
    }
    return status;
}

/* ---- reading the files ---- */

static eco_status add(loading *l, user_word word)
{
    bool is_new;
    uint32_t number = ecoi_map_add(&l->numbers, word.form.ptr, word.form.len, &is_new);
    if (number == ECOI_MAP_NONE || !ecoi_grow(&l->words, &l->cap, number + 1u, sizeof *l->words))
        return ecoi_error_no_memory(l->error);
    const user_word *before = &l->words[number];
    if (!is_new && (before->kind == STEM) != (word.kind == STEM))
        return ecoi_lines_fail(&l->lines, l->error, "\"%s\" is a protected word: it has no other stem",
                               word.form.ptr);
    if (!is_new && word.kind == STEM && !ecoi_text_equal(before->term, word.term))
        return ecoi_lines_fail(&l->lines, l->error, "\"%s\" has another stem in an earlier line",
                               word.form.ptr);
    if (is_new || word.kind == WHOLE)
        l->words[number] = word;
    return ECO_OK;
}

static eco_status add_protected(loading *l)
{
    const ecoi_form *form = NULL;
    bool whole = false;
    eco_status status = form_of(l, l->lines.line, &form, &whole);
    if (status)
        return status;
    user_word word = {.kind = whole ? WHOLE : PROTECTED};
    if (!ecoi_arena_text(&l->arena, (eco_text){form->form, form->form_len}, &word.form))
        return ecoi_error_no_memory(l->error);
    eco_text folded = {form->folded, form->folded_len};
    if (!whole)
        status = has_term(l, word.form, folded, &word.useless);
    return status ? status : add(l, word);
}

static eco_status add_stem(loading *l)
{
    eco_text line = l->lines.line;
    const char *tab = memchr(line.ptr, '\t', line.len);
    if (!tab)
        return ecoi_lines_fail(&l->lines, l->error, "expected a word, a tab and its stem");
    eco_text surface = ecoi_lines_trim((eco_text){line.ptr, (size_t)(tab - line.ptr)});
    eco_text stem = ecoi_lines_trim((eco_text){tab + 1, line.len - (size_t)(tab + 1 - line.ptr)});
    const ecoi_form *form;
    bool whole;
    user_word word = {.kind = STEM};
    eco_status status = form_of(l, stem, &form, &whole);
    if (!status && !ecoi_arena_text(&l->arena, (eco_text){form->folded, form->folded_len}, &word.term))
        return ecoi_error_no_memory(l->error);
    if (!status)
        status = form_of(l, surface, &form, &whole);
    if (!status && whole)
        status = ecoi_lines_fail(&l->lines, l->error,
                                 "\"%.*s\" is taken apart at its capitals: protect it instead",
                                 (int)surface.len, surface.ptr);
    if (!status && !ecoi_arena_text(&l->arena, (eco_text){form->form, form->form_len}, &word.form))
        return ecoi_error_no_memory(l->error);
    if (!status)
        status = has_term(l, word.form, word.term, &word.useless);
    return status ? status : add(l, word);
}

static eco_status read_file(loading *l, const char *path, eco_status (*add_line)(loading *l))
{
    ecoi_buf text = {0};
    bool more = false;
    eco_status status = ecoi_lines_read_file(path, &text, l->error);
    if (!status) {
        ecoi_lines_init(&l->lines, path, (const char *)text.data, text.len);
        status = ecoi_lines_next(&l->lines, &more, l->error);
    }
    while (!status && more) {
        status = add_line(l);
        if (!status)
            status = ecoi_lines_next(&l->lines, &more, l->error);
    }
    ecoi_buf_dispose(&text);
    return status;
}

/* ---- the list ---- */

static int by_form(const void *a, const void *b)
{
    return ecoi_text_compare(((const user_word *)a)->form, ((const user_word *)b)->form);
}

static bool write_list(loading *l, ecoi_buf *out)
{
    bool fits = true;
    if (l->numbers.n)
        qsort(l->words, l->numbers.n, sizeof *l->words, by_form);
    for (size_t i = 0; fits && i < l->numbers.n; i++) {
        const user_word *word = &l->words[i];
        if (word->useless)
            continue;
        fits = ecoi_buf_appendf(out, "%c\t%s", word->kind, word->form.ptr) &&
               (word->kind != STEM || ecoi_buf_appendf(out, "\t%s", word->term.ptr)) &&
               ecoi_buf_append_byte(out, '\n');
    }
    return fits;
}

eco_status ecoi_user_words_load(const char *protected_path, const char *stems_path, ecoi_buf *out,
                                eco_error *error)
{
    ecoi_analyser *analyser = NULL;
    loading l = {.error = error};
    eco_status status = ecoi_analyser_new("fr", &analyser, error);
    if (!status)
        status = ecoi_analysis_new(analyser, &l.analysis, error);
    if (!status && protected_path)
        status = read_file(&l, protected_path, add_protected);
    if (!status && stems_path)
        status = read_file(&l, stems_path, add_stem);
    if (!status && !write_list(&l, out))
        status = ecoi_error_no_memory(error);
    ecoi_analysis_free(l.analysis);
    ecoi_analyser_free(analyser);
    ecoi_map_dispose(&l.numbers);
    ecoi_arena_dispose(&l.arena);
    free(l.words);
    return status;
}

/* ---- using the list ---- */

static bool is_form(eco_text text)
{
    return text.len >= 1 && text.len <= ECOI_TERM_MAX;
}

static eco_status use_line(ecoi_lexicon *lexicon, eco_text line, bool *out_fits, eco_error *error)
{
    eco_text form = {line.ptr + 2, line.len > 2 ? line.len - 2 : 0}, term = {NULL, 0};
    char kind = form.len && line.ptr[1] == '\t' ? line.ptr[0] : '\0';
    const char *tab = kind == STEM ? memchr(form.ptr, '\t', form.len) : NULL;
    if (tab) {
        term = (eco_text){tab + 1, form.len - (size_t)(tab + 1 - form.ptr)};
        form.len = (size_t)(tab - form.ptr);
    }
    *out_fits = is_form(form) && (kind == PROTECTED || kind == WHOLE || (kind == STEM && is_form(term)));
    if (!*out_fits)
        return ECO_OK;
    unsigned flags = kind == STEM ? 0 : kind == WHOLE ? ECOI_WORD_KEPT | ECOI_WORD_WHOLE : ECOI_WORD_KEPT;
    return ecoi_lexicon_add(lexicon, form, flags, term) ? ECO_OK : ecoi_error_no_memory(error);
}

eco_status ecoi_user_words_add(ecoi_lexicon *lexicon, eco_text list, bool *out_fits, eco_error *error)
{
    eco_status status = ECO_OK;
    *out_fits = true;
    while (!status && *out_fits && list.len) {
        const char *feed = memchr(list.ptr, '\n', list.len);
        size_t len = feed ? (size_t)(feed - list.ptr) : list.len, step = feed ? len + 1 : len;
        status = use_line(lexicon, (eco_text){list.ptr, len}, out_fits, error);
        list.ptr += step;
        list.len -= step;
    }
    return status;
}

size_t ecoi_user_words_count(eco_text list)
{
    size_t n = 0;
    for (size_t i = 0; i < list.len; i++)
        n += list.ptr[i] == '\n';
    return n;
}
