/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.hpp"

struct xapc_writer {
    Xapian::WritableDatabase db;
};

/* In the order of xapc_open_mode. */
static const int flags_of[] = {Xapian::DB_CREATE_OR_OPEN, Xapian::DB_CREATE, Xapian::DB_CREATE_OR_OVERWRITE,
                               Xapian::DB_OPEN};

xapc_status xapc_writer_open(const char *path, xapc_open_mode mode, xapc_writer **out, xapc_error *error)
{
    return make(out, error, [&](xapc_writer &writer) {
        if (number_of(mode) > XAPC_OPEN)
            throw Xapian::InvalidArgumentError("no such mode of opening");
        writer.db = Xapian::WritableDatabase(path, flags_of[number_of(mode)]);
    });
}

xapc_status xapc_writer_open_remote(const char *host, unsigned port, unsigned timeout_ms, unsigned connect_ms,
                                    xapc_writer **out, xapc_error *error)
{
    return make(out, error, [&](xapc_writer &writer) {
        writer.db = Xapian::Remote::open_writable(host, port, timeout_ms, connect_ms);
    });
}

void xapc_writer_free(xapc_writer *writer)
{
    guard(nullptr, [&] { delete writer; });
}

xapc_status xapc_writer_add(xapc_writer *writer, const xapc_document *document, xapc_docid *out,
                            xapc_error *error)
{
    return guard(error, [&] {
        xapc_docid docid = writer->db.add_document(document->document);
        if (out)
            *out = docid;
    });
}

xapc_status xapc_writer_replace(xapc_writer *writer, xapc_docid docid, const xapc_document *document,
                                xapc_error *error)
{
    return guard(error, [&] { writer->db.replace_document(docid, document->document); });
}

xapc_status xapc_writer_replace_term(xapc_writer *writer, const char *term, size_t len,
                                     const xapc_document *document, xapc_docid *out, xapc_error *error)
{
    return guard(error, [&] {
        xapc_docid docid = writer->db.replace_document(string_of(term, len), document->document);
        if (out)
            *out = docid;
    });
}

xapc_status xapc_writer_delete(xapc_writer *writer, xapc_docid docid, xapc_error *error)
{
    return guard(error, [&] { writer->db.delete_document(docid); });
}

xapc_status xapc_writer_delete_term(xapc_writer *writer, const char *term, size_t len, xapc_error *error)
{
    return guard(error, [&] { writer->db.delete_document(string_of(term, len)); });
}

xapc_status xapc_writer_set_metadata(xapc_writer *writer, const char *key, size_t key_len, const char *value,
                                     size_t value_len, xapc_error *error)
{
    return guard(error,
                 [&] { writer->db.set_metadata(string_of(key, key_len), string_of(value, value_len)); });
}

xapc_status xapc_writer_add_spelling(xapc_writer *writer, const char *word, size_t len, uint32_t more,
                                     xapc_error *error)
{
    return guard(error, [&] { writer->db.add_spelling(string_of(word, len), more); });
}

xapc_status xapc_writer_remove_spelling(xapc_writer *writer, const char *word, size_t len, uint32_t less,
                                        xapc_error *error)
{
    return guard(error, [&] { writer->db.remove_spelling(string_of(word, len), less); });
}

xapc_status xapc_writer_commit(xapc_writer *writer, xapc_error *error)
{
    return guard(error, [&] { writer->db.commit(); });
}

xapc_status xapc_writer_begin(xapc_writer *writer, xapc_error *error)
{
    return guard(error, [&] { writer->db.begin_transaction(); });
}

xapc_status xapc_writer_end(xapc_writer *writer, xapc_error *error)
{
    return guard(error, [&] { writer->db.commit_transaction(); });
}

xapc_status xapc_writer_cancel(xapc_writer *writer, xapc_error *error)
{
    return guard(error, [&] { writer->db.cancel_transaction(); });
}

xapc_status xapc_writer_database(xapc_writer *writer, xapc_database **out, xapc_error *error)
{
    return make(out, error, [&](xapc_database &database) { database.db = writer->db; });
}
