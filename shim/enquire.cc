/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.hpp"

#include <memory>

struct xapc_enquire {
    Xapian::Database db;
    Xapian::Enquire enquire;
    std::unique_ptr<Xapian::MultiValueKeyMaker> keys;
    explicit xapc_enquire(const Xapian::Database &database) : db(database), enquire(database)
    {
    }
};

struct xapc_facet {
    Xapian::ValueCountMatchSpy spy;
    explicit xapc_facet(uint32_t slot) : spy(slot)
    {
    }
};

struct xapc_eset {
    Xapian::ESet eset;
    std::string term; /* of the one asked for last */
};

xapc_status xapc_enquire_new(const xapc_database *database, xapc_enquire **out, xapc_error *error)
{
    return guard(error, [&] { *out = new xapc_enquire(database->db); });
}

void xapc_enquire_free(xapc_enquire *enquire)
{
    delete enquire;
}

xapc_status xapc_enquire_set_query(xapc_enquire *enquire, const xapc_query *query, xapc_error *error)
{
    return guard(error, [&] { enquire->enquire.set_query(query->query); });
}

static void set_weight(Xapian::Enquire &enquire, unsigned weight, const double *numbers)
{
    static const double defaults[] = {1, 0, 1, 0.5, 0.5, 1};
    const double *n = numbers ? numbers : defaults;
    switch (weight) {
    case XAPC_WEIGHT_BM25:
        return enquire.set_weighting_scheme(Xapian::BM25Weight(n[0], n[1], n[2], n[3], n[4]));
    case XAPC_WEIGHT_BM25_PLUS:
        return enquire.set_weighting_scheme(Xapian::BM25PlusWeight(n[0], n[1], n[2], n[3], n[4], n[5]));
    case XAPC_WEIGHT_BOOL:
        return enquire.set_weighting_scheme(Xapian::BoolWeight());
    case XAPC_WEIGHT_TF_IDF:
        return enquire.set_weighting_scheme(Xapian::TfIdfWeight());
    case XAPC_WEIGHT_PL2:
        return enquire.set_weighting_scheme(Xapian::PL2Weight());
    case XAPC_WEIGHT_DLH:
        return enquire.set_weighting_scheme(Xapian::DLHWeight());
    case XAPC_WEIGHT_LM: /* smoothed in two stages, either way */
#if XAPIAN_AT_LEAST(1, 5, 0)
        return enquire.set_weighting_scheme(Xapian::LM2StageWeight());
#else
        return enquire.set_weighting_scheme(Xapian::LMWeight());
#endif
    case XAPC_WEIGHT_COORD:
        return enquire.set_weighting_scheme(Xapian::CoordWeight());
    }
    throw Xapian::InvalidArgumentError("no such weighting");
}

xapc_status xapc_enquire_set_weight(xapc_enquire *enquire, xapc_weight weight, const double *numbers,
                                    xapc_error *error)
{
    return guard(error, [&] { set_weight(enquire->enquire, number_of(weight), numbers); });
}

static void set_sort(xapc_enquire *e, unsigned sort, Xapian::MultiValueKeyMaker *keys)
{
    switch (sort) {
    case XAPC_SORT_RELEVANCE:
        return e->enquire.set_sort_by_relevance();
    case XAPC_SORT_KEY:
        return e->enquire.set_sort_by_key(keys, false);
    case XAPC_SORT_KEY_THEN_RELEVANCE:
        return e->enquire.set_sort_by_key_then_relevance(keys, false);
    case XAPC_SORT_RELEVANCE_THEN_KEY:
        return e->enquire.set_sort_by_relevance_then_key(keys, false);
    }
    throw Xapian::InvalidArgumentError("no such order");
}

/* A single slot goes to Xapian as a value, not as a key made of it: remote databases cannot make keys. */
static bool set_sort_by_value(xapc_enquire *e, unsigned sort, const xapc_sort_slot &by)
{
    if (sort == XAPC_SORT_KEY)
        e->enquire.set_sort_by_value(by.slot, by.falling);
    else if (sort == XAPC_SORT_KEY_THEN_RELEVANCE)
        e->enquire.set_sort_by_value_then_relevance(by.slot, by.falling);
    else if (sort == XAPC_SORT_RELEVANCE_THEN_KEY)
        e->enquire.set_sort_by_relevance_then_value(by.slot, by.falling);
    else
        return false;
    return true;
}

xapc_status xapc_enquire_set_sort(xapc_enquire *enquire, xapc_sort sort, const xapc_sort_slot *slots,
                                  size_t n, xapc_error *error)
{
    return guard(error, [&] {
        if (n == 1 && set_sort_by_value(enquire, number_of(sort), slots[0]))
            return;
        std::unique_ptr<Xapian::MultiValueKeyMaker> keys(new Xapian::MultiValueKeyMaker());
        for (size_t i = 0; i < n; i++)
            keys->add_value(slots[i].slot, slots[i].falling);
        set_sort(enquire, number_of(sort), keys.get());
        enquire->keys = std::move(keys);
    });
}

