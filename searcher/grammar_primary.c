/* SPDX-License-Identifier: MIT */
/* The parser: words with their wildcards, edits and boosts; fields and their values. */
#include "searcher/field_names.h"
#include "searcher/grammar.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/error.h"
#include "stem/analyser.h"

#define NOT_IN_ZONE                                                                                          \
    (ECOI_HOLDS(ECOI_AST_SOURCE) | ECOI_HOLDS(ECOI_AST_REGION) | ECOI_HOLDS(ECOI_AST_DATE) |                 \
     ECOI_HOLDS(ECOI_AST_ALL) | ECOI_HOLDS(ECOI_AST_ZONE))

/* ---- text of words ---- */

typedef struct word_shape {
    size_t len;     /* without a question mark that is punctuation */
    size_t tilde;   /* where ~n begins, or len */
    size_t n_stars; /* wildcards that count */
    size_t n_marks;
    bool all; /* nothing but stars */
} word_shape;

static bool is_address(const char *text, size_t len)
{
    for (size_t i = 0; i + 2 < len; i++)
        if (memcmp(text + i, "://", 3) == 0)
            return true;
    return len > 4 && memcmp(text, "www.", 4) == 0;
}

static size_t escape_len(const char *text, size_t len, size_t at)
{
    return ecoi_lexer_escapes(text, len, at) ? 2 : 1;
}

static void count_wildcards(const char *text, word_shape *shape)
{
    shape->n_stars = shape->n_marks = 0;
    for (size_t i = 0; i < shape->len; i += escape_len(text, shape->len, i)) {
        shape->n_stars += text[i] == '*';
        shape->n_marks += text[i] == '?';
    }
    shape->all = shape->n_stars == shape->len;
}

static bool is_plain_punctuation(char c)
{
    return c != '\0' && strchr(",;:.!", c) != NULL;
}

/* "combien?", "quoi?!" and "numérique?," ask; "num?rique" and "numériqu??" are patterns. */
static void drop_question_mark(const char *text, word_shape *shape)
{
    size_t end = shape->len, marks = 0;
    if (shape->n_stars || shape->n_marks != 1)
        return;
    while (end > 0 && (is_plain_punctuation(text[end - 1]) || text[end - 1] == '?'))
        marks += text[--end] == '?';
    if (marks && end > 0 && text[end - 1] != '\\') {
        shape->len = end;
        shape->n_marks = 0;
    }
}

static bool is_figure(char c)
{
    return (c >= '0' && c <= '9') || c == '.';
}

/* Where the word's ~ with a number or nothing after it begins; a ~ before anything else is part of the word.
 */
static size_t find_tilde(const char *text, size_t len)
{
    size_t at = len;
    while (at > 0 && is_figure(text[at - 1]))
        at--;
    bool found = at > 1 && text[at - 1] == '~' && text[at - 2] != '\\' && (at == len || text[at] != '.');
    return found ? at - 1 : len;
}

static word_shape shape_of(const char *text, size_t len)
{
    word_shape shape = {.len = len, .tilde = len};
    if (is_address(text, len))
        return shape;
    count_wildcards(text, &shape);
    drop_question_mark(text, &shape);
    size_t trimmed = shape.len;
    while (trimmed > 0 && is_plain_punctuation(text[trimmed - 1]))
        trimmed--;
    shape.tilde = find_tilde(text, trimmed);
    if (shape.tilde < trimmed || shape.n_stars || shape.n_marks)
        shape.len = trimmed;
    else
        shape.tilde = shape.len;
    shape.all = shape.n_stars > 0 && shape.n_stars == shape.len;
    return shape;
}

/* Copies without the escapes' backslashes; in a pattern those before * ? \ stay and a lone one is doubled. */
static bool copy_text(ecoi_parser *parser, const char *text, size_t len, bool pattern, eco_text *out)
{
    char *copy = ecoi_arena_alloc(parser->arena, len * (pattern ? 2 : 1) + 1);
    size_t n = 0;
    if (!copy)
        return ecoi_parser_no_memory(parser) != NULL;
    for (size_t i = 0; i < len; i++) {
        bool escaped = ecoi_lexer_escapes(text, len, i);
        i += escaped;
        bool keep = text[i] == '\\' || (escaped && (text[i] == '*' || text[i] == '?'));
        if (pattern && keep)
            copy[n++] = '\\';
        copy[n++] = text[i];
    }
    copy[n] = '\0';
    *out = (eco_text){copy, n};
    return true;
}

