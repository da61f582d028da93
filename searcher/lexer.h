/* SPDX-License-Identifier: MIT */
/*
 * The query string cut into lexemes. The lexer never fails and never allocates: what is wrong with a lexeme
 * (a quote that is not closed, NEAR without a number) is seen in its fields, and the grammar says so.
 *
 * White space is every C0 control (NUL included) and every Unicode space. Words of nothing but punctuation
 * are skipped: "combien ?", "Lyon - Paris". A backslash before ASCII punctuation takes that byte as it is.
 */
#ifndef ECOI_SEARCHER_LEXER_H
#define ECOI_SEARCHER_LEXER_H

#include <stdbool.h>
#include <stddef.h>

typedef enum ecoi_lex_kind {
    ECOI_LEX_NONE, /* nothing read yet */
    ECOI_LEX_END,
    ECOI_LEX_OPEN,
    ECOI_LEX_CLOSE,
    ECOI_LEX_PLUS, /* signs only where a clause may begin and something follows at once */
    ECOI_LEX_MINUS,
    ECOI_LEX_AND,
    ECOI_LEX_OR,
    ECOI_LEX_NOT,
    ECOI_LEX_NEAR,    /* text: what follows the slash */
    ECOI_LEX_PARA,    /* a parenthesis follows */
    ECOI_LEX_ATLEAST, /* text: what follows the slash */
    ECOI_LEX_FIELD,   /* with its colon; the value is next */
    ECOI_LEX_EXACT,   /* the = before a word; read on with ecoi_lexer_value */
    ECOI_LEX_WORD,    /* text: as typed, escapes not yet resolved, without a ^boost */
    ECOI_LEX_PHRASE   /* text: between the quotes, spaces at both ends left out */
} ecoi_lex_kind;

typedef enum ecoi_field {
    ECOI_FIELD_TITLE,
    ECOI_FIELD_ZONE,
    ECOI_FIELD_SOURCE,
    ECOI_FIELD_REGION,
    ECOI_FIELD_DATE
} ecoi_field;

typedef struct ecoi_lexeme {
    ecoi_lex_kind kind;
    size_t offset, length;        /* of the whole lexeme */
    size_t text_offset, text_len; /* of its text */
    ecoi_field field;             /* FIELD */
    bool has_slash;               /* NEAR, ATLEAST: a /n was written */
    bool unclosed;                /* PHRASE: the closing quote is missing; length is the opening quote's */
} ecoi_lexeme;

typedef struct ecoi_lexer {
    const char *query;
    size_t len, pos;
    bool fresh; /* a clause may begin at pos even without a space before it */
} ecoi_lexer;

void ecoi_lexer_init(ecoi_lexer *lexer, const char *query, size_t len);
void ecoi_lexer_next(ecoi_lexer *lexer, ecoi_lexeme *out);

/* The next word or phrase without any operator, field or sign in it; END where neither follows. Leading
 * spaces are skipped. With `stop_at_colon` a word ends before its first colon. */
void ecoi_lexer_value(ecoi_lexer *lexer, bool stop_at_colon, ecoi_lexeme *out);

/* The next run of bytes between white space, for plain queries: WORD or END. */
void ecoi_lexer_plain(ecoi_lexer *lexer, ecoi_lexeme *out);

/* Whether text[at] is a backslash that takes the next byte as it is. */
bool ecoi_lexer_escapes(const char *text, size_t len, size_t at);

/* Whether there is more in the text than spaces and punctuation. */
bool ecoi_lexer_has_content(const char *text, size_t len);

#endif
