/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.hpp"

#include <cstdlib>
#include <cstring>
#include <new>

struct kind {
    xapc_status status;
    const char *name;
};

static const kind kinds[] = {
#define XAPC_KIND(name, number, exception) {name, exception},
    XAPC_STATUS_LIST(XAPC_KIND)
#undef XAPC_KIND
};

static xapc_status status_of(const char *exception)
{
    for (const kind &k : kinds)
        if (std::strcmp(k.name, exception) == 0)
            return k.status;
    return XAPC_E_OTHER;
}

/* Appends what fits, line feeds as spaces. */
static void append(xapc_error *error, const char *text, size_t len)
{
    size_t at = std::strlen(error->message), room = sizeof error->message - 1 - at;
    for (size_t i = 0; i < len && i < room; i++)
        error->message[at + i] = text[i] == '\n' || text[i] == '\0' ? ' ' : text[i];
    error->message[at + (len < room ? len : room)] = '\0';
}

static xapc_status tell(xapc_error *error, xapc_status status, const char *exception, const char *message,
                        size_t len)
{
    if (!error)
        return status;
    error->status = status;
    error->message[0] = '\0';
    std::strncpy(error->exception, exception, sizeof error->exception - 1);
    error->exception[sizeof error->exception - 1] = '\0';
    append(error, message, len);
    return status;
}

static xapc_status tell_xapian(xapc_error *error, const Xapian::Error &e)
{
    const std::string &message = e.get_msg();
    xapc_status status = tell(error, status_of(e.get_type()), e.get_type(), message.data(), message.size());
    const char *system = e.get_error_string();
    if (error && system) {
        append(error, " (", 2);
        append(error, system, std::strlen(system));
        append(error, ")", 1);
    }
    const std::string &context = e.get_context();
    if (error && !context.empty()) {
        append(error, ": ", 2);
        append(error, context.data(), context.size());
    }
    return status;
}

static xapc_status rethrow(xapc_error *error)
{
    try {
        throw;
    } catch (const Xapian::Error &e) {
        return tell_xapian(error, e);
    } catch (const std::bad_alloc &) {
        return tell(error, XAPC_E_NO_MEMORY, "std::bad_alloc", "not enough memory", 17);
    } catch (const std::exception &e) {
        return tell(error, XAPC_E_OTHER, "std::exception", e.what(), std::strlen(e.what()));
    }
}

xapc_status xapc_report(xapc_error *error) noexcept
{
    try {
        return rethrow(error);
    } catch (const std::bad_alloc &) { /* telling an error takes memory too */
        return tell(error, XAPC_E_NO_MEMORY, "std::bad_alloc", "not enough memory", 17);
    } catch (...) {
        return tell(error, XAPC_E_OTHER, "exception", "an exception of an unknown kind", 31);
    }
}

void xapc_fill(xapc_buffer *buffer, const std::string &text)
{
    if (text.size() >= buffer->cap) {
        size_t cap = 2 * buffer->cap > text.size() ? 2 * buffer->cap : text.size() + 1;
        char *grown = static_cast<char *>(std::realloc(buffer->ptr, cap));
        if (!grown)
            throw std::bad_alloc();
        buffer->ptr = grown;
        buffer->cap = cap;
    }
    std::memcpy(buffer->ptr, text.data(), text.size());
    buffer->ptr[text.size()] = '\0';
    buffer->len = text.size();
}

void xapc_buffer_free(xapc_buffer *buffer)
{
    std::free(buffer->ptr);
    *buffer = xapc_buffer{nullptr, 0, 0};
}

const char *xapc_status_name(xapc_status status)
{
    for (const kind &k : kinds)
        if (k.status == status)
            return k.name;
    return "exception";
}

const char *xapc_version(void)
{
    return Xapian::version_string();
}