xapc_status xapc_enquire_set_docid_order(xapc_enquire *enquire, xapc_docid_order order, xapc_error *error)
{
    static const Xapian::Enquire::docid_order orders[] = {
        Xapian::Enquire::DESCENDING, Xapian::Enquire::ASCENDING, Xapian::Enquire::DONT_CARE};
    return guard(error, [&] {
        if (number_of(order) > XAPC_DONT_CARE)
            throw Xapian::InvalidArgumentError("no such order");
        enquire->enquire.set_docid_order(orders[number_of(order)]);
    });
}

xapc_status xapc_enquire_set_collapse(xapc_enquire *enquire, uint32_t slot, uint32_t most, xapc_error *error)
{
    return guard(error, [&] { enquire->enquire.set_collapse_key(most ? slot : Xapian::BAD_VALUENO, most); });
}

xapc_status xapc_enquire_set_cutoff(xapc_enquire *enquire, unsigned percent, double weight, xapc_error *error)
{
    return guard(error, [&] { enquire->enquire.set_cutoff((int)percent, weight); });
}

xapc_status xapc_enquire_set_time_limit(xapc_enquire *enquire, double seconds, xapc_error *error)
{
    return guard(error, [&] { enquire->enquire.set_time_limit(seconds); });
}

/* ---- facets ---- */

xapc_status xapc_facet_new(uint32_t slot, xapc_facet **out, xapc_error *error)
{
    return guard(error, [&] { *out = new xapc_facet(slot); });
}

void xapc_facet_free(xapc_facet *facet)
{
    delete facet;
}

xapc_status xapc_enquire_add_facet(xapc_enquire *enquire, xapc_facet *facet, xapc_error *error)
{
    return guard(error, [&] { enquire->enquire.add_matchspy(&facet->spy); });
}

xapc_status xapc_enquire_clear_facets(xapc_enquire *enquire, xapc_error *error)
{
    return guard(error, [&] { enquire->enquire.clear_matchspies(); });
}

uint64_t xapc_facet_total(const xapc_facet *facet)
{
    return facet->spy.get_total();
}

xapc_status xapc_facet_top(const xapc_facet *facet, size_t most,
                           bool (*each)(void *user, xapc_text value, uint64_t count), void *user,
                           xapc_error *error)
{
    return guard(error, [&] {
        bool more = true;
        Xapian::TermIterator end = facet->spy.top_values_end(most);
        for (Xapian::TermIterator it = facet->spy.top_values_begin(most); more && it != end; ++it) {
            std::string value = *it;
            more = each(user, text_of(value), it.get_termfreq());
        }
    });
}

/* ---- answers ---- */

xapc_status xapc_enquire_mset(xapc_enquire *enquire, uint32_t first, uint32_t most, uint32_t check_at_least,
                              xapc_mset **out, xapc_error *error)
{
    return make(out, error,
                [&](xapc_mset &mset) { mset.mset = enquire->enquire.get_mset(first, most, check_at_least); });
}

namespace
{
/* Is asked about every match, and refuses to go on by what it throws. */
class caller : public Xapian::MatchSpy
{
    bool (*each)(void *user, xapc_docid docid);
    void *user;

  public:
    struct enough {
    };
    caller(bool (*call)(void *user, xapc_docid docid), void *for_user) : each(call), user(for_user)
    {
    }
    void operator()(const Xapian::Document &document, double) override
    {
        if (!each(user, document.get_docid()))
            throw enough();
    }
};
} // namespace

xapc_status xapc_enquire_each(xapc_enquire *enquire, bool (*each)(void *user, xapc_docid docid), void *user,
                              xapc_error *error)
{
    return guard(error, [&] {
        Xapian::Enquire copy(enquire->db);
        caller spy(each, user);
        copy.set_query(enquire->enquire.get_query());
        copy.set_weighting_scheme(Xapian::BoolWeight());
        copy.add_matchspy(&spy);
        try {
            copy.get_mset(0, 0, enquire->db.get_doccount());
        } catch (const caller::enough &) {
        }
    });
}

xapc_status xapc_enquire_eset(xapc_enquire *enquire, const xapc_docid *relevant, size_t n, uint32_t most,
                              xapc_eset **out, xapc_error *error)
{
    return make(out, error, [&](xapc_eset &eset) {
        Xapian::RSet documents;
        for (size_t i = 0; i < n; i++)
            documents.add_document(relevant[i]);
        eset.eset = enquire->enquire.get_eset(most, documents);
    });
}

void xapc_eset_free(xapc_eset *eset)
{
    delete eset;
}

size_t xapc_eset_size(const xapc_eset *eset)
{
    return eset->eset.size();
}

xapc_status xapc_eset_term(xapc_eset *eset, size_t i, xapc_text *out, double *out_weight, xapc_error *error)
{
    return guard(error, [&] {
        if (i >= eset->eset.size())
            throw Xapian::RangeError("no such term in the set");
        Xapian::ESetIterator it = eset->eset[(Xapian::doccount)i];
        eset->term = *it;
        *out_weight = it.get_weight();
        *out = text_of(eset->term);
    });
}
