/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The border: what a call does runs inside guard(), and no exception passes it. */
#ifndef XAPIAN_C_GUARD_HPP
#define XAPIAN_C_GUARD_HPP

#include <xapian.h>

#include "shim/xapian_c.h"

#include <cstring>
#include <string>

/* Tells the exception that is being handled; only inside a catch. */
xapc_status xapc_report(xapc_error *error) noexcept;

template <typename Call> xapc_status guard(xapc_error *error, Call &&call) noexcept
{
    try {
        call();
        return XAPC_OK;
    } catch (...) {
        return xapc_report(error);
    }
}

/* Gives a new handle to the caller once it is whole. */
template <typename Handle, typename Make>
xapc_status make(Handle **out, xapc_error *error, Make &&fill) noexcept
{
    return guard(error, [&] {
        Handle *handle = new Handle();
        try {
            fill(*handle);
        } catch (...) {
            delete handle;
            throw;
        }
        *out = handle;
    });
}

inline std::string string_of(const char *bytes, size_t len)
{
    return len ? std::string(bytes, len) : std::string();
}

/* What a C program gave for one of our enums, which may be any number. */
template <typename Enum> unsigned number_of(const Enum &given)
{
    unsigned number;
    static_assert(sizeof number == sizeof given, "enums of C are ints");
    std::memcpy(&number, &given, sizeof number);
    return number;
}

inline xapc_text text_of(const std::string &text)
{
    return {text.data(), text.size()};
}

/* Throws std::bad_alloc. */
void xapc_fill(xapc_buffer *buffer, const std::string &text);

struct xapc_database {
    Xapian::Database db;
};

struct xapc_document {
    Xapian::Document document;
};

struct xapc_query {
    Xapian::Query query;
};

struct xapc_mset {
    Xapian::MSet mset;
    std::string sort_key, collapse_key; /* of the hit asked for last */
};

#endif
