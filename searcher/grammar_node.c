/* SPDX-License-Identifier: MIT */
/* The parser: errors, lexemes and nodes. */
#include "searcher/grammar.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/error.h"

/* ---- errors ---- */

ecoi_ast *ecoi_parser_fail(ecoi_parser *parser, eco_status status, size_t offset, size_t length,
                           const char *format, ...)
{
    char message[sizeof parser->error->message];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    parser->status = ecoi_error_set(parser->error, status, "%s", message);
    ecoi_error_range(parser->error, offset, length);
    return NULL;
}

ecoi_ast *ecoi_parser_no_memory(ecoi_parser *parser)
{
    parser->status = ecoi_error_no_memory(parser->error);
    return NULL;
}

ecoi_ast *ecoi_parser_fail_at(ecoi_parser *parser, const ecoi_lexeme *at, const char *message)
{
    return ecoi_parser_fail(parser, ECO_E_SYNTAX, at->offset, at->length, "%s", message);
}

static bool is_binary(ecoi_lex_kind kind)
{
    return kind == ECOI_LEX_AND || kind == ECOI_LEX_OR || kind == ECOI_LEX_NOT || kind == ECOI_LEX_NEAR;
}

ecoi_ast *ecoi_parser_expected_word(ecoi_parser *parser)
{
    const ecoi_lexeme *next = ecoi_parser_peek(parser), *last = &parser->last;
    const char *query = parser->lexer.query;
    bool needs_more = is_binary(last->kind) || last->kind == ECOI_LEX_PLUS || last->kind == ECOI_LEX_MINUS ||
                      last->kind == ECOI_LEX_FIELD;
    if (needs_more)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, last->offset, last->length,
                                "expected a word after %.*s", (int)last->length, query + last->offset);
    if (is_binary(next->kind))
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, next->offset, next->length,
                                "expected a word before %.*s (to look for the word itself, put it in quotes)",
                                (int)next->length, query + next->offset);
    if (next->kind == ECOI_LEX_CLOSE)
        return ecoi_parser_fail_at(parser, next, "this parenthesis closes nothing");
    return ecoi_parser_fail_at(parser, next, "expected a word");
}

/* ---- lexemes ---- */

const ecoi_lexeme *ecoi_parser_peek(ecoi_parser *parser)
{
    if (!parser->peeked)
        ecoi_lexer_next(&parser->lexer, &parser->ahead);
    parser->peeked = true;
    return &parser->ahead;
}

void ecoi_parser_take(ecoi_parser *parser)
{
    parser->last = *ecoi_parser_peek(parser);
    parser->peeked = false;
}

/* ---- nodes ---- */

static ecoi_parse_node *node_of(ecoi_ast *ast)
{
    return (ecoi_parse_node *)ast;
}

ecoi_ast *ecoi_parser_node(ecoi_parser *parser, ecoi_ast_kind kind, size_t offset)
{
    ecoi_parse_node *node = ecoi_arena_calloc(parser->arena, 1, sizeof *node);
    if (!node)
        return ecoi_parser_no_memory(parser);
    node->ast.kind = kind;
    node->ast.offset = offset;
    node->ast.boost = 1;
    node->height = 1;
    return &node->ast;
}

ecoi_ast *ecoi_parser_close(ecoi_parser *parser, ecoi_ast *ast)
{
    ecoi_parse_node *node = node_of(ast);
    ast->length = parser->last.offset + parser->last.length - ast->offset;
    node->holds |= ECOI_HOLDS(ast->kind);
    if (ast->kind == ECOI_AST_ZONE && !ast->n_children)
        node->holds |= ECOI_HOLDS_BARE_ZONE;
    for (size_t i = 0; i < ast->n_children; i++) {
        const ecoi_parse_node *child = node_of(ast->children[i]);
        if (child->height >= node->height)
            node->height = child->height + 1;
        node->holds |= child->holds;
        if (ast->kind == ECOI_AST_LIST && child->ast.occur != ECOI_SHOULD)
            node->holds |= ECOI_HOLDS_SIGNED_LIST;
    }
    if (node->height > ECOI_QUERY_MAX_DEPTH)
        return ecoi_parser_fail(parser, ECO_E_LIMIT, ast->offset, ast->length,
                                "a query is at most %d levels deep (query depth)", ECOI_QUERY_MAX_DEPTH);
    return ast;
}

const ecoi_ast *ecoi_parser_find(const ecoi_ast *ast, uint32_t mask)
{
    const ecoi_parse_node *node = (const ecoi_parse_node *)ast;
    if (!(node->holds & mask))
        return NULL;
    for (size_t i = 0; i < ast->n_children; i++) {
        const ecoi_ast *found = ecoi_parser_find(ast->children[i], mask);
        if (found)
            return found;
    }
    return ast;
}