static ecoi_ast *text_node(ecoi_parser *parser, ecoi_ast_kind kind, size_t offset, const char *text,
                           size_t len)
{
    ecoi_ast *ast = ecoi_parser_node(parser, kind, offset);
    if (!ast || !copy_text(parser, text, len, kind == ECOI_AST_WILDCARD, &ast->text))
        return NULL;
    return ecoi_parser_close(parser, ast);
}

/* ---- words ---- */

static ecoi_ast *fuzzy_node(ecoi_parser *parser, const char *text, const word_shape *shape)
{
    const ecoi_lexeme *last = &parser->last;
    const char *number = text + shape->tilde + 1;
    size_t n_digits = shape->len - shape->tilde - 1;
    if (shape->n_stars || shape->n_marks)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, last->offset, last->length,
                                "a word takes either * and ? or ~, not both");
    if (n_digits > 1 || (n_digits == 1 && *number != '1' && *number != '2'))
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, last->offset + shape->tilde, n_digits + 1,
                                "~ allows one or two edits: word~1 or word~2");
    ecoi_ast *ast = text_node(parser, ECOI_AST_FUZZY, last->offset, text, shape->tilde);
    if (ast)
        ast->number = n_digits ? (unsigned)(*number - '0') : 1;
    return ast;
}

/* titr:robot is no word that anyone looks for: refused, as it would find nothing. */
static bool has_unknown_field(ecoi_parser *parser, const ecoi_lexeme *word, const char *text)
{
    const char *colon = memchr(text, ':', word->length);
    size_t len = colon ? (size_t)(colon - text) : 0;
    const char *meant = len && len + 1 < word->length ? ecoi_field_meant(text, len) : NULL;
    if (!meant)
        return false;
    if (*meant)
        ecoi_parser_fail(parser, ECO_E_SYNTAX, word->offset, len + 1,
                         "there is no field %.*s: (did you mean %s:? a colon of the text is \\:)", (int)len,
                         text, meant);
    else
        ecoi_parser_fail(
            parser, ECO_E_SYNTAX, word->offset, len + 1,
            "there is no field %.*s: but titre:, source:, region:, zone: and date: (a colon of the "
            "text is \\:)",
            (int)len, text);
    return true;
}

static ecoi_ast *word_node(ecoi_parser *parser)
{
    const ecoi_lexeme *word = &parser->last;
    const char *text = parser->lexer.query + word->offset;
    if (has_unknown_field(parser, word, text))
        return NULL;
    word_shape shape = shape_of(text, word->length);
    if (shape.all)
        return text_node(parser, ECOI_AST_ALL, word->offset, text, 0);
    if (shape.tilde < shape.len && ecoi_lexer_has_content(text, shape.tilde))
        return fuzzy_node(parser, text, &shape);
    if (!shape.n_stars && !shape.n_marks)
        return text_node(parser, ECOI_AST_WORD, word->offset, text, shape.len);
    if (shape.len > ECOI_QUERY_MAX_PATTERN)
        return ecoi_parser_fail(parser, ECO_E_LIMIT, word->offset, word->length,
                                "a word with * or ? is at most %d bytes (pattern length)",
                                ECOI_QUERY_MAX_PATTERN);
    return text_node(parser, ECOI_AST_WILDCARD, word->offset, text, shape.len);
}

static ecoi_ast *phrase_node(ecoi_parser *parser)
{
    const ecoi_lexeme *phrase = &parser->last;
    const char *text = parser->lexer.query + phrase->text_offset;
    if (phrase->unclosed)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, phrase->offset, phrase->length,
                                "this quotation mark is never closed");
    if (!ecoi_lexer_has_content(text, phrase->text_len))
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, phrase->offset, phrase->length,
                                "expected a word between these quotation marks");
    return text_node(parser, ECOI_AST_PHRASE, phrase->offset, text, phrase->text_len);
}

