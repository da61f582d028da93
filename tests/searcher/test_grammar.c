/* SPDX-License-Identifier: MIT */
/* The query language: what queries mean, where they are wrong, and that no bytes do harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "searcher/ast.h"

/* ---- helpers ---- */

static void check_print(const char *query, size_t len, unsigned flags, const char *expected)
{
    ecoi_arena arena = {0};
    ecoi_buf printed = {0};
    ecoi_ast *ast = NULL;
    eco_error error = {0};
    char *exact = malloc(len + 1); /* of the query's size, so that a read beyond it is noticed */
    assert_non_null(exact);
    memcpy(exact, query, len);
    if (ecoi_ast_parse(exact, len, flags, &arena, &ast, &error) != ECO_OK)
        fail_msg("%s: %s", query, error.message);
    free(exact);
    assert_true(ecoi_ast_print(ast, &printed));
    assert_true(ecoi_buf_append_byte(&printed, '\0'));
    if (strcmp((const char *)printed.data, expected) != 0)
        fail_msg("%s: %s, not %s", query, (const char *)printed.data, expected);
    ecoi_buf_dispose(&printed);
    ecoi_arena_dispose(&arena);
}

static void means(const char *query, const char *expected)
{
    check_print(query, strlen(query), 0, expected);
}

/* The query fails with the status, `at` is what the range holds and `message` a part of the message. */
static void fails(const char *query, eco_status status, const char *at, const char *message)
{
    ecoi_arena arena = {0};
    ecoi_ast *ast = NULL;
    eco_error error = {0};
    assert_int_equal(ecoi_ast_parse(query, strlen(query), 0, &arena, &ast, &error), status);
    assert_null(ast);
    assert_true(error.has_range);
    if (error.length != strlen(at) || strncmp(query + error.offset, at, error.length) != 0)
        fail_msg("%s: the fault is at <%.*s>, not <%s>", query, (int)error.length, query + error.offset, at);
    if (!strstr(error.message, message))
        fail_msg("%s: %s", query, error.message);
    ecoi_arena_dispose(&arena);
}

static void wrong(const char *query, const char *at, const char *message)
{
    fails(query, ECO_E_SYNTAX, at, message);
}

static eco_status parse_status(const char *query, size_t len, eco_error *error)
{
    ecoi_arena arena = {0};
    ecoi_ast *ast = NULL;
    eco_status status = ecoi_ast_parse(query, len, 0, &arena, &ast, error);
    ecoi_arena_dispose(&arena);
    return status;
}

/* ---- meaning ---- */

static void test_lists_and_signs(void **state)
{
    (void)state;
    means("French Tech", "(list French Tech)");
    means("  mot  ", "mot");
    means("+must -mustnot may", "(list +must -mustnot may)");
    means("+seul", "seul");
    means("-\"a b\" -(a b) -titre:x -=x c", "(list -\"a b\" -(list a b) -title:x -=x c)");
    means("NOT a b", "(list -a b)");
    means("SAUF a b", "(list -a b)");
    means("* -a", "(list * -a)");
    means("(+a -b) c", "(list (list +a -b) c)");
    means("((a))", "a");
    means("(+a)", "a");
}

static void test_signs_are_rare(void **state)
{
    (void)state;
    means("start-up e-mail C++ Lyon - Paris", "(list start-up e-mail C++ Lyon Paris)");
    means("a + b --foo -, foo", "(list a b --foo foo)");
    means("\"a\"-b (a)-b", "(list \"a\" -b a -b)"); /* the sign is a part of the word here */
    means("Auvergne-Rh\xc3\xb4ne-Alpes", "Auvergne-Rh\xc3\xb4ne-Alpes");
    means("\\-a", "-a");
}

static void test_operators(void **state)
{
    (void)state;
    means("a AND b", "(and a b)");
    means("a ET b ET c", "(and a b c)");
    means("a OR b OU c", "(or a b c)");
    means("a ET b OU c", "(or (and a b) c)");
    means("a OU b ET c", "(or a (and b c))");
    means("a b OR c", "(list a (or b c))");
    means("a et b or c", "(list a et b or c)");
}

