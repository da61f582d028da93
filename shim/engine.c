/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine "xapian" (base/engine.h) by means of xapian_c.h. */
#include "shim/engine.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/error.h"
#include "shim/engine_disk.h"
#include "shim/engine_query.h"
#include "shim/engine_raw.h"

struct ecoi_engine_writer {
    xapc_writer *writer;
    xapc_document *document;
};

struct ecoi_engine_reader {
    xapc_database *all;
    xapc_database **places;
    size_t n_places;
    bool is_ordered;         /* one database on disk */
    xapc_buffer text, value; /* handed out last */
};

struct ecoi_engine_terms {
    xapc_terms *terms;
};

static eco_status status_of(xapc_status status)
{
    switch (status) {
    case XAPC_OK:
        return ECO_OK;
    case XAPC_E_NO_MEMORY:
        return ECO_E_NO_MEMORY;
    case XAPC_E_ARGUMENT:
    case XAPC_E_OPERATION:
        return ECO_E_ARGUMENT;
    case XAPC_E_CORRUPT:
    case XAPC_E_NO_DOCUMENT:
        return ECO_E_CORRUPT;
    case XAPC_E_OPENING:
    case XAPC_E_NO_DATABASE:
        return ECO_E_MISSING;
    case XAPC_E_LOCKED:
        return ECO_E_LOCKED;
    case XAPC_E_VERSION:
        return ECO_E_VERSION;
    case XAPC_E_UNAVAILABLE:
    case XAPC_E_UNIMPLEMENTED:
        return ECO_E_UNSUPPORTED;
    case XAPC_E_TIMEOUT:
        return ECO_E_TIMEOUT;
    default:
        return ECO_E_IO;
    }
}

eco_status eco_engine_fail(const xapc_error *why, eco_error *error)
{
    eco_status status = status_of(why->status);
    return status == ECO_E_NO_MEMORY ? ecoi_error_no_memory(error)
                                     : ecoi_error_set(error, status, "xapian: %s", why->message);
}

static eco_status settle(xapc_status status, const xapc_error *why, eco_error *error)
{
    return status ? eco_engine_fail(why, error) : ECO_OK;
}

static eco_text text_of(const xapc_buffer *buffer)
{
    return (eco_text){buffer->ptr, buffer->len};
}

/* ---- writing ---- */

static void close_writer(ecoi_engine_writer *writer)
{
    if (!writer)
        return;
    xapc_document_free(writer->document);
    xapc_writer_free(writer->writer);
    free(writer);
}

static eco_status open_writer(const char *path, bool anew, ecoi_engine_writer **out, eco_error *error)
{
    xapc_error why;
    ecoi_engine_writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return ecoi_error_no_memory(error);
    xapc_status status =
        xapc_writer_open(path, anew ? XAPC_CREATE_OR_OVERWRITE : XAPC_OPEN, &writer->writer, &why);
    if (!status)
        status = xapc_document_new(&writer->document, &why);
    if (status) {
        close_writer(writer);
        return eco_engine_fail(&why, error);
    }
    *out = writer;
    return ECO_OK;
}

static xapc_status add_posting(xapc_document *document, const ecoi_engine_posting *posting, xapc_error *why)
{
    if (!posting->positions)
        return xapc_document_add_term(document, posting->term.ptr, posting->term.len, (uint32_t)posting->n,
                                      why);
    return xapc_document_add_postings(document, posting->term.ptr, posting->term.len, posting->positions,
                                      posting->n, why);
}

static eco_status add(ecoi_engine_writer *writer, const ecoi_engine_document *document, eco_error *error)
{
    xapc_error why;
    xapc_document *d = writer->document;
    xapc_status status = xapc_document_clear(d, &why);
    if (!status)
        status = xapc_document_set_data(d, document->data.ptr, document->data.len, &why);
    for (size_t i = 0; !status && i < document->n_values; i++)
        if (document->values[i].len)
            status = xapc_document_set_value(d, (uint32_t)i, document->values[i].ptr, document->values[i].len,
                                             &why);
    for (size_t i = 0; !status && i < document->n_postings; i++)
        status = add_posting(d, &document->postings[i], &why);
    if (!status)
        status = xapc_writer_add(writer->writer, d, NULL, &why);
    return settle(status, &why, error);
}

