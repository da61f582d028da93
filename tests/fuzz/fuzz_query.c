/* SPDX-License-Identifier: MIT */
/* Any bytes as a query: a tree that keeps what ast.h promises, or an error that points into the query. */
#include <stdint.h>
#include <stdlib.h>

#include "searcher/ast.h"

#define REQUIRE(condition)                                                                                   \
    do {                                                                                                     \
        if (!(condition))                                                                                    \
            abort();                                                                                         \
    } while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool has_children(const ecoi_ast *ast)
{
    return ast->kind == ECOI_AST_LIST || ast->kind == ECOI_AST_AND || ast->kind == ECOI_AST_OR ||
           ast->kind == ECOI_AST_NOT || ast->kind == ECOI_AST_NEAR || ast->kind == ECOI_AST_PARA ||
           ast->kind == ECOI_AST_ATLEAST || ast->kind == ECOI_AST_ZONE;
}

static void check_numbers(const ecoi_ast *ast)
{
    if (ast->kind == ECOI_AST_FUZZY)
        REQUIRE(ast->number == 1 || ast->number == 2);
    if (ast->kind == ECOI_AST_NEAR)
        REQUIRE(ast->n_children == 2 && ast->number >= 1 && ast->number <= ECOI_QUERY_MAX_NEAR);
    if (ast->kind == ECOI_AST_NOT)
        REQUIRE(ast->n_children == 2);
    if (ast->kind == ECOI_AST_ATLEAST)
        REQUIRE(ast->number >= 1 && ast->number <= ast->n_children);
    if (ast->kind == ECOI_AST_ZONE)
        REQUIRE(ast->n_children <= 1 && ast->zone < ECO_N_ZONES);
    if (ast->kind == ECOI_AST_DATE)
        REQUIRE(ast->since.year || ast->until.year);
}

static void check_tree(const ecoi_ast *ast, size_t query_len, unsigned depth)
{
    bool wanted = false;
    REQUIRE(depth <= ECOI_QUERY_MAX_DEPTH);
    REQUIRE(ast->length > 0 && ast->offset < query_len && ast->length <= query_len - ast->offset);
    REQUIRE(ast->boost > 0);
    REQUIRE(has_children(ast) || ast->n_children == 0);
    REQUIRE(ast->n_children > 0 || ast->kind == ECOI_AST_ZONE || !has_children(ast));
    check_numbers(ast);
    for (size_t i = 0; i < ast->n_children; i++) {
        wanted = wanted || ast->children[i]->occur != ECOI_MUST_NOT;
        check_tree(ast->children[i], query_len, depth + 1);
    }
    REQUIRE(ast->kind != ECOI_AST_LIST || wanted);
}

static void check(const char *query, size_t len, unsigned flags)
{
    ecoi_arena arena = {0};
    ecoi_buf printed = {0};
    ecoi_ast *ast = NULL;
    eco_error error;
    eco_status status = ecoi_ast_parse(query, len, flags, &arena, &ast, &error);
    if (status == ECO_OK) {
        check_tree(ast, len, 1);
        REQUIRE(ecoi_ast_print(ast, &printed));
    } else {
        REQUIRE(status == ECO_E_SYNTAX || status == ECO_E_DATE || status == ECO_E_LIMIT);
        REQUIRE(error.status == status && error.message[0] && !ast);
        REQUIRE(!error.has_range || (error.offset <= len && error.length <= len - error.offset));
    }
    ecoi_buf_dispose(&printed);
    ecoi_arena_dispose(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check((const char *)data, size, 0);
    check((const char *)data, size, ECOI_PARSE_PLAIN);
    return 0;
}
