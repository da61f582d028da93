/* SPDX-License-Identifier: MIT */
/*
 * The query language: a query string to a tree whose nodes know the bytes they came from.
 *
 *   list     := clause+                          any of them, best first; clauses may carry + (must) or -
 * (must not) clause   := and (OR and)*                    OR is also OU and      := signed ((AND | NOT)
 * signed)*     AND is also ET, NOT also SAUF: `a NOT b` is a without b signed   := ['+' | '-' | NOT] near NOT
 * before an operand is - near     := primary (NEAR/n primary)*        also PROCHE/n; NEAR alone is NEAR/10
 *   primary  := word | "phrase" | =word | prefix* | num?rique | word~1 | word~2 | word~ (one edit) | (list) |
 * * | PARA(list) | PARAGRAPHE(list) | AUMOINS/2(list) | ATLEAST/2(list) | titre:primary | title:primary |
 * zone:NAME:primary | zone:NAME | source:NAME | source:"name" | region:NAME | region:"name" | date:2016 |
 * date:2016..2018 | date:..2018-05 | date:>=2016 | date:<=2018 any primary may be followed at once by ^number
 * (boost; 1.5 or 1,5)
 *
 * So `a b OR c` is the list a, (b OR c).
 *
 * Signs and exclusion. + and - are signs only where a clause may begin and something follows at once:
 * start-up, C++ and "Lyon - Paris" hold none. Beside other clauses `a NOT b` excludes b from the whole list,
 * as `a -b` does: "start-up innovation SAUF Paris". A + before the first alternative means all of `+a OR b`;
 * a + or - after OR, and a query or parenthesis of exclusions alone, are errors (`* -a` says what is meant).
 *
 * Names. Operators are recognised in capitals only; a lower-case `et` is a word. Field and zone names are, in
 * any case, with or without accents: titre title zone source region date; title lead body heading caption
 * comment boilerplate paywall and their French twins. `foo:bar` with another name, 10:30 and https://x are
 * words. A space may follow a field's colon.
 *
 * Marks. Words end at white space, parentheses and quotes; "straight", “curly” (turned either way) and «
 * guillemets » make phrases. Words of punctuation alone are skipped: "combien ?", "Lyon & Paris"; R & D and
 * 88 000 are one word. One ? at a word's end, in a word without other wildcards, is punctuation ("quoi?",
 * "quoi?!"); elsewhere ? is one character, and so are both in "numériqu??". Addresses (with :// or www.) have
 * no wildcards. A backslash before ASCII punctuation takes it as it is.
 *
 * In boilerplate and paywall notices, which are indexed by stems alone, = and phrases compare stems, and
 * patterns find nothing.
 *
 * Words are kept as typed; analysis comes later, and may find nothing in a word (€). With ECOI_PARSE_PLAIN
 * there are no operators at all: the text is one LIST of WORDs between white space, punctuation and all.
 */
#ifndef ECOI_SEARCHER_AST_H
#define ECOI_SEARCHER_AST_H

#include <ecosearch/base.h>
#include <ecosearch/document.h>

#include "base/arena.h"
#include "base/buf.h"

typedef enum ecoi_ast_kind {
    ECOI_AST_WORD,     /* text */
    ECOI_AST_EXACT,    /* =text: the form as written */
    ECOI_AST_WILDCARD, /* text with * (any run) and ? (one character) unescaped; \* \? \\ are literal */
    ECOI_AST_FUZZY,    /* text, number = 1 or 2 edits */
    ECOI_AST_PHRASE,   /* text between the quotes; `\"` already resolved */
    ECOI_AST_LIST, /* two or more children with their occur, one at least not MUST_NOT (plain: one or more) */
    ECOI_AST_AND,  /* children */
    ECOI_AST_OR,   /* children */
    ECOI_AST_NOT,  /* children[0] without children[1]; chains are made flat: a NOT (b OR c) */
    ECOI_AST_NEAR, /* children[0], children[1]; number = distance >= 1. In them: words, EXACT, wildcards,
                      FUZZY, phrases, NEAR, ZONEs with a child, OR and unsigned LISTs of such, nothing else */
    ECOI_AST_PARA, /* children: all in one passage. In them no SOURCE, REGION, DATE, ALL, childless ZONE */
    ECOI_AST_ATLEAST, /* number >= 1 of the children, which are at least as many */
    ECOI_AST_ZONE,   /* zone; one child, or none: documents that have the zone. In it no ZONE, SOURCE, REGION,
                        DATE, ALL */
    ECOI_AST_SOURCE, /* text */
    ECOI_AST_REGION, /* text */
    ECOI_AST_DATE,   /* since, until as typed (year 0: open, not both); one date is both */
    ECOI_AST_ALL,    /* every document */
    ECOI_AST_BEST /* children[0]: what was typed, a word or a list of words; children below `number`: the same
                     written together; the others: synonyms. text: what was typed. Never from the parser:
                     synonyms.h makes them */
} ecoi_ast_kind;

typedef enum ecoi_occur { ECOI_SHOULD, ECOI_MUST, ECOI_MUST_NOT } ecoi_occur;

typedef struct ecoi_ast ecoi_ast;
struct ecoi_ast {
    ecoi_ast_kind kind;
    ecoi_occur occur;      /* for children of a LIST */
    size_t offset, length; /* bytes of the query this node was made from */
    float boost;           /* 1 when none is given */
    eco_text text;         /* in the arena */
    unsigned number;
    eco_zone zone;
    eco_date since, until;
    ecoi_ast **children;
    size_t n_children;
};

#define ECOI_PARSE_PLAIN 1u

/* Limits; passing one is ECO_E_LIMIT with its name in the message. The depth is that of parentheses and also
 * that of the tree: no way from the root down has more nodes. */
#define ECOI_QUERY_MAX_BYTES   ((size_t)1 << 20)
#define ECOI_QUERY_MAX_DEPTH   200
#define ECOI_QUERY_MAX_NEAR    10000
#define ECOI_QUERY_MAX_PATTERN 255

/* Parses a query of any bytes into `arena`; the query need not outlive the call. An empty query, or one
 * without a word, is ECO_E_SYNTAX. On ECO_E_SYNTAX, ECO_E_DATE and most ECO_E_LIMIT the error's range is the
 * fault's place in the query and the message says what was expected. Time and memory are linear in the query:
 * at most about 120 bytes for each of it. */
eco_status ecoi_ast_parse(const char *query, size_t len, unsigned flags, ecoi_arena *arena, ecoi_ast **out,
                          eco_error *error);

/* The tree in prefix notation, for tests and explanations: (list +a "b c" (or d e^2)). Appends to `out`;
 * false when memory ran out. A backslash stands before what would be ambiguous in a word. */
bool ecoi_ast_print(const ecoi_ast *ast, ecoi_buf *out);

#endif
