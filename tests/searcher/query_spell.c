/* SPDX-License-Identifier: MIT */
/* A query tree as a person would type it: parentheses around whatever is no single word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/searcher/oracle.h"

static void put(ecoi_buf *out, const char *text)
{
    oracle_must(ecoi_buf_append(out, text, strlen(text)));
}

static void put_text(ecoi_buf *out, eco_text text)
{
    oracle_must(ecoi_buf_append(out, text.ptr, text.len));
}

static bool stands_alone(const query *q)
{
    return oracle_is_leaf(q) || q->kind >= QUERY_PARA;
}

static void spell(const query *q, ecoi_buf *out);

static void spell_operand(const query *q, ecoi_buf *out)
{
    if (stands_alone(q)) {
        spell(q, out);
        return;
    }
    put(out, "(");
    spell(q, out);
    put(out, ")");
    if (q->boost != 1)
        oracle_must(ecoi_buf_appendf(out, "^%g", q->boost));
}

static void spell_children(const query *q, const char *between, ecoi_buf *out)
{
    for (size_t i = 0; i < q->n_children; i++) {
        if (i)
            put(out, between);
        if (q->kind == QUERY_LIST && q->children[i]->sign)
            oracle_must(ecoi_buf_append(out, &q->children[i]->sign, 1));
        spell_operand(q->children[i], out);
    }
}

static void spell_dates(const query *q, ecoi_buf *out)
{
    char since[11], until[11];
    eco_date_format(q->since, since);
    eco_date_format(q->until, until);
    if (strcmp(since, until) == 0)
        oracle_must(ecoi_buf_appendf(out, "date:%s", since));
    else if (q->since.year && !q->until.year && q->since.month)
        oracle_must(ecoi_buf_appendf(out, "date:>=%s", since));
    else if (q->until.year && !q->since.year && q->until.month)
        oracle_must(ecoi_buf_appendf(out, "date:<=%s", until));
    else
        oracle_must(ecoi_buf_appendf(out, "date:%s..%s", since, until));
}

static void spell_zone(const query *q, ecoi_buf *out)
{
    if (q->zone == ECO_ZONE_TITLE && q->n_children)
        put(out, "titre:");
    else
        oracle_must(ecoi_buf_appendf(out, "zone:%s%s", eco_zone_slug(q->zone), q->n_children ? ":" : ""));
    spell_children(q, "", out);
}

static void spell_bare(const query *q, ecoi_buf *out)
{
    char name[24];
    switch (q->kind) {
    case QUERY_EXACT:
        put(out, "=");
        put_text(out, q->text);
        break;
    case QUERY_FUZZY:
        put_text(out, q->text);
        put(out, q->number == 1 ? "~1" : "~2");
        break;
    case QUERY_PHRASE:
        put(out, "\"");
        put_text(out, q->text);
        put(out, "\"");
        break;
    case QUERY_LIST:
        spell_children(q, " ", out);
        break;
    case QUERY_AND:
        spell_children(q, q->n_children == 2 ? " ET " : " AND ", out);
        break;
    case QUERY_OR:
        spell_children(q, q->n_children == 2 ? " OU " : " OR ", out);
        break;
    case QUERY_NOT:
        spell_children(q, q->boost == 1 ? " SAUF " : " NOT ", out);
        break;
    case QUERY_NEAR:
        snprintf(name, sizeof name, " NEAR/%u ", q->number);
        spell_children(q, name, out);
        break;
    case QUERY_PARA:
        put(out, "PARA(");
        spell_children(q, " ", out);
        put(out, ")");
        break;
    case QUERY_ATLEAST:
        oracle_must(ecoi_buf_appendf(out, "AUMOINS/%u(", q->number));
        spell_children(q, " ", out);
        put(out, ")");
        break;
    case QUERY_ZONE:
        spell_zone(q, out);
        break;
    case QUERY_SOURCE:
        oracle_must(ecoi_buf_appendf(out, "source:\"%.*s\"", (int)q->text.len, q->text.ptr));
        break;
    case QUERY_REGION:
        oracle_must(ecoi_buf_appendf(out, "region:\"%.*s\"", (int)q->text.len, q->text.ptr));
        break;
    case QUERY_DATE:
        spell_dates(q, out);
        break;
    case QUERY_ALL:
        put(out, "*");
        break;
    default:
        put_text(out, q->text);
    }
}

static void spell(const query *q, ecoi_buf *out)
{
    spell_bare(q, out);
    if (q->boost != 1 && stands_alone(q))
        oracle_must(ecoi_buf_appendf(out, "^%g", q->boost));
}

void query_spell(const query *q, ecoi_buf *out)
{
    if (q->boost == 1)
        spell(q, out);
    else
        spell_operand(q, out);
}