static void test_precedence(void **state)
{
    (void)state;
    means("a ET(b OU c)", "(and a (or b c))");
    means("+a OR b", "(or a b)");
    means("+a OR b c", "(list +(or a b) c)");
    means("+a ET b c", "(list +(and a b) c)");
    means("a ET +b", "(and a b)");
    means("a NEAR/2 b ET c", "(and (near/2 a b) c)");
    means("ETATS ET. ET/OU", "(list ETATS ET. ET/OU)");
    means("=ET \"OU\" =SAUF", "(list =ET \"OU\" =SAUF)");
}

static void test_exclusion(void **state)
{
    (void)state;
    means("a NOT b", "(not a b)");
    means("a AND NOT b", "(not a b)");
    means("a ET -b", "(not a b)");
    means("-a ET b", "(not b a)");
    means("a NOT b OR c", "(or (not a b) c)");
    means("a OR b NOT c", "(or a (not b c))");
    means("a OR b -c", "(list (or a b) -c)");
    means("a NOT b NOT c AND d", "(not (and a d) (or b c))");
    means("-a AND -b c", "(list -(or a b) c)");
    /* beside other clauses: for the whole list */
    means("a b NOT c", "(list a b -c)");
    means("a NOT b c", "(list a c -b)");
    means("+a SAUF b c", "(list +a c -b)");
    means("(a NOT b) c", "(list (not a b) c)");
    means("a ET b SAUF c d", "(list (not (and a b) c) d)");
}

static void test_words(void **state)
{
    (void)state;
    means("aujourd\xe2\x80\x99hui l'\xc3\xa9tat l\xca\xbc"
          "eau R&D C.N.R.S.",
          "(list aujourd\xe2\x80\x99hui l'\xc3\xa9tat l\xca\xbc"
          "eau R&D C.N.R.S.)");
    means("https://x.fr/a?b=1*2~3 10:30 http://h/~user foo:bar www.a.fr/?q",
          "(list https://x.fr/a\\?b=1\\*2\\~3 10:30 http://h/\\~user foo:bar www.a.fr/\\?q)");
    means("a\\*b\\? a\\^2 C:\\foo \\(x\\)", "(list a\\*b\\? a\\^2 C:\\\\foo \\(x\\))");
    means("=exact =quoi? ==a", "(list =exact =quoi ==a)");
    means("=\"a b\"", "\"a b\"");
    means("a = b & c ; d \xe2\x80\x93 e", "(list a b c d e)");
    means("1 000 \xe2\x82\xac", "(list 1\\ 000 \xe2\x82\xac)");
    means("a\xc2\xa0"
          "b\xe2\x80\xaf"
          "c\td\ne",
          "(list a b c d e)");
    means("e\xcc\x81lu", "e\xcc\x81lu");
}

static void test_question_marks(void **state)
{
    (void)state;
    means("combien ?", "combien");
    means("Lyon & Paris", "(list Lyon Paris)");
    means("budget R & D^2", "(list budget R\\ &\\ D^2)");
    means("A & Bc", "(list A Bc)");
    means("a & b", "(list a b)");
    means("88 000 euros", "(list 88\\ 000 euros)");
    means("1 250 000", "1\\ 250\\ 000");
    means("88\xc2\xa0"
          "000",
          "88\xc2\xa0"
          "000");
    means("2016 100", "(list 2016 100)");
    means("12 34", "(list 12 34)");
    means("0 800", "(list 0 800)");
    means("5 1000", "(list 5 1000)");
    means("12 000x", "(list 12 000x)");
    means("combien\xc2\xa0?", "combien");
    means("num\xc3\xa9rique?", "num\xc3\xa9rique");
    means("quoi?! hein ?? non", "(list quoi hein non)");
    means("quoi?, ou", "(list quoi ou)");
    means("num?rique", "num?rique");
    means("num\xc3\xa9riqu??", "num\xc3\xa9riqu??");
    means("st?rt?p?", "st?rt?p?");
    means("quoi\\?", "quoi\\?");
    means("?ot", "?ot");
}

static void test_wildcards_and_edits(void **state)
{
    (void)state;
    means("prefix* *fin *mi* inno*,", "(list prefix* *fin *mi* inno*)");
    means("*", "*");
    means("**", "*");
    means("*^2", "*^2");
    means("?*", "?*");
    means("a\\*b*c\\?d\\\\", "a\\*b*c\\?d\\\\");
    means("mot~ mot~1 mot~2 mot~2, mot~1?", "(list mot~1 mot~1 mot~2 mot~2 mot~1)");
    means("~mot mot~x a\\~1", "(list \\~mot mot\\~x a\\~1)");
}