static eco_status erase(ecoi_engine_writer *writer, eco_text term, eco_error *error)
{
    xapc_error why;
    return settle(xapc_writer_delete_term(writer->writer, term.ptr, term.len, &why), &why, error);
}

static eco_status set_metadata(ecoi_engine_writer *writer, eco_text key, eco_text value, eco_error *error)
{
    xapc_error why;
    return settle(xapc_writer_set_metadata(writer->writer, key.ptr, key.len, value.ptr, value.len, &why),
                  &why, error);
}

static eco_status commit(ecoi_engine_writer *writer, eco_error *error)
{
    xapc_error why;
    return settle(xapc_writer_commit(writer->writer, &why), &why, error);
}

/* ---- opening ---- */

static void close_reader(ecoi_engine_reader *reader)
{
    if (!reader)
        return;
    xapc_database_free(reader->all);
    for (size_t i = 0; i < reader->n_places; i++)
        xapc_database_free(reader->places[i]);
    free(reader->places);
    xapc_buffer_free(&reader->text);
    xapc_buffer_free(&reader->value);
    free(reader);
}

static xapc_status open_place(ecoi_engine_reader *reader, const ecoi_engine_place *place, unsigned timeout_ms,
                              xapc_error *why)
{
    xapc_database **one = &reader->places[reader->n_places];
    xapc_status status =
        place->path ? xapc_database_open(place->path, one, why)
                    : xapc_database_open_remote(place->host, place->port, timeout_ms, timeout_ms, one, why);
    reader->n_places += !status;
    return status ? status : xapc_database_add(reader->all, *one, why);
}

static eco_status open_reader(const ecoi_engine_place *places, size_t n, unsigned timeout_ms,
                              ecoi_engine_reader **out, eco_error *error)
{
    xapc_error why;
    ecoi_engine_reader *reader = calloc(1, sizeof *reader);
    if (reader)
        reader->places = calloc(n + 1, sizeof(xapc_database *));
    if (!reader || !reader->places) {
        free(reader);
        return ecoi_error_no_memory(error);
    }
    reader->is_ordered = n == 1 && places->path;
    xapc_status status = xapc_database_new(&reader->all, &why);
    for (size_t i = 0; !status && i < n; i++)
        status = open_place(reader, &places[i], timeout_ms, &why);
    if (status) {
        close_reader(reader);
        return eco_engine_fail(&why, error);
    }
    *out = reader;
    return ECO_OK;
}

static eco_status metadata(ecoi_engine_reader *reader, size_t place, eco_text key, eco_text *out,
                           eco_error *error)
{
    xapc_error why;
    xapc_status status = xapc_database_metadata(reader->places[place], key.ptr, key.len, &reader->text, &why);
    if (!status)
        *out = text_of(&reader->text);
    return settle(status, &why, error);
}

/* ---- terms ---- */

static eco_status frequency(ecoi_engine_reader *reader, eco_text term, uint64_t *out_documents,
                            uint64_t *out_occurrences, eco_error *error)
{
    xapc_error why;
    return settle(
        xapc_database_frequency(reader->all, term.ptr, term.len, out_documents, out_occurrences, &why), &why,
        error);
}

static void close_terms(ecoi_engine_terms *terms)
{
    if (!terms)
        return;
    xapc_terms_free(terms->terms);
    free(terms);
}

