/* SPDX-License-Identifier: MIT */
/* The parser: clauses, operators, parentheses. */
#include "searcher/grammar.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* What has no place in a text, or not one that can be compared with another's. */
#define FILTERS                                                                                              \
    (ECOI_HOLDS(ECOI_AST_SOURCE) | ECOI_HOLDS(ECOI_AST_REGION) | ECOI_HOLDS(ECOI_AST_DATE) |                 \
     ECOI_HOLDS(ECOI_AST_ALL) | ECOI_HOLDS_BARE_ZONE)
#define NOT_IN_PARA FILTERS
#define NOT_IN_NEAR                                                                                          \
    (FILTERS | ECOI_HOLDS(ECOI_AST_AND) | ECOI_HOLDS(ECOI_AST_NOT) | ECOI_HOLDS(ECOI_AST_PARA) |             \
     ECOI_HOLDS(ECOI_AST_ATLEAST) | ECOI_HOLDS_SIGNED_LIST)

enum { DEFAULT_NEAR = 10, SHOWN_MAX = 60 };

static bool take_if(ecoi_parser *parser, ecoi_lex_kind kind)
{
    if (ecoi_parser_peek(parser)->kind != kind)
        return false;
    ecoi_parser_take(parser);
    return true;
}

static size_t next_offset(ecoi_parser *parser)
{
    return ecoi_parser_peek(parser)->offset;
}

static ecoi_parse_node *node_of(ecoi_ast *ast)
{
    return (ecoi_parse_node *)ast;
}

static bool push(ecoi_parser *parser, ecoi_ast *ast)
{
    if (!ecoi_grow(&parser->stack, &parser->cap, parser->n + 1, sizeof *parser->stack))
        return ecoi_parser_no_memory(parser) != NULL;
    parser->stack[parser->n++] = ast;
    return true;
}

/* Moves what was pushed since `base` into the node. */
static ecoi_ast *adopt(ecoi_parser *parser, size_t base, ecoi_ast *ast)
{
    size_t n = parser->n - base;
    ast->children = ecoi_arena_calloc(parser->arena, n, sizeof(ecoi_ast *));
    if (!ast->children)
        return ecoi_parser_no_memory(parser);
    memcpy(ast->children, parser->stack + base, n * sizeof(ecoi_ast *));
    ast->n_children = n;
    parser->n = base;
    return ecoi_parser_close(parser, ast);
}

/* Those pushed since `base` that are wanted (or excluded) as one node, which they alone may be; they stay
 * pushed. */
static ecoi_ast *gather(ecoi_parser *parser, size_t base, bool excluded, ecoi_ast_kind kind, size_t offset)
{
    size_t first = parser->n;
    for (size_t i = base; i < first; i++)
        if ((parser->stack[i]->occur == ECOI_MUST_NOT) == excluded && !push(parser, parser->stack[i]))
            return NULL;
    if (parser->n == first + 1)
        return parser->stack[--parser->n];
    ecoi_ast *ast = ecoi_parser_node(parser, kind, offset);
    return ast ? adopt(parser, first, ast) : NULL;
}

/* ---- NEAR ---- */

static bool read_number(const char *text, size_t len, unsigned max, unsigned *out)
{
    unsigned value = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        if (value <= max)
            value = value * 10 + (unsigned)(text[i] - '0');
    }
    *out = value;
    return len > 0;
}

static bool near_distance(ecoi_parser *parser, unsigned *out)
{
    const ecoi_lexeme *near = &parser->last;
    *out = DEFAULT_NEAR;
    if (!near->has_slash)
        return true;
    if (!read_number(parser->lexer.query + near->text_offset, near->text_len, ECOI_QUERY_MAX_NEAR, out) ||
        *out == 0)
        return ecoi_parser_fail_at(parser, near, "NEAR wants a number of positions: NEAR/5") != NULL;
    if (*out > ECOI_QUERY_MAX_NEAR)
        return ecoi_parser_fail(parser, ECO_E_LIMIT, near->offset, near->length,
                                "NEAR reaches at most %d positions (NEAR distance)",
                                ECOI_QUERY_MAX_NEAR) != NULL;
    return true;
}

static ecoi_ast *near_operand(ecoi_parser *parser, ecoi_ast *operand)
{
    const ecoi_ast *unfit = operand ? ecoi_parser_find(operand, NOT_IN_NEAR) : NULL;
    if (!unfit)
        return operand;
    return ecoi_parser_fail(parser, ECO_E_SYNTAX, unfit->offset, unfit->length,
                            "NEAR takes words, phrases and alternatives of them: (a OR b) NEAR/5 c");
}