static void test_phrases(void **state)
{
    (void)state;
    means("\"French Tech\"", "\"French Tech\"");
    means("\xe2\x80\x9c"
          "a b\xe2\x80\x9d \xe2\x80\x9e"
          "c\xe2\x80\x9c \xe2\x80\x9d"
          "d\xe2\x80\x9d",
          "(list \"a b\" \"c\" \"d\")");
    means("\xc2\xab\xc2\xa0La French Tech\xe2\x80\xaf\xc2\xbb", "\"La French Tech\"");
    means("\xc2\xbb"
          "dedans\xc2\xab",
          "\"dedans\"");
    means("\"le \xc2\xab mot \xc2\xbb\"", "\"le \xc2\xab mot \xc2\xbb\"");
    means("\"a \\\"b\\\" \\\\ c\"", "\"a \\\"b\\\" \\\\ c\"");
    means("mot\"a b\"mot", "(list mot \"a b\" mot)");
    means("\"a* ET b?\"", "\"a* ET b?\"");
}

static void test_near(void **state)
{
    (void)state;
    means("a NEAR/5 b", "(near/5 a b)");
    means("a PROCHE/3 b", "(near/3 a b)");
    means("a NEAR b", "(near/10 a b)");
    means("a NEAR/1 b PROCHE/2 c", "(near/2 (near/1 a b) c)");
    means("(a OR b*) NEAR/5 \"c d\"", "(near/5 (or a b*) \"c d\")");
    means("(a b) NEAR/10000 c~1", "(near/10000 (list a b) c~1)");
    means("a NEAR/007 b", "(near/7 a b)");
}

static void test_para_and_atleast(void **state)
{
    (void)state;
    means("PARA(a \"b c\" titre:d (e OU f))", "(para a \"b c\" title:d (or e f))");
    means("PARA(a b) PARAGRAPHE (c)", "(list (para a b) (para c))");
    means("PARA(a b NOT c)", "(para a (not b c))");
    means("PARA a", "(list PARA a)");
    means("AUMOINS/2(a b c)", "(atleast/2 a b c)");
    means("ATLEAST/1 (a)", "(atleast/1 a)");
    means("AUMOINS/2(a (b c) date:2016)", "(atleast/2 a (list b c) date:2016)");
    means("AUMOINS deux", "(list AUMOINS deux)");
}

static void test_fields(void **state)
{
    (void)state;
    means("titre:innovation TITLE:\"a b\" Titre:inno*", "(list title:innovation title:\"a b\" title:inno*)");
    means("titre:(a OR b)", "title:(or a b)");
    means("titre: a", "title:a");
    means("titre:=a^2", "title:=a^2");
    means("titre:*", "zone:title");
    means("zone:comment zone:L\xc3\xa9gende:foo ZONE:commentaire:(a b) zone:habillage:*",
          "(list zone:comment caption:foo comment:(list a b) zone:boilerplate)");
    means("source:lemonde.fr source:\"Le Monde\" source:a,b",
          "(list source:lemonde.fr source:Le\\ Monde source:a,b)");
    means("region:centre R\xc3\xa9gion:24 r\xc3\xa9gion:\xc2\xab \xc3\x8ele-de-France \xc2\xbb region:idf?",
          "(list region:centre region:24 region:\xc3\x8ele-de-France region:idf)");
    means("titre\\:a titre", "(list titre:a titre)");
    means("a NEAR/3 titre:b", "(near/3 a title:b)");
}

static void test_dates(void **state)
{
    (void)state;
    means("date:2016", "date:2016");
    means("date:2016..2018", "date:2016..2018");
    means("date:..2018-05", "date:..2018-05");
    means("date:2016-05-31..", "date:2016-05-31..");
    means("date:>=2016-02", "date:2016-02..");
    means("date:<=2016", "date:..2016");
    means("date:\"2016-05\"", "date:2016-05");
    means("date:2016..2016-03", "date:2016..2016-03");
    fails("a date:2018..2016", ECO_E_DATE, "2018..2016", "ends before it begins");
    fails("date:..", ECO_E_DATE, "..", "expected a date");
    fails("date:2016-02-30", ECO_E_DATE, "2016-02-30", "expected a date");
    fails("date:hier", ECO_E_DATE, "hier", "2016..2018");
    fails("date:>2016", ECO_E_DATE, ">2016", "expected a date");
    wrong("a date:", "date:", "expected a date");
}

