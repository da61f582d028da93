/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/terms.hpp"

#include <sstream>

xapc_status xapc_database_open(const char *path, xapc_database **out, xapc_error *error)
{
    return make(out, error, [&](xapc_database &database) { database.db = Xapian::Database(path); });
}

xapc_status xapc_database_open_remote(const char *host, unsigned port, unsigned timeout_ms,
                                      unsigned connect_ms, xapc_database **out, xapc_error *error)
{
    return make(out, error, [&](xapc_database &database) {
        database.db = Xapian::Remote::open(host, port, timeout_ms, connect_ms);
    });
}

xapc_status xapc_database_new(xapc_database **out, xapc_error *error)
{
    return make(out, error, [](xapc_database &) {});
}

xapc_status xapc_database_add(xapc_database *all, const xapc_database *one, xapc_error *error)
{
    return guard(error, [&] { all->db.add_database(one->db); });
}

void xapc_database_free(xapc_database *database)
{
    delete database;
}

xapc_status xapc_database_reopen(xapc_database *database, bool *out_changed, xapc_error *error)
{
    return guard(error, [&] { *out_changed = database->db.reopen(); });
}

xapc_status xapc_database_close(xapc_database *database, xapc_error *error)
{
    return guard(error, [&] { database->db.close(); });
}

xapc_status xapc_database_numbers(xapc_database *database, xapc_numbers *out, xapc_error *error)
{
    return guard(error, [&] {
        const Xapian::Database &db = database->db;
        *out = xapc_numbers{db.get_doccount(), db.get_lastdocid(), db.get_avlength(), db.has_positions()};
    });
}

xapc_status xapc_database_frequency(xapc_database *database, const char *term, size_t len,
                                    uint64_t *out_documents, uint64_t *out_occurrences, xapc_error *error)
{
    return guard(error, [&] {
        std::string name = string_of(term, len);
        uint64_t documents = database->db.get_termfreq(name);
        *out_occurrences = database->db.get_collection_freq(name);
        *out_documents = documents;
    });
}

xapc_status xapc_database_length(xapc_database *database, xapc_docid docid, uint32_t *out, xapc_error *error)
{
    return guard(error, [&] { *out = database->db.get_doclength(docid); });
}

xapc_status xapc_database_document(xapc_database *database, xapc_docid docid, xapc_document **out,
                                   xapc_error *error)
{
    return make(out, error,
                [&](xapc_document &document) { document.document = database->db.get_document(docid); });
}

xapc_status xapc_database_metadata(xapc_database *database, const char *key, size_t len, xapc_buffer *out,
                                   xapc_error *error)
{
    return guard(error, [&] { xapc_fill(out, database->db.get_metadata(string_of(key, len))); });
}

xapc_status xapc_database_spelling(xapc_database *database, const char *word, size_t len, xapc_buffer *out,
                                   xapc_error *error)
{
    return guard(error, [&] { xapc_fill(out, database->db.get_spelling_suggestion(string_of(word, len))); });
}

xapc_status xapc_database_compact(xapc_database *database, const char *path, xapc_error *error)
{
    return guard(error, [&] { database->db.compact(path); });
}

xapc_status xapc_database_check(const char *path, size_t *out_faults, xapc_buffer *out, xapc_error *error)
{
    return guard(error, [&] {
        std::ostringstream words;
        size_t faults = Xapian::Database::check(path, 0, &words);
        xapc_fill(out, words.str());
        *out_faults = faults;
    });
}

xapc_status xapc_database_terms(xapc_database *database, const char *prefix, size_t len, xapc_terms **out,
                                xapc_error *error)
{
    return make(out, error, [&](xapc_terms &terms) {
        std::string start = string_of(prefix, len);
        terms.at = database->db.allterms_begin(start);
        terms.end = database->db.allterms_end(start);
    });
}

xapc_status xapc_database_metadata_keys(xapc_database *database, const char *prefix, size_t len,
                                        xapc_terms **out, xapc_error *error)
{
    return make(out, error, [&](xapc_terms &terms) {
        std::string start = string_of(prefix, len);
        terms.kind = xapc_terms::KEYS;
        terms.at = database->db.metadata_keys_begin(start);
        terms.end = database->db.metadata_keys_end(start);
    });
}
