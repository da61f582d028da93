/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/guard.hpp"
#include "shim/terms.hpp"

xapc_status xapc_document_new(xapc_document **out, xapc_error *error)
{
    return make(out, error, [](xapc_document &) {});
}

void xapc_document_free(xapc_document *document)
{
    delete document;
}

xapc_status xapc_document_clear(xapc_document *document, xapc_error *error)
{
    return guard(error, [&] { document->document = Xapian::Document(); });
}

xapc_status xapc_document_set_data(xapc_document *document, const char *data, size_t len, xapc_error *error)
{
    return guard(error, [&] { document->document.set_data(string_of(data, len)); });
}

xapc_status xapc_document_data(xapc_document *document, xapc_buffer *out, xapc_error *error)
{
    return guard(error, [&] { xapc_fill(out, document->document.get_data()); });
}

xapc_status xapc_document_add_term(xapc_document *document, const char *term, size_t len, uint32_t frequency,
                                   xapc_error *error)
{
    return guard(error, [&] { document->document.add_term(string_of(term, len), frequency); });
}

xapc_status xapc_document_add_posting(xapc_document *document, const char *term, size_t len,
                                      uint32_t position, uint32_t frequency, xapc_error *error)
{
    return guard(error, [&] { document->document.add_posting(string_of(term, len), position, frequency); });
}

xapc_status xapc_document_add_postings(xapc_document *document, const char *term, size_t len,
                                       const uint32_t *positions, size_t n, xapc_error *error)
{
    return guard(error, [&] {
        std::string name = string_of(term, len);
        for (size_t i = 0; i < n; i++)
            document->document.add_posting(name, positions[i]);
    });
}

xapc_status xapc_document_remove_term(xapc_document *document, const char *term, size_t len,
                                      xapc_error *error)
{
    return guard(error, [&] { document->document.remove_term(string_of(term, len)); });
}

xapc_status xapc_document_add_text(xapc_document *document, const char *text, size_t len,
                                   const char *language, const char *prefix, xapc_error *error)
{
    return guard(error, [&] {
        Xapian::TermGenerator generator;
        if (*language)
            generator.set_stemmer(Xapian::Stem(language));
        generator.set_document(document->document);
        generator.index_text(string_of(text, len), 1, prefix);
        document->document = generator.get_document();
    });
}

xapc_status xapc_document_set_value(xapc_document *document, uint32_t slot, const char *value, size_t len,
                                    xapc_error *error)
{
    return guard(error, [&] { document->document.add_value(slot, string_of(value, len)); });
}

xapc_status xapc_document_value(xapc_document *document, uint32_t slot, xapc_buffer *out, xapc_error *error)
{
    return guard(error, [&] { xapc_fill(out, document->document.get_value(slot)); });
}

xapc_status xapc_number_to_value(double number, xapc_buffer *out, xapc_error *error)
{
    return guard(error, [&] { xapc_fill(out, Xapian::sortable_serialise(number)); });
}

double xapc_number_of_value(const char *value, size_t len)
{
    double number = 0;
    guard(nullptr, [&] { number = Xapian::sortable_unserialise(string_of(value, len)); });
    return number;
}

xapc_status xapc_document_terms(xapc_document *document, xapc_terms **out, xapc_error *error)
{
    return make(out, error, [&](xapc_terms &terms) {
        terms.kind = xapc_terms::OF_DOCUMENT;
        terms.at = document->document.termlist_begin();
        terms.end = document->document.termlist_end();
    });
}

xapc_status xapc_document_values(xapc_document *document,
                                 bool (*each)(void *user, uint32_t slot, xapc_text value), void *user,
                                 xapc_error *error)
{
    return guard(error, [&] {
        bool more = true;
        Xapian::ValueIterator end = document->document.values_end();
        for (Xapian::ValueIterator it = document->document.values_begin(); more && it != end; ++it) {
            std::string value = *it;
            more = each(user, it.get_valueno(), text_of(value));
        }
    });
}