static void test_boosts(void **state)
{
    (void)state;
    means("a^2 \"b c\"^0.5 (d e)^1,5 titre:f^3 =g^4 h*^2 i~1^2",
          "(list a^2 \"b c\"^0.5 (list d e)^1.5 title:f^3 =g^4 h*^2 i~1^2)");
    means("(a^2)^3", "a^6");
    means("source:x^2 zone:comment^2 PARA(a)^2", "(list source:x^2 zone:comment^2 (para a)^2)");
    wrong("a^0", "^0", "positive number");
    wrong("a^", "^", "positive number");
    wrong("(a b)^x c", "^x", "positive number");
    wrong("a^1e5", "^1e5", "positive number");
    wrong("a^-1", "^-1", "positive number");
    wrong("a^999999999999999999999999999999999999999", "^999999999999999999999999999999999999999",
          "positive");
    wrong("a^0.00000000000000000000000000000000000000000000000000001",
          "^0.00000000000000000000000000000000000000000000000000001", "positive");
}

/* ---- errors ---- */

static void test_missing_operands(void **state)
{
    (void)state;
    wrong("a AND", "AND", "expected a word after AND");
    wrong("a OU ", "OU", "expected a word after OU");
    wrong("a ET OU b", "ET", "expected a word after ET");
    wrong("a NEAR/5", "NEAR/5", "expected a word after NEAR/5");
    wrong("a NEAR/5 -b", "NEAR/5", "expected a word after NEAR/5");
    wrong("(a SAUF) b", "SAUF", "expected a word after SAUF");
    wrong("NOT NOT a", "NOT", "expected a word after NOT");
    wrong("AND a", "AND", "expected a word before AND");
    wrong("x (OU a)", "OU", "expected a word before OU");
    wrong("titre:", "titre:", "expected a word after titre:");
    wrong("zone:comment: ", "zone:comment:", "expected a word after zone:comment:");
    wrong("a source:", "source:", "expected a name");
    wrong("a region: (b)", "region:", "region");
    wrong("zone:", "zone:", "name of a zone");
}

static void test_marks_that_do_not_match(void **state)
{
    (void)state;
    wrong("x (a (b c) d", "(", "never closed");
    wrong("a) b", ")", "closes nothing");
    wrong("a ()", "()", "expected a word between these parentheses");
    wrong("( ? )", "( ? )", "expected a word between");
    wrong("a \"b c", "\"", "never closed");
    wrong("a \xc2\xab b", "\xc2\xab", "never closed");
    wrong("a source:\"b", "\"", "never closed");
    wrong("\" \"", "\" \"", "expected a word between these quotation marks");
    wrong("\"!?\"", "\"!?\"", "expected a word between");
}

static void test_exclusions_alone(void **state)
{
    (void)state;
    wrong("-foo", "-foo", "write * -foo");
    wrong(" SAUF foo ", "SAUF foo", "write * SAUF foo");
    wrong("-a -b", "-a -b", "write * -a -b");
    wrong("a (-b)", "-b", "write * -b");
    wrong("-a OR b", "-a", "OR wants something to find");
    wrong("a OR -b", "-b", "OR wants something to find");
    wrong("a OR NOT b", "NOT b", "OR wants something to find");
    wrong("a OR +b", "+b", "+ cannot stand after OR");
}

static void test_wrong_words(void **state)
{
    (void)state;
    wrong("a word~3", "~3", "one or two edits");
    wrong("word~0.8", "~0.8", "one or two edits");
    wrong("word~12", "~12", "one or two edits");
    wrong("wor*~1", "wor*~1", "not both");
    wrong("=wor*", "=wor*", "as written");
    wrong("\"abc\"*", "*", "single word");
    wrong("\"abc\"~2", "~", "single word");
    wrong("(a b)*", "*", "single word");
    wrong("titre:-foo", "-", "put the - before titre:");
    wrong("zone:foo", "foo",
          "unknown zone \"foo\": title, lead, body, heading, caption, comment, boilerplate or paywall");
    wrong("titre:(source:x a)", "source:x", "cannot stand inside a zone");
    wrong("titre:zone:comment:a", "zone:comment:a", "cannot stand inside a zone");
}

