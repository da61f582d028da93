/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.hpp"

#include <vector>

struct xapc_postings {
    Xapian::PostingIterator at, end;
    std::vector<uint32_t> positions;
    xapc_docid docid = 0;
    uint32_t frequency = 0;
    bool started = false;
};

xapc_status xapc_database_postings(xapc_database *database, const char *term, size_t len, xapc_postings **out,
                                   xapc_error *error)
{
    return make(out, error, [&](xapc_postings &postings) {
        std::string name = string_of(term, len);
        postings.at = database->db.postlist_begin(name);
        postings.end = database->db.postlist_end(name);
    });
}

void xapc_postings_free(xapc_postings *postings)
{
    delete postings;
}

static void settle(xapc_postings *postings, bool *out_more)
{
    postings->started = true;
    *out_more = postings->at != postings->end;
    postings->docid = *out_more ? *postings->at : 0;
    postings->frequency = *out_more ? postings->at.get_wdf() : 0;
}

xapc_status xapc_postings_next(xapc_postings *postings, bool *out_more, xapc_error *error)
{
    return guard(error, [&] {
        if (postings->started && postings->at != postings->end)
            ++postings->at;
        settle(postings, out_more);
    });
}

xapc_status xapc_postings_skip_to(xapc_postings *postings, xapc_docid docid, bool *out_more,
                                  xapc_error *error)
{
    return guard(error, [&] {
        if (postings->at != postings->end)
            postings->at.skip_to(docid);
        settle(postings, out_more);
    });
}

xapc_docid xapc_postings_docid(const xapc_postings *postings)
{
    return postings->docid;
}

uint32_t xapc_postings_frequency(const xapc_postings *postings)
{
    return postings->frequency;
}

xapc_status xapc_postings_positions(xapc_postings *postings, const uint32_t **out, size_t *out_n,
                                    xapc_error *error)
{
    return guard(error, [&] {
        postings->positions.clear();
        if (postings->docid) {
            Xapian::PositionIterator end = postings->at.positionlist_end();
            for (Xapian::PositionIterator it = postings->at.positionlist_begin(); it != end; ++it)
                postings->positions.push_back(*it);
        }
        *out = postings->positions.data();
        *out_n = postings->positions.size();
    });
}
