/* SPDX-License-Identifier: MIT */
/* Lists of synonyms as users write them. */
#include "searcher/synonyms.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/lines.h"
#include "base/text.h"
#include "searcher/lexer.h"

static size_t n_words(eco_text text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += text.ptr[i] != ' ' && text.ptr[i] != '\t' &&
             (i == 0 || text.ptr[i - 1] == ' ' || text.ptr[i - 1] == '\t');
    return n;
}

/* Two letters or more, all of them capitals: those of another alphabet than ours count as small. */
static bool is_capitals(eco_text text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') || (unsigned char)text.ptr[i] >= 0x80)
            return false;
        n += text.ptr[i] >= 'A' && text.ptr[i] <= 'Z';
    }
    return n >= 2;
}

static eco_status check_item(const ecoi_lines *lines, eco_text text, eco_error *error)
{
    if (text.len == 0)
        return ecoi_lines_fail(lines, error, "a word is missing beside a comma or =>");
    if (!ecoi_lexer_has_content(text.ptr, text.len))
        return ecoi_lines_fail(lines, error, "\"%.*s\" has neither letters nor figures", (int)text.len,
                               text.ptr);
    if (n_words(text) > ECOI_SYNONYM_WORDS)
        return ecoi_lines_fail(lines, error, "\"%.*s\" is more than %d words", (int)text.len, text.ptr,
                               ECOI_SYNONYM_WORDS);
    return ECO_OK;
}

static eco_status add_item(eco_synonyms *s, const ecoi_lines *lines, ecoi_synonym_rule *rule, eco_text text,
                           eco_error *error)
{
    ecoi_synonym item = {.as_written = text.len > 0 && text.ptr[0] == '='};
    if (item.as_written)
        text = ecoi_lines_trim((eco_text){text.ptr + 1, text.len - 1});
    eco_status status = check_item(lines, text, error);
    for (size_t i = rule->first; !status && i < s->n_items; i++)
        if (ecoi_text_equal(s->items[i].text, text))
            status =
                ecoi_lines_fail(lines, error, "\"%.*s\" stands twice in the line", (int)text.len, text.ptr);
    if (status)
        return status;
    item.capitals = is_capitals(text);
    if (!ecoi_arena_text(&s->texts, text, &item.text) ||
        !ecoi_grow(&s->items, &s->items_cap, s->n_items + 1, sizeof *s->items))
        return ecoi_error_no_memory(error);
    s->items[s->n_items++] = item;
    rule->n++;
    return ECO_OK;
}

/* Adds the items of a side of the line, apart by commas. */
static eco_status add_side(eco_synonyms *s, const ecoi_lines *lines, ecoi_synonym_rule *rule, eco_text side,
                           eco_error *error)
{
    eco_status status = ECO_OK;
    for (const char *from = side.ptr, *end = side.ptr + side.len; !status;) {
        const char *comma = memchr(from, ',', (size_t)(end - from)), *stop = comma ? comma : end;
        status = add_item(s, lines, rule, ecoi_lines_trim((eco_text){from, (size_t)(stop - from)}), error);
        if (!comma)
            break;
        from = comma + 1;
    }
    return status;
}

static const char *find_arrow(const char *from, const char *end)
{
    for (; from + 1 < end; from++)
        if (from[0] == '=' && from[1] == '>')
            return from;
    return NULL;
}

static eco_status add_line(eco_synonyms *s, const ecoi_lines *lines, eco_error *error)
{
    ecoi_synonym_rule rule = {.first = s->n_items};
    const char *end = lines->line.ptr + lines->line.len, *arrow = find_arrow(lines->line.ptr, end);
    eco_text left = {lines->line.ptr, arrow ? (size_t)(arrow - lines->line.ptr) : lines->line.len};
    if (arrow && find_arrow(arrow + 2, end))
        return ecoi_lines_fail(lines, error, "there is more than one => in the line");
    eco_status status = add_side(s, lines, &rule, left, error);
    rule.n_left = rule.n;
    if (!status && arrow)
        status = add_side(s, lines, &rule, (eco_text){arrow + 2, (size_t)(end - arrow - 2)}, error);
    if (!status && rule.n < 2)
        status =
            ecoi_lines_fail(lines, error, "there is only one word: write synonyms with commas or => between");
    if (!status && !ecoi_grow(&s->rules, &s->rules_cap, s->n_rules + 1, sizeof *s->rules))
        status = ecoi_error_no_memory(error);
    if (!status)
        s->rules[s->n_rules++] = rule;
    return status;
}

eco_status eco_synonyms_parse(const char *name, const char *text, size_t len, eco_synonyms **out,
                              eco_error *error)
{
    ecoi_lines lines;
    bool more;
    *out = NULL;
    eco_synonyms *s = calloc(1, sizeof *s);
    if (!s || !(s->tables = ecoi_synonym_tables_new())) {
        free(s);
        return ecoi_error_no_memory(error);
    }
    ecoi_lines_init(&lines, name, text, len);
    eco_status status = ecoi_lines_next(&lines, &more, error);
    while (!status && more) {
        status = add_line(s, &lines, error);
        if (!status)
            status = ecoi_lines_next(&lines, &more, error);
    }
    if (status)
        eco_synonyms_free(s);
    else
        *out = s;
    return status;
}

eco_status eco_synonyms_load(const char *path, eco_synonyms **out, eco_error *error)
{
    ecoi_buf text = {0};
    *out = NULL;
    eco_status status = ecoi_lines_read_file(path, &text, error);
    if (!status)
        status = eco_synonyms_parse(path, (const char *)text.data, text.len, out, error);
    ecoi_buf_dispose(&text);
    return status;
}

void eco_synonyms_free(eco_synonyms *s)
{
    if (!s)
        return;
    ecoi_synonym_tables_free(s->tables);
    ecoi_arena_dispose(&s->texts);
    free(s->items);
    free(s->rules);
    free(s);
}
