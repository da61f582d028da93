/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef XAPIAN_C_TERMS_HPP
#define XAPIAN_C_TERMS_HPP

#include "shim/guard.hpp"

#include <vector>

/* A walk over terms, of whatever has some. */
struct xapc_terms {
    enum { OF_DATABASE, OF_DOCUMENT, KEYS } kind = OF_DATABASE;
    Xapian::TermIterator at, end;
    std::string term;
    std::vector<uint32_t> positions;
    bool started = false;
};

#endif