/* =word; ="a phrase" is the phrase, which matches as written anyway. */
static ecoi_ast *exact_node(ecoi_parser *parser)
{
    size_t offset = parser->last.offset;
    ecoi_lexer_value(&parser->lexer, false, &parser->last);
    if (parser->last.kind == ECOI_LEX_PHRASE)
        return phrase_node(parser);
    const char *text = parser->lexer.query + parser->last.offset;
    word_shape shape = shape_of(text, parser->last.length);
    if (shape.n_stars || shape.n_marks || shape.tilde < shape.len)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, offset, parser->last.length + 1,
                                "= looks for a word as written: it goes with neither * and ? nor ~");
    return text_node(parser, ECOI_AST_EXACT, offset, text, shape.len);
}

/* ---- fields ---- */

/* Reads what follows source:, region:, date: or zone:, a word or a phrase, into parser->last. */
static bool take_value(ecoi_parser *parser, bool stop_at_colon, const char *wanted)
{
    ecoi_lexeme field = parser->last;
    ecoi_lexer_value(&parser->lexer, stop_at_colon, &parser->last);
    if (parser->last.kind == ECOI_LEX_PHRASE && parser->last.unclosed)
        return phrase_node(parser) != NULL;
    if (parser->last.kind == ECOI_LEX_END || parser->last.text_len == 0)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, field.offset, field.length, "expected %s after %.*s",
                                wanted, (int)field.length, parser->lexer.query + field.offset) != NULL;
    ecoi_lexeme *value = &parser->last;
    if (value->kind == ECOI_LEX_WORD && value->text_len > 1 &&
        parser->lexer.query[value->text_offset + value->text_len - 1] == '?')
        value->text_len--;
    return true;
}

static ecoi_ast *name_node(ecoi_parser *parser, ecoi_ast_kind kind, const char *wanted)
{
    size_t offset = parser->last.offset;
    if (!take_value(parser, false, wanted))
        return NULL;
    const ecoi_lexeme *value = &parser->last;
    return text_node(parser, kind, offset, parser->lexer.query + value->text_offset, value->text_len);
}

static bool bad_date(ecoi_parser *parser)
{
    const ecoi_lexeme *value = &parser->last;
    return ecoi_parser_fail(parser, ECO_E_DATE, value->text_offset, value->text_len,
                            "expected a date: 2016, 2016-05, 2016-05-31, 2016..2018, 2016.. or ..2018") !=
           NULL;
}

/* An end of a range; empty is open. */
static bool read_date(ecoi_parser *parser, const char *text, size_t len, eco_date *out)
{
    if (len == 0 || eco_date_parse(text, len, out) == ECO_OK)
        return true;
    return bad_date(parser);
}

static const char *find_dots(const char *text, size_t len)
{
    for (size_t i = 0; i + 1 < len; i++)
        if (text[i] == '.' && text[i + 1] == '.')
            return text + i;
    return NULL;
}

static bool read_dates(ecoi_parser *parser, const char *text, size_t len, ecoi_ast *ast)
{
    const char *end = text + len, *dots = find_dots(text, len);
    if (dots)
        return len > 2 ? read_date(parser, text, (size_t)(dots - text), &ast->since) &&
                             read_date(parser, dots + 2, (size_t)(end - dots) - 2, &ast->until)
                       : bad_date(parser);
    if (len > 2 && memcmp(text, ">=", 2) == 0)
        return read_date(parser, text + 2, len - 2, &ast->since);
    if (len > 2 && memcmp(text, "<=", 2) == 0)
        return read_date(parser, text + 2, len - 2, &ast->until);
    if (!read_date(parser, text, len, &ast->since))
        return false;
    ast->until = ast->since;
    return true;
}

static ecoi_ast *date_node(ecoi_parser *parser)
{
    ecoi_ast *ast = ecoi_parser_node(parser, ECOI_AST_DATE, parser->last.offset);
    if (!ast || !take_value(parser, false, "a date or a range of dates"))
        return NULL;
    const ecoi_lexeme *value = &parser->last;
    if (!read_dates(parser, parser->lexer.query + value->text_offset, value->text_len, ast))
        return NULL;
    uint32_t since = ecoi_date_pack(ast->since), until = ecoi_date_pack(ast->until);
    if (since && until && ecoi_date_first(since) > ecoi_date_last(until))
        return ecoi_parser_fail(parser, ECO_E_DATE, value->text_offset, value->text_len,
                                "this range of dates ends before it begins");
    return ecoi_parser_close(parser, ast);
}