static void test_wrong_functions(void **state)
{
    (void)state;
    wrong("a NEAR/0 b", "NEAR/0", "NEAR/5");
    wrong("a NEAR/x b", "NEAR/x", "NEAR/5");
    wrong("a NEAR/ b", "NEAR/", "NEAR/5");
    wrong("a NEAR/5 (b AND c)", "b AND c", "NEAR takes words");
    wrong("a NEAR/5 date:2016", "date:2016", "NEAR takes words");
    wrong("(+a b) NEAR/5 c", "(+a b)", "NEAR takes words");
    wrong("PARA(a -b)", "b", "PARA takes no + or -");
    wrong("PARA(a date:2016)", "date:2016", "whole documents");
    wrong("PARA(a (b *))", "*", "whole documents");
    wrong("PARA()", "()", "expected a word");
    wrong("AUMOINS(a b)", "AUMOINS", "AUMOINS/2(a b c)");
    wrong("AUMOINS/0(a b)", "AUMOINS/0", "number of parts");
    wrong("AUMOINS/3(a b)", "AUMOINS/3", "more parts than the 2 given");
    wrong("AUMOINS/99999999999999999999(a b)", "AUMOINS/99999999999999999999", "more parts");
    wrong("AUMOINS/2 a", "AUMOINS/2", "expected (");
    fails("a NEAR/10001 b", ECO_E_LIMIT, "NEAR/10001", "at most 10000");
}

static void test_empty_queries(void **state)
{
    (void)state;
    eco_error error;
    assert_int_equal(parse_status(NULL, 0, &error), ECO_E_SYNTAX);
    assert_int_equal(parse_status("", 0, NULL), ECO_E_SYNTAX);
    wrong(" \t\xc2\xa0", " \t\xc2\xa0", "nothing to look for");
    wrong("? ! \xe2\x80\x93", "? ! \xe2\x80\x93", "nothing to look for");
}

/* ---- places in the query ---- */

static void test_nodes_know_their_bytes(void **state)
{
    (void)state;
    static const char query[] = "  a +(b OU \xc3\xa9t\xc3\xa9^2) titre:\"c d\"";
    ecoi_arena arena = {0};
    ecoi_ast *ast = NULL;
    assert_int_equal(ecoi_ast_parse(query, sizeof query - 1, 0, &arena, &ast, NULL), ECO_OK);
    assert_int_equal(ast->n_children, 3);
    static const char *const expected[] = {"a", "b OU \xc3\xa9t\xc3\xa9^2", "titre:\"c d\""};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(ast->children[i]->length, strlen(expected[i]));
        assert_memory_equal(query + ast->children[i]->offset, expected[i], strlen(expected[i]));
    }
    assert_int_equal(ast->children[1]->occur, ECOI_MUST);
    assert_memory_equal(query + ast->children[2]->children[0]->offset, "\"c d\"", 5);
    assert_string_equal(ast->children[2]->children[0]->text.ptr, "c d");
    ecoi_arena_dispose(&arena);
}

/* ---- limits ---- */

static char *repeat(const char *before, size_t n, const char *middle, const char *after)
{
    size_t len = strlen(before) + strlen(after);
    char *text = calloc(n * len + strlen(middle) + 1, 1), *end = text;
    assert_non_null(text);
    for (size_t i = 0; i < n; i++, end += strlen(before))
        memcpy(end, before, strlen(before));
    memcpy(end, middle, strlen(middle));
    end += strlen(middle);
    for (size_t i = 0; i < n; i++, end += strlen(after))
        memcpy(end, after, strlen(after));
    return text;
}

static void check_repeat(const char *before, size_t n, const char *middle, const char *after,
                         eco_status expected)
{
    char *query = repeat(before, n, middle, after);
    eco_error error = {0};
    assert_int_equal(parse_status(query, strlen(query), &error), expected);
    if (expected == ECO_E_LIMIT)
        assert_non_null(strstr(error.message, "200"));
    free(query);
}

