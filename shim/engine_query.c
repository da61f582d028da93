/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/engine_query.h"

#include <stdlib.h>

#include "base/error.h"
#include "shim/engine.h"

static eco_status combine(const ecoi_engine_query *query, xapc_op op, xapc_query **out, eco_error *error)
{
    size_t n = 0;
    xapc_error why;
    xapc_query **parts = calloc(query->n_children + 1, sizeof *parts);
    eco_status status = parts ? ECO_OK : ecoi_error_no_memory(error);
    while (!status && n < query->n_children) {
        status = eco_engine_translate(query->children[n], &parts[n], error);
        n += !status;
    }
    if (!status && xapc_query_combine(op, (const xapc_query *const *)parts, n, query->number, out, &why))
        status = eco_engine_fail(&why, error);
    while (n > 0)
        xapc_query_free(parts[--n]);
    free(parts);
    return status;
}

/* To Xapian a value that is not there is the least one. */
static xapc_status range(const ecoi_engine_query *query, xapc_query **out, xapc_error *why)
{
    static const char least[1] = {0};
    xapc_text low = {query->low.ptr ? query->low.ptr : least, query->low.ptr ? query->low.len : 1};
    return xapc_query_value_range(query->number, low, (xapc_text){query->high.ptr, query->high.len}, out,
                                  why);
}

eco_status eco_engine_translate(const ecoi_engine_query *query, xapc_query **out, eco_error *error)
{
    xapc_error why;
    xapc_status status = XAPC_OK;
    switch (query->op) {
    case ECOI_ENGINE_NONE:
        status = xapc_query_none(out, &why);
        break;
    case ECOI_ENGINE_ALL:
        status = xapc_query_all(out, &why);
        break;
    case ECOI_ENGINE_TERM:
        status = xapc_query_term(query->term.ptr, query->term.len, 1, out, &why);
        break;
    case ECOI_ENGINE_RANGE:
        status = range(query, out, &why);
        break;
    case ECOI_ENGINE_AND:
        return combine(query, XAPC_AND, out, error);
    case ECOI_ENGINE_OR:
        return combine(query, XAPC_OR, out, error);
    case ECOI_ENGINE_AND_NOT:
        return combine(query, XAPC_AND_NOT, out, error);
    case ECOI_ENGINE_PHRASE:
        return combine(query, XAPC_PHRASE, out, error);
    }
    return status ? eco_engine_fail(&why, error) : ECO_OK;
}