static bool find_zone(const char *name, size_t len, eco_zone *out)
{
#define ZONE_NAMES(zone, number, slug, french) {slug, french},
    static const char *const names[ECO_N_ZONES][2] = {ECO_ZONE_LIST(ZONE_NAMES)};
#undef ZONE_NAMES
    char folded[ECOI_TERM_MAX + 1];
    ecoi_fold(name, len, folded);
    for (unsigned zone = 0; zone < ECO_N_ZONES; zone++) {
        if (strcmp(folded, names[zone][0]) == 0 || strcmp(folded, names[zone][1]) == 0) {
            *out = (eco_zone)zone;
            return true;
        }
    }
    return false;
}

static bool is_sign_next(const ecoi_parser *parser)
{
    const ecoi_lexer *lexer = &parser->lexer;
    return lexer->pos < lexer->len && (lexer->query[lexer->pos] == '-' || lexer->query[lexer->pos] == '+');
}

/* What is to be found in the zone, from the lexeme just taken; `zone:*` is the zone itself. */
static ecoi_ast *zone_child(ecoi_parser *parser, ecoi_ast *ast)
{
    size_t field = ast->offset, field_len = parser->last.offset + parser->last.length - field;
    if (is_sign_next(parser))
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, parser->lexer.pos, 1, "put the %c before %.*s",
                                parser->lexer.query[parser->lexer.pos], (int)field_len,
                                parser->lexer.query + field);
    if (parser->depth >= ECOI_QUERY_MAX_DEPTH)
        return ecoi_parser_fail(parser, ECO_E_LIMIT, field, field_len,
                                "a query is at most %d levels deep (query depth)", ECOI_QUERY_MAX_DEPTH);
    parser->depth++;
    ecoi_ast *child = ecoi_parser_primary(parser);
    parser->depth--;
    if (!child || child->kind == ECOI_AST_ALL)
        return child ? ecoi_parser_close(parser, ast) : NULL;
    const ecoi_ast *unfit = ecoi_parser_find(child, NOT_IN_ZONE);
    if (unfit)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, unfit->offset, unfit->length,
                                "this cannot stand inside a zone: put it beside %.*s", (int)field_len,
                                parser->lexer.query + field);
    ast->children = ecoi_arena_calloc(parser->arena, 1, sizeof(ecoi_ast *));
    if (!ast->children)
        return ecoi_parser_no_memory(parser);
    ast->children[0] = child;
    ast->n_children = 1;
    return ecoi_parser_close(parser, ast);
}

static ecoi_ast *title_node(ecoi_parser *parser)
{
    ecoi_ast *ast = ecoi_parser_node(parser, ECOI_AST_ZONE, parser->last.offset);
    if (!ast)
        return NULL;
    ast->zone = ECO_ZONE_TITLE;
    return zone_child(parser, ast);
}

/* zone:NAME or zone:NAME:what is to be found there */
static ecoi_ast *zone_node(ecoi_parser *parser)
{
    ecoi_ast *ast = ecoi_parser_node(parser, ECOI_AST_ZONE, parser->last.offset);
    if (!ast || !take_value(parser, true, "the name of a zone"))
        return NULL;
    ecoi_lexeme *name = &parser->last;
    const char *text = parser->lexer.query + name->text_offset;
    if (!find_zone(text, name->text_len, &ast->zone))
        return ecoi_parser_fail(
            parser, ECO_E_SYNTAX, name->text_offset, name->text_len,
            "unknown zone \"%.*s\": title, lead, body, heading, caption, comment, boilerplate "
            "or paywall",
            name->text_len > 60 ? 60 : (int)name->text_len, text);
    if (parser->lexer.pos >= parser->lexer.len || parser->lexer.query[parser->lexer.pos] != ':')
        return ecoi_parser_close(parser, ast);
    parser->lexer.pos++;
    *name = (ecoi_lexeme){
        .kind = ECOI_LEX_FIELD, .offset = ast->offset, .length = parser->lexer.pos - ast->offset};
    return zone_child(parser, ast);
}

static ecoi_ast *field_node(ecoi_parser *parser)
{
    switch (parser->last.field) {
    case ECOI_FIELD_TITLE:
        return title_node(parser);
    case ECOI_FIELD_ZONE:
        return zone_node(parser);
    case ECOI_FIELD_SOURCE:
        return name_node(parser, ECOI_AST_SOURCE, "a name or a name in quotes");
    case ECOI_FIELD_REGION:
        return name_node(parser, ECOI_AST_REGION, "the name or code of a region");
    case ECOI_FIELD_DATE:
        return date_node(parser);
    }
    return NULL;
}