static eco_status open_terms(ecoi_engine_reader *reader, eco_text prefix, ecoi_engine_terms **out,
                             eco_error *error)
{
    xapc_error why;
    ecoi_engine_terms *terms = calloc(1, sizeof *terms);
    if (!terms)
        return ecoi_error_no_memory(error);
    xapc_status status = xapc_database_terms(reader->all, prefix.ptr, prefix.len, &terms->terms, &why);
    if (status) {
        close_terms(terms);
        return eco_engine_fail(&why, error);
    }
    *out = terms;
    return ECO_OK;
}

static eco_status give_term(ecoi_engine_terms *terms, xapc_status status, bool more, eco_text *out,
                            const xapc_error *why, eco_error *error)
{
    if (status)
        return eco_engine_fail(why, error);
    xapc_text term = xapc_terms_term(terms->terms);
    *out = more ? (eco_text){term.ptr, term.len} : (eco_text){NULL, 0};
    return ECO_OK;
}

static eco_status seek_term(ecoi_engine_terms *terms, eco_text from, eco_text *out, eco_error *error)
{
    xapc_error why;
    bool more = false;
    xapc_status status = xapc_terms_skip_to(terms->terms, from.ptr, from.len, &more, &why);
    return give_term(terms, status, more, out, &why, error);
}

static eco_status next_term(ecoi_engine_terms *terms, eco_text *out, eco_error *error)
{
    xapc_error why;
    bool more = false;
    xapc_status status = xapc_terms_next(terms->terms, &more, &why);
    return give_term(terms, status, more, out, &why, error);
}

/* ---- matching ---- */

/* The first `most` that match, by value of slot 0; `counted`: and how many there are. */
static xapc_status run(const ecoi_engine_reader *reader, const xapc_query *query, uint32_t most, bool counted,
                       xapc_mset **out, xapc_error *why)
{
    static const xapc_sort_slot by_value = {0, false};
    xapc_enquire *enquire = NULL;
    xapc_numbers numbers;
    xapc_status status = xapc_database_numbers(reader->all, &numbers, why);
    if (!status)
        status = xapc_enquire_new(reader->all, &enquire, why);
    if (!status)
        status = xapc_enquire_set_query(enquire, query, why);
    if (!status)
        status = xapc_enquire_set_weight(enquire, XAPC_WEIGHT_BOOL, NULL, why);
    if (!status && most)
        status = xapc_enquire_set_sort(enquire, XAPC_SORT_KEY, &by_value, 1, why);
    if (!status)
        status = xapc_enquire_mset(enquire, 0, most < numbers.documents ? most : (uint32_t)numbers.documents,
                                   counted ? (uint32_t)numbers.documents : 0, out, why);
    xapc_enquire_free(enquire);
    return status;
}

static eco_status ask(const ecoi_engine_reader *reader, const ecoi_engine_query *query, uint32_t most,
                      bool counted, xapc_mset **out, eco_error *error)
{
    xapc_error why;
    xapc_query *tree = NULL;
    eco_status status = eco_engine_translate(query, &tree, error);
    if (!status)
        status = settle(run(reader, tree, most, counted, out, &why), &why, error);
    xapc_query_free(tree);
    return status;
}

static eco_status count(ecoi_engine_reader *reader, const ecoi_engine_query *query, uint64_t *out,
                        eco_error *error)
{
    xapc_mset *mset = NULL;
    eco_status status = ask(reader, query, 0, true, &mset, error);
    if (!status)
        *out = xapc_mset_matches(mset).estimated;
    xapc_mset_free(mset);
    return status;
}

static eco_status match(ecoi_engine_reader *reader, const ecoi_engine_query *query, uint32_t most,
                        uint64_t *out_total, bool (*each)(void *user, uint32_t docid, eco_text value),
                        void *user, eco_error *error)
{
    xapc_mset *mset = NULL;
    xapc_error why;
    bool more = true;
    eco_status status = ask(reader, query, most ? most : UINT32_MAX, out_total != NULL, &mset, error);
    if (!status && out_total)
        *out_total = xapc_mset_matches(mset).estimated;
    for (size_t i = 0; !status && more && i < xapc_mset_size(mset); i++) {
        xapc_hit hit;
        status = settle(xapc_mset_hit(mset, i, &hit, &why), &why, error);
        if (!status)
            more = each(user, hit.docid, (eco_text){hit.sort_key.ptr, hit.sort_key.len});
    }
    xapc_mset_free(mset);
    return status;
}

