/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.hpp"

struct xapc_values {
    Xapian::ValueIterator at, end;
    std::string value;
    xapc_docid docid = 0;
    bool started = false;
};

xapc_status xapc_database_values(xapc_database *database, uint32_t slot, xapc_values **out, xapc_error *error)
{
    return make(out, error, [&](xapc_values &values) {
        values.at = database->db.valuestream_begin(slot);
        values.end = database->db.valuestream_end(slot);
    });
}

void xapc_values_free(xapc_values *values)
{
    delete values;
}

static void settle(xapc_values *values, bool *out_more)
{
    values->started = true;
    *out_more = values->at != values->end;
    values->docid = *out_more ? values->at.get_docid() : 0;
    values->value = *out_more ? *values->at : std::string();
}

xapc_status xapc_values_next(xapc_values *values, bool *out_more, xapc_error *error)
{
    return guard(error, [&] {
        if (values->started && values->at != values->end)
            ++values->at;
        settle(values, out_more);
    });
}

xapc_status xapc_values_skip_to(xapc_values *values, xapc_docid docid, bool *out_more, xapc_error *error)
{
    return guard(error, [&] {
        if (values->at != values->end)
            values->at.skip_to(docid);
        settle(values, out_more);
    });
}

xapc_docid xapc_values_docid(const xapc_values *values)
{
    return values->docid;
}

xapc_text xapc_values_value(const xapc_values *values)
{
    return text_of(values->value);
}
