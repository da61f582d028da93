/* SPDX-License-Identifier: MIT */
#include "searcher/ast.h"

#include <string.h>

#include "base/date.h"

/* Text with a backslash before what would make the print ambiguous. */
static bool print_text(eco_text text, const char *special, ecoi_buf *out)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] && strchr(special, text.ptr[i]) && !ecoi_buf_append_byte(out, '\\'))
            return false;
        if (!ecoi_buf_append_byte(out, (uint8_t)text.ptr[i]))
            return false;
    }
    return true;
}

static bool print_word(const char *before, const ecoi_ast *ast, ecoi_buf *out)
{
    return ecoi_buf_append(out, before, strlen(before)) && print_text(ast->text, " \t\n\"()*?\\~^", out);
}

static bool print_phrase(const ecoi_ast *ast, ecoi_buf *out)
{
    return ecoi_buf_append_byte(out, '"') && print_text(ast->text, "\"\\", out) &&
           ecoi_buf_append_byte(out, '"');
}

static bool print_child(const ecoi_ast *parent, const ecoi_ast *child, ecoi_buf *out)
{
    static const char *const signs[] = {[ECOI_SHOULD] = " ", [ECOI_MUST] = " +", [ECOI_MUST_NOT] = " -"};
    const char *before = signs[parent->kind == ECOI_AST_LIST ? child->occur : ECOI_SHOULD];
    return ecoi_buf_append(out, before, strlen(before)) && ecoi_ast_print(child, out);
}

static bool print_tree(const char *name, bool has_number, const ecoi_ast *ast, ecoi_buf *out)
{
    if (!ecoi_buf_appendf(out, "(%s", name) || (has_number && !ecoi_buf_appendf(out, "/%u", ast->number)))
        return false;
    for (size_t i = 0; i < ast->n_children; i++)
        if (!print_child(ast, ast->children[i], out))
            return false;
    return ecoi_buf_append_byte(out, ')');
}

static bool print_zone(const ecoi_ast *ast, ecoi_buf *out)
{
    if (!ast->n_children)
        return ecoi_buf_appendf(out, "zone:%s", eco_zone_slug(ast->zone));
    return ecoi_buf_appendf(out, "%s:", eco_zone_slug(ast->zone)) && ecoi_ast_print(ast->children[0], out);
}

static bool print_dates(const ecoi_ast *ast, ecoi_buf *out)
{
    char since[11], until[11];
    eco_date_format(ast->since, since);
    eco_date_format(ast->until, until);
    if (strcmp(since, until) == 0)
        return ecoi_buf_appendf(out, "date:%s", since);
    return ecoi_buf_appendf(out, "date:%s..%s", since, until);
}

static bool print_node(const ecoi_ast *ast, ecoi_buf *out)
{
    switch (ast->kind) {
    case ECOI_AST_WORD:
        return print_word("", ast, out);
    case ECOI_AST_EXACT:
        return print_word("=", ast, out);
    case ECOI_AST_WILDCARD:
        return ecoi_buf_append(out, ast->text.ptr, ast->text.len);
    case ECOI_AST_FUZZY:
        return print_word("", ast, out) && ecoi_buf_appendf(out, "~%u", ast->number);
    case ECOI_AST_PHRASE:
        return print_phrase(ast, out);
    case ECOI_AST_LIST:
        return print_tree("list", false, ast, out);
    case ECOI_AST_AND:
        return print_tree("and", false, ast, out);
    case ECOI_AST_OR:
        return print_tree("or", false, ast, out);
    case ECOI_AST_NOT:
        return print_tree("not", false, ast, out);
    case ECOI_AST_NEAR:
        return print_tree("near", true, ast, out);
    case ECOI_AST_PARA:
        return print_tree("para", false, ast, out);
    case ECOI_AST_ATLEAST:
        return print_tree("atleast", true, ast, out);
    case ECOI_AST_ZONE:
        return print_zone(ast, out);
    case ECOI_AST_SOURCE:
        return print_word("source:", ast, out);
    case ECOI_AST_REGION:
        return print_word("region:", ast, out);
    case ECOI_AST_DATE:
        return print_dates(ast, out);
    case ECOI_AST_BEST:
        return print_tree("best", false, ast, out);
    case ECOI_AST_ALL:
        return ecoi_buf_append_byte(out, '*');
    }
    return false;
}

bool ecoi_ast_print(const ecoi_ast *ast, ecoi_buf *out)
{
    if (!print_node(ast, out))
        return false;
    return ast->boost == 1 || ecoi_buf_appendf(out, "^%g", (double)ast->boost);
}