/* ---- primaries ---- */

/* Digits with a point or comma among them; `*out` is 0 when they are none. Returns the bytes read. */
static size_t read_decimal(const char *text, size_t len, double *out)
{
    size_t i = 0;
    double value = 0, unit = 1;
    bool fraction = false, digits = false;
    for (; i < len; i++) {
        if (text[i] >= '0' && text[i] <= '9') {
            unit = fraction ? unit / 10 : unit;
            value = fraction ? value + (text[i] - '0') * unit : value * 10 + (text[i] - '0');
            digits = true;
        } else if ((text[i] == '.' || text[i] == ',') && !fraction) {
            fraction = true;
        } else {
            break;
        }
    }
    *out = digits ? value : 0;
    return i;
}

/* How far what was meant as a boost goes: up to a space, parenthesis or quote. */
static size_t boost_len(const ecoi_lexer *lexer)
{
    ecoi_lexer ahead = *lexer;
    ecoi_lexeme boost;
    ecoi_lexer_value(&ahead, false, &boost);
    return boost.length;
}

/* ^number right after a primary */
static ecoi_ast *take_boost(ecoi_parser *parser, ecoi_ast *ast)
{
    ecoi_lexer *lexer = &parser->lexer;
    size_t caret = lexer->pos;
    double boost;
    if (caret >= lexer->len || lexer->query[caret] != '^')
        return ast;
    size_t len = boost_len(lexer);
    bool is_number = read_decimal(lexer->query + caret + 1, len - 1, &boost) == len - 1;
    float product = (float)(boost * (double)ast->boost);
    if (!is_number || !(product > 0) || !isfinite(product))
        return ecoi_parser_fail(
            parser, ECO_E_SYNTAX, caret, len,
            "expected a positive number after ^, as in word^2 (a \\ before ^ makes it a letter)");
    ast->boost = product;
    lexer->pos = caret + len;
    parser->last.length = lexer->pos - parser->last.offset;
    ast->length = lexer->pos - ast->offset;
    return ast;
}

/* "a phrase"~2, (a b)*: what follows a closing mark at once would otherwise be read as a word of its own. */
static ecoi_ast *check_tail(ecoi_parser *parser, ecoi_ast *ast)
{
    const ecoi_lexer *lexer = &parser->lexer;
    if (lexer->pos >= lexer->len || (lexer->query[lexer->pos] != '*' && lexer->query[lexer->pos] != '~'))
        return ast;
    return ecoi_parser_fail(parser, ECO_E_SYNTAX, lexer->pos, 1,
                            "%c goes with a single word; words near each other are a NEAR/5 b",
                            lexer->query[lexer->pos]);
}

static ecoi_ast *bare_primary(ecoi_parser *parser)
{
    ecoi_lex_kind kind = ecoi_parser_peek(parser)->kind;
    if (kind != ECOI_LEX_WORD && kind != ECOI_LEX_PHRASE && kind != ECOI_LEX_EXACT && kind != ECOI_LEX_OPEN &&
        kind != ECOI_LEX_PARA && kind != ECOI_LEX_ATLEAST && kind != ECOI_LEX_FIELD)
        return ecoi_parser_expected_word(parser);
    ecoi_parser_take(parser);
    switch (kind) {
    case ECOI_LEX_WORD:
        return word_node(parser);
    case ECOI_LEX_PHRASE:
        return phrase_node(parser);
    case ECOI_LEX_EXACT:
        return exact_node(parser);
    case ECOI_LEX_OPEN:
        return ecoi_parser_group(parser);
    case ECOI_LEX_PARA:
        return ecoi_parser_para(parser);
    case ECOI_LEX_ATLEAST:
        return ecoi_parser_atleast(parser);
    default:
        return field_node(parser);
    }
}

ecoi_ast *ecoi_parser_primary(ecoi_parser *parser)
{
    ecoi_ast *ast = bare_primary(parser);
    if (!ast || !(ast = take_boost(parser, ast)))
        return NULL;
    return check_tail(parser, ast);
}
