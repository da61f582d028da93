/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.hpp"

#include <vector>

xapc_status xapc_query_term(const char *term, size_t len, uint32_t frequency, xapc_query **out,
                            xapc_error *error)
{
    return make(out, error, [&](xapc_query &query) {
        if (len == 0)
            throw Xapian::InvalidArgumentError("a term has at least one byte");
        query.query = Xapian::Query(string_of(term, len), frequency);
    });
}

xapc_status xapc_query_all(xapc_query **out, xapc_error *error)
{
    return make(out, error, [](xapc_query &query) { query.query = Xapian::Query(std::string()); });
}

xapc_status xapc_query_none(xapc_query **out, xapc_error *error)
{
    return make(out, error, [](xapc_query &) {});
}

static Xapian::Query::op op_of(unsigned op)
{
    switch (op) {
    case XAPC_AND:
        return Xapian::Query::OP_AND;
    case XAPC_OR:
        return Xapian::Query::OP_OR;
    case XAPC_AND_NOT:
        return Xapian::Query::OP_AND_NOT;
    case XAPC_XOR:
        return Xapian::Query::OP_XOR;
    case XAPC_AND_MAYBE:
        return Xapian::Query::OP_AND_MAYBE;
    case XAPC_FILTER:
        return Xapian::Query::OP_FILTER;
    case XAPC_NEAR:
        return Xapian::Query::OP_NEAR;
    case XAPC_PHRASE:
        return Xapian::Query::OP_PHRASE;
    case XAPC_ELITE_SET:
        return Xapian::Query::OP_ELITE_SET;
    case XAPC_SYNONYM:
        return Xapian::Query::OP_SYNONYM;
    case XAPC_MAX:
        return Xapian::Query::OP_MAX;
    }
    throw Xapian::InvalidArgumentError("no such operator");
}

xapc_status xapc_query_combine(xapc_op op, const xapc_query *const *parts, size_t n, uint32_t parameter,
                               xapc_query **out, xapc_error *error)
{
    return make(out, error, [&](xapc_query &query) {
        std::vector<Xapian::Query> all;
        for (size_t i = 0; i < n; i++)
            all.push_back(parts[i]->query);
        query.query = Xapian::Query(op_of(number_of(op)), all.begin(), all.end(), parameter);
    });
}

xapc_status xapc_query_scale(const xapc_query *query, double factor, xapc_query **out, xapc_error *error)
{
    return make(out, error, [&](xapc_query &scaled) { scaled.query = Xapian::Query(factor, query->query); });
}

xapc_status xapc_query_value_range(uint32_t slot, xapc_text low, xapc_text high, xapc_query **out,
                                   xapc_error *error)
{
    return make(out, error, [&](xapc_query &query) {
        std::string from = string_of(low.ptr, low.len), to = string_of(high.ptr, high.len);
        if (low.ptr && high.ptr)
            query.query = Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, from, to);
        else if (low.ptr)
            query.query = Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, from);
        else if (high.ptr)
            query.query = Xapian::Query(Xapian::Query::OP_VALUE_LE, slot, to);
        else
            query.query = Xapian::Query(std::string());
    });
}

xapc_status xapc_query_wildcard(const char *prefix, size_t len, uint32_t most, xapc_query **out,
                                xapc_error *error)
{
    return make(out, error, [&](xapc_query &query) {
        query.query = Xapian::Query(Xapian::Query::OP_WILDCARD, string_of(prefix, len), most,
                                    Xapian::Query::WILDCARD_LIMIT_ERROR, Xapian::Query::OP_OR);
    });
}

xapc_status xapc_query_describe(const xapc_query *query, xapc_buffer *out, xapc_error *error)
{
    return guard(error, [&] { xapc_fill(out, query->query.get_description()); });
}

void xapc_query_free(xapc_query *query)
{
    delete query;
}
