/* SPDX-License-Identifier: MIT */
#include "searcher/field_names.h"

#include <string.h>

#include "base/utf8.h"
#include "stem/analyser.h"

typedef enum char_class { SPACE, PUNCTUATION, CONTENT, PAREN, QUOTE } char_class;

enum { LEFT_DOUBLE = 0x201c, RIGHT_DOUBLE = 0x201d, LOW_DOUBLE = 0x201e, HIGH_REVERSED = 0x201f };
enum { LEFT_GUILLEMET = 0xab, RIGHT_GUILLEMET = 0xbb };

static bool is_ascii_punctuation(unsigned char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

static char_class classify_ascii(unsigned char c)
{
    if (c <= ' ' || c == 0x7f)
        return SPACE;
    if (c == '(' || c == ')')
        return PAREN;
    if (c == '"')
        return QUOTE;
    return is_ascii_punctuation(c) && c != '*' ? PUNCTUATION : CONTENT;
}

static bool is_wide_space(uint32_t c)
{
    return c == 0x85 || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 ||
           c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}

static bool is_wide_quote(uint32_t c)
{
    return (c >= LEFT_DOUBLE && c <= HIGH_REVERSED) || c == LEFT_GUILLEMET || c == RIGHT_GUILLEMET;
}

/* Signs of Latin-1 that are neither letters nor digits, general punctuation with its invisible marks. */
static bool is_wide_punctuation(uint32_t c)
{
    if (c >= 0xa1 && c <= 0xbf)
        return c != 0xaa && c != 0xb5 && c != 0xba && c != 0xb2 && c != 0xb3 && c != 0xb9 &&
               (c < 0xbc || c > 0xbe);
    return c == 0xd7 || c == 0xf7 || (c >= 0x200b && c <= 0x206f) || (c >= 0x3001 && c <= 0x3003);
}

static char_class classify(const char *p, const char *end, size_t *len)
{
    *len = 1;
    if ((unsigned char)*p < 0x80)
        return classify_ascii((unsigned char)*p);
    uint32_t c = ecoi_utf8_decode(p, end, len);
    if (is_wide_space(c))
        return SPACE;
    if (is_wide_quote(c))
        return QUOTE;
    return is_wide_punctuation(c) ? PUNCTUATION : CONTENT;
}

bool ecoi_lexer_escapes(const char *text, size_t len, size_t at)
{
    return text[at] == '\\' && at + 1 < len && is_ascii_punctuation((unsigned char)text[at + 1]);
}

bool ecoi_lexer_has_content(const char *text, size_t len)
{
    for (size_t i = 0, step; i < len; i += step)
        if (classify(text + i, text + len, &step) == CONTENT)
            return true;
    return false;
}

void ecoi_lexer_init(ecoi_lexer *lexer, const char *query, size_t len)
{
    *lexer = (ecoi_lexer){.query = query, .len = len, .fresh = true};
}

static bool skip_space(ecoi_lexer *lexer)
{
    size_t start = lexer->pos, step;
    const char *end = lexer->query + lexer->len;
    while (lexer->pos < lexer->len && classify(lexer->query + lexer->pos, end, &step) == SPACE)
        lexer->pos += step;
    return lexer->pos > start;
}

/* Takes the bytes from `start` to the lexer's place as a lexeme. */
static void finish(const ecoi_lexer *lexer, ecoi_lex_kind kind, size_t start, ecoi_lexeme *out)
{
    *out = (ecoi_lexeme){.kind = kind, .offset = start, .length = lexer->pos - start};
    out->text_offset = start;
    out->text_len = out->length;
}

/* ---- words ---- */

static bool is_escape(const ecoi_lexer *lexer, size_t at)
{
    return ecoi_lexer_escapes(lexer->query, lexer->len, at);
}

/* R & D: two capitals that are one word in spite of the spaces, as in texts (stem/context.c). */
static bool goes_on_as_acronym(const ecoi_lexer *lexer, size_t start, size_t at)
{
    static const char between[] = " & ";
    size_t n = sizeof between - 1, step;
    const char *q = lexer->query, *end = q + lexer->len;
    if (at != start + 1 || q[start] < 'A' || q[start] > 'Z' || lexer->len - at <= n ||
        memcmp(q + at, between, n) != 0 || q[at + n] < 'A' || q[at + n] > 'Z')
        return false;
    at += n + 1;
    return at == lexer->len || q[at] == '^' || classify(q + at, end, &step) != CONTENT;
}

static size_t n_digits(const char *text, size_t len)
{
    size_t n = 0;
    while (n < len && text[n] >= '0' && text[n] <= '9')
        n++;
    return n;
}

enum { DIGITS_OF_GROUP = 3 };

static bool is_number_head(const char *text, size_t len)
{
    return len >= 1 && len <= DIGITS_OF_GROUP && text[0] != '0' && n_digits(text, len) == len;
}

/* 88 000: three digits after a space go on with a number, as in texts (stem/context.c). Returns the bytes of
 * the space and the digits; 0: there are none. */
static size_t next_group(const ecoi_lexer *lexer, size_t at)
{
    const char *q = lexer->query, *end = q + lexer->len;
    size_t space;
    if (classify(q + at, end, &space) != SPACE || (unsigned char)q[at] < ' ')
        return 0;
    at += space;
    bool letter = at + DIGITS_OF_GROUP < lexer->len && (q[at + DIGITS_OF_GROUP] | 0x20) >= 'a' &&
                  (q[at + DIGITS_OF_GROUP] | 0x20) <= 'z';
    return n_digits(q + at, lexer->len - at) == DIGITS_OF_GROUP && !letter ? space + DIGITS_OF_GROUP : 0;
}

/* Moves to the end of the word: a space, parenthesis or quote, the wanted colon, or the last ^ after the
 * start. */
static void scan_word(ecoi_lexer *lexer, bool stop_at_colon)
{
    size_t start = lexer->pos, caret = 0, at = start, number_end = 0, step;
    const char *q = lexer->query, *end = q + lexer->len;
    while (at < lexer->len) {
        if (is_escape(lexer, at)) {
            at += 2;
            continue;
        }
        char_class class = classify(q + at, end, &step);
        if (class == SPACE && goes_on_as_acronym(lexer, start, at)) {
            at += sizeof " & X" - 1;
            continue;
        }
        if (class == SPACE && (number_end ? at == number_end : is_number_head(q + start, at - start)) &&
            next_group(lexer, at)) {
            at += next_group(lexer, at);
            number_end = at;
            continue;
        }
        if (class == SPACE || class == PAREN || class == QUOTE || (stop_at_colon && q[at] == ':'))
            break;
        if (q[at] == '^' && at > start)
            caret = at;
        at += step;
    }
    lexer->pos = caret ? caret : at;
}

static bool is_word(const ecoi_lexer *lexer, const ecoi_lexeme *word, const char *wanted)
{
    size_t len = strlen(wanted);
    return word->length == len && memcmp(lexer->query + word->offset, wanted, len) == 0;
}

/* "NEAR" or "NEAR/..."; what follows the slash becomes the text. */
static bool is_counted(const ecoi_lexer *lexer, ecoi_lexeme *word, const char *wanted)
{
    size_t len = strlen(wanted);
    if (word->length < len || memcmp(lexer->query + word->offset, wanted, len) != 0)
        return false;
    word->has_slash = word->length > len;
    if (word->has_slash && lexer->query[word->offset + len] != '/')
        return false;
    word->text_offset = word->offset + len + word->has_slash;
    word->text_len = word->offset + word->length - word->text_offset;
    return true;
}

static bool group_follows(const ecoi_lexer *lexer)
{
    ecoi_lexer ahead = *lexer;
    skip_space(&ahead);
    return ahead.pos < ahead.len && ahead.query[ahead.pos] == '(';
}

static void find_function(const ecoi_lexer *lexer, ecoi_lexeme *word)
{
    ecoi_lexeme counted = *word;
    if (is_counted(lexer, &counted, "NEAR") || is_counted(lexer, &counted, "PROCHE")) {
        *word = counted;
        word->kind = ECOI_LEX_NEAR;
    } else if (is_counted(lexer, &counted, "AUMOINS") || is_counted(lexer, &counted, "ATLEAST")) {
        if (!counted.has_slash && !group_follows(lexer))
            return;
        *word = counted;
        word->kind = ECOI_LEX_ATLEAST;
    } else if ((is_word(lexer, word, "PARA") || is_word(lexer, word, "PARAGRAPHE")) && group_follows(lexer)) {
        word->kind = ECOI_LEX_PARA;
    }
}

static void find_operator(const ecoi_lexer *lexer, ecoi_lexeme *word)
{
    static const struct {
        const char *name;
        ecoi_lex_kind kind;
    } names[] = {
        {"AND", ECOI_LEX_AND}, {"ET", ECOI_LEX_AND},  {"OR", ECOI_LEX_OR},
        {"OU", ECOI_LEX_OR},   {"NOT", ECOI_LEX_NOT}, {"SAUF", ECOI_LEX_NOT},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_word(lexer, word, names[i].name))
            word->kind = names[i].kind;
    if (word->kind == ECOI_LEX_WORD)
        find_function(lexer, word);
}

/* "titre:x" becomes the field "titre:" with the lexer at x; "10:30" and "https://x" stay words. */
static void find_field(ecoi_lexer *lexer, ecoi_lexeme *word)
{
    const char *text = lexer->query + word->offset;
    size_t look = word->length < ECOI_FIELD_NAME_MAX + 1 ? word->length : ECOI_FIELD_NAME_MAX + 1;
    const char *colon = memchr(text, ':', look);
    if (!colon || colon == text || !ecoi_field_find(text, (size_t)(colon - text), &word->field))
        return;
    lexer->pos = word->offset + (size_t)(colon - text) + 1;
    ecoi_field field = word->field;
    finish(lexer, ECOI_LEX_FIELD, word->offset, word);
    word->field = field;
}

/* False when the word holds nothing but punctuation. */
static bool read_word(ecoi_lexer *lexer, ecoi_lexeme *out)
{
    size_t start = lexer->pos;
    scan_word(lexer, false);
    finish(lexer, ECOI_LEX_WORD, start, out);
    if (!ecoi_lexer_has_content(lexer->query + start, out->length))
        return false;
    if (lexer->pos < lexer->len && lexer->query[lexer->pos] == '^')
        return find_field(lexer, out), true;
    if (lexer->query[start] >= 'A' && lexer->query[start] <= 'Z')
        find_operator(lexer, out);
    if (out->kind == ECOI_LEX_WORD)
        find_field(lexer, out);
    return true;
}

/* ---- phrases ---- */

/* A straight quote closes a straight one; curly ones close each other however they are turned (keyboards and
 * languages differ), and a straight one closes them; guillemets point in or out. */
static bool closes(uint32_t open, uint32_t c)
{
    if (open == '"')
        return c == '"';
    if (open == LEFT_GUILLEMET)
        return c == RIGHT_GUILLEMET;
    if (open == RIGHT_GUILLEMET)
        return c == LEFT_GUILLEMET || c == RIGHT_GUILLEMET;
    return c == '"' || (c >= LEFT_DOUBLE && c <= HIGH_REVERSED);
}

static void trim(const ecoi_lexer *lexer, ecoi_lexeme *phrase)
{
    const char *text = lexer->query + phrase->text_offset, *end = text + phrase->text_len;
    size_t first = phrase->text_len, last = phrase->text_len;
    for (size_t i = 0, step; i < phrase->text_len; i += step) {
        if (classify(text + i, end, &step) == SPACE)
            continue;
        if (first == phrase->text_len)
            first = i;
        last = i + step;
    }
    phrase->text_offset += first;
    phrase->text_len = last - first;
}

static void read_phrase(ecoi_lexer *lexer, ecoi_lexeme *out)
{
    size_t start = lexer->pos, step;
    const char *q = lexer->query, *end = q + lexer->len;
    uint32_t open = ecoi_utf8_decode(q + start, end, &step);
    size_t inside = start + step, at = inside;
    while (at < lexer->len) {
        uint32_t c = ecoi_utf8_decode(q + at, end, &step);
        if (closes(open, c))
            break;
        at += is_escape(lexer, at) ? 2 : step;
    }
    bool unclosed = at >= lexer->len;
    lexer->pos = unclosed ? inside : at + step;
    finish(lexer, ECOI_LEX_PHRASE, start, out);
    out->unclosed = unclosed;
    out->text_offset = inside;
    out->text_len = at - inside;
    trim(lexer, out);
}

/* ---- lexemes ---- */

/* A + or - counts before a word, quote or parenthesis; "--", "-," and a lone "-" are punctuation. */
static bool is_sign(const ecoi_lexer *lexer)
{
    const char *p = lexer->query + lexer->pos, *end = lexer->query + lexer->len;
    size_t step;
    if ((*p != '+' && *p != '-') || p + 1 == end || p[1] == '+' || p[1] == '-' || p[1] == ')')
        return false;
    char_class class = classify(p + 1, end, &step);
    if (class == SPACE)
        return false;
    if (class == QUOTE || class == PAREN || (p[1] == '=' && p + 2 < end && p[2] == '"'))
        return true;
    ecoi_lexer ahead = *lexer;
    ahead.pos++;
    size_t start = ahead.pos;
    scan_word(&ahead, false);
    return ecoi_lexer_has_content(ahead.query + start, ahead.pos - start);
}

/* An = counts before a word or a quote. */
static bool is_exact(const ecoi_lexer *lexer)
{
    const char *p = lexer->query + lexer->pos, *end = lexer->query + lexer->len;
    size_t step;
    if (*p != '=' || p + 1 == end)
        return false;
    if (classify(p + 1, end, &step) == QUOTE)
        return true;
    ecoi_lexer ahead = *lexer;
    scan_word(&ahead, false);
    return ecoi_lexer_has_content(p, ahead.pos - lexer->pos);
}

static void read_byte(ecoi_lexer *lexer, ecoi_lex_kind kind, ecoi_lexeme *out)
{
    size_t start = lexer->pos++;
    finish(lexer, kind, start, out);
}

/* One lexeme at a byte that is no space; false when it was punctuation. */
static bool read_one(ecoi_lexer *lexer, bool begins_clause, ecoi_lexeme *out)
{
    const char *p = lexer->query + lexer->pos;
    size_t step;
    char_class class = classify(p, lexer->query + lexer->len, &step);
    if (class == PAREN)
        return read_byte(lexer, *p == '(' ? ECOI_LEX_OPEN : ECOI_LEX_CLOSE, out), true;
    if (class == QUOTE)
        return read_phrase(lexer, out), true;
    if (begins_clause && is_sign(lexer))
        return read_byte(lexer, *p == '+' ? ECOI_LEX_PLUS : ECOI_LEX_MINUS, out), true;
    if (is_exact(lexer))
        return read_byte(lexer, ECOI_LEX_EXACT, out), true;
    return read_word(lexer, out);
}

void ecoi_lexer_next(ecoi_lexer *lexer, ecoi_lexeme *out)
{
    do {
        bool begins_clause = skip_space(lexer) || lexer->fresh;
        lexer->fresh = false;
        if (lexer->pos == lexer->len) {
            finish(lexer, ECOI_LEX_END, lexer->pos, out);
            return;
        }
        if (read_one(lexer, begins_clause, out)) {
            lexer->fresh = out->kind == ECOI_LEX_OPEN;
            return;
        }
    } while (true);
}

void ecoi_lexer_value(ecoi_lexer *lexer, bool stop_at_colon, ecoi_lexeme *out)
{
    size_t step;
    skip_space(lexer);
    size_t start = lexer->pos;
    if (start < lexer->len && classify(lexer->query + start, lexer->query + lexer->len, &step) == QUOTE) {
        read_phrase(lexer, out);
        return;
    }
    scan_word(lexer, stop_at_colon);
    finish(lexer, lexer->pos > start ? ECOI_LEX_WORD : ECOI_LEX_END, start, out);
}

void ecoi_lexer_plain(ecoi_lexer *lexer, ecoi_lexeme *out)
{
    size_t step;
    const char *end = lexer->query + lexer->len;
    skip_space(lexer);
    size_t start = lexer->pos;
    while (lexer->pos < lexer->len && classify(lexer->query + lexer->pos, end, &step) != SPACE)
        lexer->pos += step;
    finish(lexer, lexer->pos > start ? ECOI_LEX_WORD : ECOI_LEX_END, start, out);
}
