/* SPDX-License-Identifier: MIT */
/* What the parts of the parser share: grammar.c has clauses and operators, grammar_primary.c words and
 * fields, grammar_node.c what both are made with. Functions that return a node return NULL once an error is
 * set. */
#ifndef ECOI_SEARCHER_GRAMMAR_H
#define ECOI_SEARCHER_GRAMMAR_H

#include "searcher/ast.h"
#include "searcher/lexer.h"

/* A node as it is while parsing; the tree handed out points to its first member. */
typedef struct ecoi_parse_node {
    ecoi_ast ast;
    unsigned height; /* nodes on the longest way down, itself included */
    uint32_t holds;  /* 1 << kind of every node in it, and the two bits below */
    bool bare_not;   /* made of `a NOT b` alone: excludes b from the whole list it stands in */
} ecoi_parse_node;

#define ECOI_HOLDS(kind)       (1u << (kind))
#define ECOI_HOLDS_BARE_ZONE   (1u << 30) /* zone:NAME without anything to find in it */
#define ECOI_HOLDS_SIGNED_LIST (1u << 31) /* a list with + or - */

typedef struct ecoi_parser {
    ecoi_lexer lexer;
    ecoi_lexeme ahead; /* the next lexeme, once peeked at */
    ecoi_lexeme last;  /* the lexeme taken last */
    bool peeked;
    unsigned depth; /* of parentheses and fields open */
    ecoi_arena *arena;
    ecoi_ast **stack; /* finished parts that wait for their parent */
    size_t n, cap;
    eco_status status;
    eco_error *error;
} ecoi_parser;

/* Sets the error with its range; returns NULL, for a node that cannot be made. */
ecoi_ast *ecoi_parser_fail(ecoi_parser *parser, eco_status status, size_t offset, size_t length,
                           const char *format, ...) __attribute__((format(printf, 5, 6)));
ecoi_ast *ecoi_parser_fail_at(ecoi_parser *parser, const ecoi_lexeme *at, const char *message);
/* "expected a word after AND", or before an operator that begins a list. */
ecoi_ast *ecoi_parser_expected_word(ecoi_parser *parser);
ecoi_ast *ecoi_parser_no_memory(ecoi_parser *parser);

const ecoi_lexeme *ecoi_parser_peek(ecoi_parser *parser);
void ecoi_parser_take(ecoi_parser *parser);

ecoi_ast *ecoi_parser_node(ecoi_parser *parser, ecoi_ast_kind kind, size_t offset);
/* Ends the node where the last lexeme ends, and sets what is known from its children. */
ecoi_ast *ecoi_parser_close(ecoi_parser *parser, ecoi_ast *ast);

/* A whole parenthesis, PARA or ATLEAST, from the lexeme just taken. */
ecoi_ast *ecoi_parser_group(ecoi_parser *parser);
ecoi_ast *ecoi_parser_para(ecoi_parser *parser);
ecoi_ast *ecoi_parser_atleast(ecoi_parser *parser);

/* A word, phrase, field, group... with its boost. */
ecoi_ast *ecoi_parser_primary(ecoi_parser *parser);

/* The first part of the tree that holds anything of `mask`, NULL when there is none; quick for trees without.
 */
const ecoi_ast *ecoi_parser_find(const ecoi_ast *ast, uint32_t mask);

#endif
