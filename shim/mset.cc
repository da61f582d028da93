/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.hpp"

void xapc_mset_free(xapc_mset *mset)
{
    delete mset;
}

size_t xapc_mset_size(const xapc_mset *mset)
{
    return mset->mset.size();
}

xapc_matches xapc_mset_matches(const xapc_mset *mset)
{
    const Xapian::MSet &m = mset->mset;
    return xapc_matches{m.get_matches_lower_bound(), m.get_matches_estimated(), m.get_matches_upper_bound(),
                        m.get_max_attained(), m.get_max_possible()};
}

static Xapian::MSetIterator at(const xapc_mset *mset, size_t i)
{
    if (i >= mset->mset.size())
        throw Xapian::RangeError("no such hit in the set");
    return mset->mset[(Xapian::doccount)i];
}

xapc_status xapc_mset_hit(xapc_mset *mset, size_t i, xapc_hit *out, xapc_error *error)
{
    return guard(error, [&] {
        Xapian::MSetIterator it = at(mset, i);
        mset->sort_key = it.get_sort_key();
        mset->collapse_key = it.get_collapse_key();
        *out = xapc_hit{*it,
                        it.get_rank(),
                        it.get_weight(),
                        it.get_percent(),
                        text_of(mset->sort_key),
                        text_of(mset->collapse_key),
                        it.get_collapse_count()};
    });
}

xapc_status xapc_mset_document(xapc_mset *mset, size_t i, xapc_document **out, xapc_error *error)
{
    return make(out, error, [&](xapc_document &document) { document.document = at(mset, i).get_document(); });
}

xapc_status xapc_mset_term_frequency(const xapc_mset *mset, const char *term, size_t len, uint64_t *out,
                                     xapc_error *error)
{
    return guard(error, [&] { *out = mset->mset.get_termfreq(string_of(term, len)); });
}

xapc_status xapc_mset_snippet(const xapc_mset *mset, const char *text, size_t len, size_t most,
                              const char *language, const char *start, const char *end, xapc_buffer *out,
                              xapc_error *error)
{
    return guard(error, [&] {
        Xapian::Stem stem;
        if (*language)
            stem = Xapian::Stem(language);
        xapc_fill(
            out, mset->mset.snippet(string_of(text, len), most, stem,
                                    Xapian::MSet::SNIPPET_BACKGROUND_MODEL | Xapian::MSet::SNIPPET_EXHAUSTIVE,
                                    start, end, "..."));
    });
}
