/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/terms.hpp"

void xapc_terms_free(xapc_terms *terms)
{
    delete terms;
}

static void settle(xapc_terms *terms, bool *out_more)
{
    terms->started = true;
    *out_more = terms->at != terms->end;
    terms->term = *out_more ? *terms->at : std::string();
}

xapc_status xapc_terms_next(xapc_terms *terms, bool *out_more, xapc_error *error)
{
    return guard(error, [&] {
        if (terms->started && terms->at != terms->end)
            ++terms->at;
        settle(terms, out_more);
    });
}

xapc_status xapc_terms_skip_to(xapc_terms *terms, const char *term, size_t len, bool *out_more,
                               xapc_error *error)
{
    return guard(error, [&] {
        if (terms->at != terms->end)
            terms->at.skip_to(string_of(term, len));
        settle(terms, out_more);
    });
}

xapc_text xapc_terms_term(const xapc_terms *terms)
{
    return text_of(terms->term);
}

xapc_status xapc_terms_frequency(xapc_terms *terms, uint64_t *out, xapc_error *error)
{
    return guard(error, [&] {
        if (!terms->started || terms->at == terms->end || terms->kind == xapc_terms::KEYS)
            *out = 0;
        else
            *out = terms->kind == xapc_terms::OF_DATABASE ? terms->at.get_termfreq() : terms->at.get_wdf();
    });
}

xapc_status xapc_terms_positions(xapc_terms *terms, const uint32_t **out, size_t *out_n, xapc_error *error)
{
    return guard(error, [&] {
        terms->positions.clear();
        if (terms->started && terms->at != terms->end && terms->kind == xapc_terms::OF_DOCUMENT) {
            Xapian::PositionIterator end = terms->at.positionlist_end();
            for (Xapian::PositionIterator it = terms->at.positionlist_begin(); it != end; ++it)
                terms->positions.push_back(*it);
        }
        *out = terms->positions.data();
        *out_n = terms->positions.size();
    });
}