/* ---- matching in one database on disk ---- */

static bool is_ordered(const ecoi_engine_reader *reader)
{
    return reader->is_ordered;
}

static eco_status match_ordered(ecoi_engine_reader *reader, const ecoi_engine_query *query,
                                bool (*each)(void *user, uint32_t docid), void *user, eco_error *error)
{
    xapc_error why;
    xapc_query *tree = NULL;
    xapc_enquire *enquire = NULL;
    eco_status status = eco_engine_translate(query, &tree, error);
    if (status)
        return status;
    xapc_status failed = xapc_enquire_new(reader->all, &enquire, &why);
    if (!failed)
        failed = xapc_enquire_set_query(enquire, tree, &why);
    if (!failed)
        failed = xapc_enquire_each(enquire, each, user, &why);
    xapc_enquire_free(enquire);
    xapc_query_free(tree);
    return settle(failed, &why, error);
}

static eco_status values(ecoi_engine_reader *reader, const uint32_t *docids, size_t n,
                         bool (*each)(void *user, uint32_t docid, eco_text value), void *user,
                         eco_error *error)
{
    xapc_error why;
    xapc_values *walk = NULL;
    bool more = true;
    eco_status status = settle(xapc_database_values(reader->all, 0, &walk, &why), &why, error);
    for (size_t i = 0; !status && more && i < n; i++) {
        status = settle(xapc_values_skip_to(walk, docids[i], &more, &why), &why, error);
        if (status)
            break;
        if (!more || xapc_values_docid(walk) != docids[i]) {
            status = ecoi_error_set(error, ECO_E_CORRUPT, "damaged: document %u has no record", docids[i]);
            break;
        }
        xapc_text value = xapc_values_value(walk);
        more = each(user, docids[i], (eco_text){value.ptr, value.len});
    }
    xapc_values_free(walk);
    return status;
}

/* ---- documents ---- */

static eco_status read_document(ecoi_engine_reader *reader, uint32_t docid, eco_text *out_data,
                                eco_text *out_value, eco_error *error)
{
    xapc_error why;
    xapc_document *document = NULL;
    xapc_status status = xapc_database_document(reader->all, docid, &document, &why);
    if (!status)
        status = xapc_document_data(document, &reader->text, &why);
    if (!status)
        status = xapc_document_value(document, 0, &reader->value, &why);
    xapc_document_free(document);
    if (status)
        return eco_engine_fail(&why, error);
    *out_data = text_of(&reader->text);
    *out_value = text_of(&reader->value);
    return ECO_OK;
}

const ecoi_engine *eco_engine_xapian(void)
{
    static const ecoi_engine engine = {.version = ECOI_ENGINE_VERSION,
                                       .size = sizeof(ecoi_engine),
                                       .writer_open = open_writer,
                                       .writer_add = add,
                                       .writer_delete = erase,
                                       .writer_set_metadata = set_metadata,
                                       .writer_commit = commit,
                                       .writer_close = close_writer,
                                       .open = open_reader,
                                       .close = close_reader,
                                       .metadata = metadata,
                                       .frequency = frequency,
                                       .terms_open = open_terms,
                                       .terms_seek = seek_term,
                                       .terms_next = next_term,
                                       .terms_close = close_terms,
                                       .count = count,
                                       .match = match,
                                       .is_ordered = is_ordered,
                                       .match_ordered = match_ordered,
                                       .values = values,
                                       .document = read_document,
                                       .each_raw = eco_engine_each_raw,
                                       .compact = eco_engine_compact,
                                       .bytes = eco_engine_bytes,
                                       .check = eco_engine_check};
    return &engine;
}