static ecoi_ast *parse_near(ecoi_parser *parser)
{
    size_t base = parser->n, offset = next_offset(parser);
    ecoi_ast *left = ecoi_parser_primary(parser);
    while (left && take_if(parser, ECOI_LEX_NEAR)) {
        unsigned distance;
        if (!near_distance(parser, &distance) || !near_operand(parser, left) || !push(parser, left))
            return NULL;
        ecoi_ast *right = near_operand(parser, ecoi_parser_primary(parser));
        if (!right || !push(parser, right) || !(left = ecoi_parser_node(parser, ECOI_AST_NEAR, offset)))
            return NULL;
        left->number = distance;
        left = adopt(parser, base, left);
    }
    return left;
}

/* ---- signs, AND, OR ---- */

/* [+ | - | NOT] near */
static ecoi_ast *parse_signed(ecoi_parser *parser)
{
    ecoi_occur occur = ECOI_SHOULD;
    if (take_if(parser, ECOI_LEX_PLUS))
        occur = ECOI_MUST;
    else if (take_if(parser, ECOI_LEX_MINUS) || take_if(parser, ECOI_LEX_NOT))
        occur = ECOI_MUST_NOT;
    ecoi_ast *operand = parse_near(parser);
    if (operand)
        operand->occur = occur;
    return operand;
}

static ecoi_ast *without(ecoi_parser *parser, ecoi_ast *wanted, ecoi_ast *excluded, bool bare, size_t offset)
{
    size_t base = parser->n;
    ecoi_ast *ast = ecoi_parser_node(parser, ECOI_AST_NOT, offset);
    if (!ast || !push(parser, wanted) || !push(parser, excluded) || !adopt(parser, base, ast))
        return NULL;
    node_of(ast)->bare_not = bare;
    return ast;
}

/* Wanted and excluded operands in any order become one AND without one OR: chains stay flat. */
static ecoi_ast *combine_and(ecoi_parser *parser, size_t base, bool bare, size_t offset)
{
    size_t n_excluded = 0, n = parser->n - base;
    if (n == 1)
        return parser->stack[--parser->n];
    ecoi_occur occur = parser->stack[base]->occur == ECOI_MUST ? ECOI_MUST : ECOI_SHOULD;
    for (size_t i = base; i < parser->n; i++)
        n_excluded += parser->stack[i]->occur == ECOI_MUST_NOT;
    ecoi_ast *wanted = NULL, *excluded = NULL, *ast;
    if (n_excluded < n && !(wanted = gather(parser, base, false, ECOI_AST_AND, offset)))
        return NULL;
    if (n_excluded && !(excluded = gather(parser, base, true, ECOI_AST_OR, offset)))
        return NULL;
    if (!wanted)
        ast = excluded;
    else
        ast = excluded ? without(parser, wanted, excluded, bare, offset) : wanted;
    if (ast)
        ast->occur = wanted ? occur : ECOI_MUST_NOT;
    parser->n = base;
    return ast;
}

static ecoi_ast *parse_and(ecoi_parser *parser)
{
    size_t base = parser->n, offset = next_offset(parser);
    bool bare = true, more;
    if (ecoi_parser_peek(parser)->kind == ECOI_LEX_NOT)
        bare = false;
    do {
        ecoi_ast *operand = parse_signed(parser);
        if (!operand || !push(parser, operand))
            return NULL;
        more = take_if(parser, ECOI_LEX_AND);
        bare = bare && !more;
    } while (more || ecoi_parser_peek(parser)->kind == ECOI_LEX_NOT);
    return combine_and(parser, base, bare, offset);
}

/* Alternatives are all wanted; a + before the first means the whole. */
static bool check_alternative(ecoi_parser *parser, const ecoi_ast *part, size_t offset, bool first)
{
    const ecoi_lexeme *last = &parser->last;
    size_t length = last->offset + last->length - offset;
    if (part->occur == ECOI_MUST_NOT)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, offset, length,
                                "OR wants something to find on both sides, and this excludes: "
                                "write (a OR b) NOT c") != NULL;
    if (part->occur == ECOI_MUST && !first)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, offset, length,
                                "+ cannot stand after OR: write +(a OR b) or a +b") != NULL;
    return true;
}