static void test_depth(void **state)
{
    (void)state;
    check_repeat("(", ECOI_QUERY_MAX_DEPTH, "a", ")", ECO_OK);
    check_repeat("(", ECOI_QUERY_MAX_DEPTH + 1, "a", ")", ECO_E_LIMIT);
    check_repeat("(", 100000, "a", ")", ECO_E_LIMIT);
    check_repeat("(a ", ECOI_QUERY_MAX_DEPTH - 1, "a", ")", ECO_OK);
    check_repeat("PARA(", 100000, "a", ")", ECO_E_LIMIT);
    check_repeat("titre:", 100000, "a", "", ECO_E_LIMIT);
    check_repeat("a NEAR/3 ", 100, "a", "", ECO_OK);
    check_repeat("a NEAR/3 ", 1000, "a", "", ECO_E_LIMIT);
    check_repeat("a NOT ", 10000, "a", "", ECO_OK);
    check_repeat("a OU ", 10000, "a", "", ECO_OK);
    check_repeat("(a OU b ET c ", 150, "a", ")", ECO_OK);
    check_repeat("(a OU b ET ", 150, "a", ")", ECO_E_LIMIT);
}

static void test_sizes(void **state)
{
    (void)state;
    eco_error error;
    char *text = malloc(ECOI_QUERY_MAX_BYTES + 1);
    assert_non_null(text);
    memset(text, 'a', ECOI_QUERY_MAX_BYTES + 1);
    assert_int_equal(parse_status(text, ECOI_QUERY_MAX_BYTES, &error), ECO_OK);
    assert_int_equal(parse_status(text, ECOI_QUERY_MAX_BYTES + 1, &error), ECO_E_LIMIT);
    text[100] = '*';
    assert_int_equal(parse_status(text, ECOI_QUERY_MAX_PATTERN, &error), ECO_OK);
    assert_int_equal(parse_status(text, ECOI_QUERY_MAX_PATTERN + 1, &error), ECO_E_LIMIT);
    for (size_t i = 0; i < ECOI_QUERY_MAX_BYTES; i += 2)
        text[i] = ' ';
    assert_int_equal(parse_status(text, ECOI_QUERY_MAX_BYTES, &error), ECO_OK);
    free(text);
}

static void test_any_bytes(void **state)
{
    (void)state;
    static const char *const parts[] = {"a",        " ",     "(",    ")",        "\"",       "+",
                                        "-",        "AND ",  "OU ",  "NOT ",     "NEAR/2 ",  "*",
                                        "?",        "~1",    "^2",   "titre:",   "=",        "date:",
                                        "2016",     "..",    "\\",   "\xc2\xab", "\xc2\xbb", "\xff",
                                        "\xe2\x80", "zone:", "body", ":",        "PARA(",    "AUMOINS/1("};
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < 50000; i++) {
        char query[256] = "";
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        size_t n = random % 20, r = random;
        for (; n > 0; n--, r = r * 6364136223846793005u + 1442695040888963407u)
            strcat(query, parts[(r >> 33) % (sizeof parts / sizeof *parts)]);
        eco_error error = {0};
        eco_status status = parse_status(query, strlen(query), &error);
        assert_true(status == ECO_OK || (error.has_range && error.offset + error.length <= strlen(query)));
    }
}

/* ---- plain queries ---- */

static void test_plain(void **state)
{
    (void)state;
    static const char query[] = "  a AND -b \"c ? titre:d ";
    check_print(query, sizeof query - 1, ECOI_PARSE_PLAIN, "(list a AND -b \\\"c \\? titre:d)");
    check_print("seul", 4, ECOI_PARSE_PLAIN, "(list seul)");
    ecoi_arena arena = {0};
    ecoi_ast *ast = NULL;
    assert_int_equal(ecoi_ast_parse("  ", 2, ECOI_PARSE_PLAIN, &arena, &ast, NULL), ECO_E_SYNTAX);
    ecoi_arena_dispose(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists_and_signs),
        cmocka_unit_test(test_signs_are_rare),
        cmocka_unit_test(test_operators),
        cmocka_unit_test(test_precedence),
        cmocka_unit_test(test_exclusion),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_question_marks),
        cmocka_unit_test(test_wildcards_and_edits),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_near),
        cmocka_unit_test(test_para_and_atleast),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_boosts),
        cmocka_unit_test(test_missing_operands),
        cmocka_unit_test(test_marks_that_do_not_match),
        cmocka_unit_test(test_exclusions_alone),
        cmocka_unit_test(test_wrong_words),
        cmocka_unit_test(test_wrong_functions),
        cmocka_unit_test(test_empty_queries),
        cmocka_unit_test(test_nodes_know_their_bytes),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_any_bytes),
        cmocka_unit_test(test_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
