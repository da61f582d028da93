/* SPDX-License-Identifier: MIT */
/* json_flat - reads JSON values from standard input and prints ".path.of.keys=value" a scalar, the value as
 * written; empty objects and arrays are values too. Exit 1 with the byte where the input stops being JSON.
 * Strict: RFC 8259 and UTF-8. */
#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *input, *p;
static char path[4096];

static void fail(const char *why)
{
    printf("not JSON at byte %td: %s\n", p - input, why);
    exit(1);
}

static void skip_space(void)
{
    p += strspn(p, " \t\r\n");
}

static void expect(const char *what)
{
    if (strncmp(p, what, strlen(what)) != 0)
        fail(what);
    p += strlen(what);
}

static void utf8(void)
{
    unsigned char lead = (unsigned char)*p;
    int more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : 3;
    if (lead >= 0x80 && (lead < 0xC2 || lead > 0xF4))
        fail("ill-formed UTF-8");
    for (p++; more > 0; more--, p++)
        if (((unsigned char)*p & 0xC0) != 0x80)
            fail("ill-formed UTF-8");
}

static void escape(void)
{
    p++;
    if (*p == 'u') {
        for (int i = 1; i <= 4; i++)
            if (!isxdigit((unsigned char)p[i]))
                fail("\\u without four digits");
        p += 4;
    } else if (*p == '\0' || !strchr("\"\\/bfnrt", *p)) {
        fail("unknown escape");
    }
    p++;
}

static void string(void)
{
    expect("\"");
    while (*p != '"') {
        if ((unsigned char)*p < 0x20)
            fail("control character or end in a string");
        if (*p == '\\')
            escape();
        else
            utf8();
    }
    p++;
}

static void digits(void)
{
    if (!isdigit((unsigned char)*p))
        fail("digit expected");
    p += strspn(p, "0123456789");
}

static void number(void)
{
    p += *p == '-';
    if (*p == '0')
        p++;
    else
        digits();
    if (*p == '.') {
        p++;
        digits();
    }
    if (*p == 'e' || *p == 'E') {
        p++;
        p += *p == '+' || *p == '-';
        digits();
    }
}

static void scalar(void)
{
    if (*p == '"')
        string();
    else if (*p == 't')
        expect("true");
    else if (*p == 'f')
        expect("false");
    else if (*p == 'n')
        expect("null");
    else
        number();
}

static void print(const char *value, ptrdiff_t len)
{
    printf("%s=%.*s\n", path, (int)len, value);
}

static void value(void);

static void member(bool is_object, int index)
{
    size_t before = strlen(path);
    if (is_object) {
        char *key = p + 1;
        string();
        snprintf(path + before, sizeof path - before, ".%.*s", (int)(p - 1 - key), key);
        skip_space();
        expect(":");
    } else {
        snprintf(path + before, sizeof path - before, ".%d", index);
    }
    value();
    path[before] = '\0';
}

static void container(bool is_object)
{
    char close = is_object ? '}' : ']';
    p++;
    skip_space();
    if (*p == close) {
        print(is_object ? "{}" : "[]", 2);
        p++;
        return;
    }
    for (int index = 0;; index++) {
        skip_space();
        member(is_object, index);
        if (*p == close)
            break;
        expect(",");
    }
    p++;
}

static void value(void)
{
    skip_space();
    char *start = p;
    if (*p == '{' || *p == '[') {
        container(*p == '{');
    } else {
        scalar();
        print(start, p - start);
    }
    skip_space();
}

int main(void)
{
    size_t size = 1 << 26;
    input = p = calloc(size, 1);
    if (!input)
        return 1;
    size_t len = fread(input, 1, size - 1, stdin);
    skip_space();
    for (int i = 0; p < input + len; i++) {
        snprintf(path, sizeof path, "%d", i);
        value();
    }
    free(input);
    return len > 0 ? 0 : 1;
}