static ecoi_ast *parse_or(ecoi_parser *parser)
{
    size_t base = parser->n, offset = next_offset(parser);
    bool more;
    do {
        size_t start = next_offset(parser);
        ecoi_ast *part = parse_and(parser);
        if (!part)
            return NULL;
        more = ecoi_parser_peek(parser)->kind == ECOI_LEX_OR;
        bool first = parser->n == base;
        if (first && !more)
            return part;
        if (!check_alternative(parser, part, start, first) || !push(parser, part))
            return NULL;
        take_if(parser, ECOI_LEX_OR);
    } while (more);
    ecoi_occur occur = parser->stack[base]->occur;
    ecoi_ast *ast = ecoi_parser_node(parser, ECOI_AST_OR, offset);
    if (ast && (ast = adopt(parser, base, ast)))
        ast->occur = occur;
    return ast;
}

/* ---- lists ---- */

/* Pushes every clause up to the closing parenthesis or the end. */
static bool parse_clauses(ecoi_parser *parser)
{
    for (;;) {
        ecoi_lex_kind next = ecoi_parser_peek(parser)->kind;
        if (next == ECOI_LEX_END || (next == ECOI_LEX_CLOSE && parser->depth))
            return true;
        ecoi_ast *clause = parse_or(parser);
        if (!clause || !push(parser, clause))
            return false;
    }
}

/* Beside other clauses `a NOT b` means a, and b for none of them. */
static bool spread_bare_nots(ecoi_parser *parser, size_t base)
{
    size_t end = parser->n;
    if (end - base < 2)
        return true;
    for (size_t i = base; i < end; i++) {
        ecoi_ast *clause = parser->stack[i];
        if (!node_of(clause)->bare_not)
            continue;
        ecoi_ast *wanted = clause->children[0], *excluded = clause->children[1];
        wanted->occur = clause->occur;
        excluded->occur = ECOI_MUST_NOT;
        parser->stack[i] = wanted;
        if (!push(parser, excluded))
            return false;
    }
    return true;
}

static ecoi_ast *nothing_wanted(ecoi_parser *parser, size_t offset, size_t length)
{
    const char *text = parser->lexer.query + offset;
    if (length > SHOWN_MAX)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, offset, length,
                                "this only excludes: put * before it to find all other documents");
    return ecoi_parser_fail(parser, ECO_E_SYNTAX, offset, length,
                            "this only excludes: to find all other documents write * %.*s", (int)length,
                            text);
}

static bool any_wanted(const ecoi_parser *parser, size_t base)
{
    for (size_t i = base; i < parser->n; i++)
        if (parser->stack[i]->occur != ECOI_MUST_NOT)
            return true;
    return false;
}

/* The clauses since `base` as one node, `offset` being where its own bytes begin. */
static ecoi_ast *finish_list(ecoi_parser *parser, size_t base, size_t offset)
{
    if (!spread_bare_nots(parser, base))
        return NULL;
    if (parser->n == base + 1) {
        ecoi_ast *only = parser->stack[--parser->n];
        only->occur = ECOI_SHOULD;
        node_of(only)->bare_not = false;
        return only;
    }
    ecoi_ast *list = ecoi_parser_node(parser, ECOI_AST_LIST, offset);
    return list ? adopt(parser, base, list) : NULL;
}

/* Pushes the clauses of the parenthesis just opened and takes the closing one. At least one is wanted. */
static bool parse_inside(ecoi_parser *parser)
{
    ecoi_lexeme open = parser->last;
    size_t base = parser->n, inside = open.offset + open.length;
    if (parser->depth >= ECOI_QUERY_MAX_DEPTH)
        return ecoi_parser_fail(parser, ECO_E_LIMIT, open.offset, open.length,
                                "parentheses nest at most %d deep (query depth)",
                                ECOI_QUERY_MAX_DEPTH) != NULL;
    parser->depth++;
    if (!parse_clauses(parser))
        return false;
    parser->depth--;
    size_t end = next_offset(parser);
    if (!take_if(parser, ECOI_LEX_CLOSE))
        return ecoi_parser_fail_at(parser, &open, "this parenthesis is never closed") != NULL;
    if (parser->n == base)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, open.offset, end + 1 - open.offset,
                                "expected a word between these parentheses") != NULL;
    return any_wanted(parser, base) || nothing_wanted(parser, inside, end - inside) != NULL;
}

ecoi_ast *ecoi_parser_group(ecoi_parser *parser)
{
    size_t base = parser->n, offset = parser->last.offset;
    return parse_inside(parser) ? finish_list(parser, base, offset) : NULL;
}

/* PARA and ATLEAST: every clause is a part of its own, without a sign. */
static bool parse_parts(ecoi_parser *parser, const char *name)
{
    size_t base = parser->n;
    if (!take_if(parser, ECOI_LEX_OPEN))
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, parser->last.offset, parser->last.length,
                                "expected ( after %s", name) != NULL;
    if (!parse_inside(parser))
        return false;
    for (size_t i = base; i < parser->n; i++) {
        const ecoi_ast *part = parser->stack[i];
        if (part->occur != ECOI_SHOULD)
            return ecoi_parser_fail(parser, ECO_E_SYNTAX, part->offset, part->length,
                                    "%s takes no + or -: write a NOT b inside it, or -b after it",
                                    name) != NULL;
    }
    return true;
}

ecoi_ast *ecoi_parser_para(ecoi_parser *parser)
{
    size_t base = parser->n, offset = parser->last.offset;
    if (!parse_parts(parser, "PARA"))
        return NULL;
    ecoi_ast *para = ecoi_parser_node(parser, ECOI_AST_PARA, offset);
    if (!para || !adopt(parser, base, para))
        return NULL;
    const ecoi_ast *unfit = ecoi_parser_find(para, NOT_IN_PARA);
    if (unfit)
        return ecoi_parser_fail(
            parser, ECO_E_SYNTAX, unfit->offset, unfit->length,
            "this is about whole documents, PARA about words of one paragraph: put it outside");
    return para;
}

ecoi_ast *ecoi_parser_atleast(ecoi_parser *parser)
{
    ecoi_lexeme name = parser->last;
    size_t base = parser->n;
    unsigned wanted = 0;
    const char *text = parser->lexer.query + name.text_offset;
    if (!name.has_slash || !read_number(text, name.text_len, ECOI_QUERY_MAX_BYTES, &wanted) || wanted == 0)
        return ecoi_parser_fail_at(parser, &name, "AUMOINS wants a number of parts: AUMOINS/2(a b c)");
    if (!parse_parts(parser, "AUMOINS/n"))
        return NULL;
    if (wanted > parser->n - base)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, name.offset, name.length,
                                "AUMOINS/%.*s wants more parts than the %zu given", (int)name.text_len, text,
                                parser->n - base);
    ecoi_ast *ast = ecoi_parser_node(parser, ECOI_AST_ATLEAST, name.offset);
    if (!ast)
        return NULL;
    ast->number = wanted;
    return adopt(parser, base, ast);
}

/* ---- whole queries ---- */

static ecoi_ast *parse_query(ecoi_parser *parser)
{
    size_t offset = next_offset(parser);
    if (!parse_clauses(parser))
        return NULL;
    size_t end = parser->last.offset + parser->last.length;
    if (parser->n == 0)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, 0, parser->lexer.len,
                                "nothing to look for: expected at least a word");
    if (!any_wanted(parser, 0))
        return nothing_wanted(parser, offset, end - offset);
    return finish_list(parser, 0, offset);
}

static ecoi_ast *parse_plain(ecoi_parser *parser)
{
    ecoi_lexer_plain(&parser->lexer, &parser->last);
    size_t offset = parser->last.offset;
    for (; parser->last.kind == ECOI_LEX_WORD; ecoi_lexer_plain(&parser->lexer, &parser->last)) {
        ecoi_ast *word = ecoi_parser_node(parser, ECOI_AST_WORD, parser->last.offset);
        if (!word || !ecoi_parser_close(parser, word) || !push(parser, word))
            return NULL;
        eco_text text = {parser->lexer.query + word->offset, word->length};
        if (!ecoi_arena_text(parser->arena, text, &word->text))
            return ecoi_parser_no_memory(parser);
    }
    if (parser->n == 0)
        return ecoi_parser_fail(parser, ECO_E_SYNTAX, 0, parser->lexer.len,
                                "nothing to look for: expected at least a word");
    ecoi_ast *list = ecoi_parser_node(parser, ECOI_AST_LIST, offset);
    return list ? adopt(parser, 0, list) : NULL;
}

eco_status ecoi_ast_parse(const char *query, size_t len, unsigned flags, ecoi_arena *arena, ecoi_ast **out,
                          eco_error *error)
{
    if (len > ECOI_QUERY_MAX_BYTES)
        return ecoi_error_set(error, ECO_E_LIMIT, "a query is at most %zu bytes (query length)",
                              ECOI_QUERY_MAX_BYTES);
    ecoi_parser parser = {.arena = arena, .error = error};
    ecoi_lexer_init(&parser.lexer, query ? query : "", len);
    ecoi_ast *ast = flags & ECOI_PARSE_PLAIN ? parse_plain(&parser) : parse_query(&parser);
    free(parser.stack);
    if (!ast)
        return parser.status;
    *out = ast;
    return ECO_OK;
}
