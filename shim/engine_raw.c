/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shim/engine_raw.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "shim/engine.h"

typedef struct reader {
    xapc_database *database;
    xapc_postings *documents;
    ecoi_arena arena; /* of a document */
    ecoi_engine_value *values;
    ecoi_engine_posting *terms;
    size_t n_values, values_cap, n_terms, terms_cap;
    xapc_buffer data;
    bool no_memory;
} reader;

static eco_text keep(reader *r, xapc_text text)
{
    eco_text copy = {NULL, 0};
    r->no_memory = r->no_memory || !ecoi_arena_text(&r->arena, (eco_text){text.ptr, text.len}, &copy);
    return copy;
}

static bool add_value(void *user, uint32_t slot, xapc_text value)
{
    reader *r = user;
    r->no_memory = r->no_memory || !ecoi_grow(&r->values, &r->values_cap, r->n_values + 1, sizeof *r->values);
    if (!r->no_memory)
        r->values[r->n_values++] = (ecoi_engine_value){slot, keep(r, value)};
    return !r->no_memory;
}

static xapc_status add_term(reader *r, xapc_terms *terms, xapc_error *why)
{
    const uint32_t *positions;
    uint64_t frequency;
    size_t n;
    xapc_status status = xapc_terms_frequency(terms, &frequency, why);
    if (!status)
        status = xapc_terms_positions(terms, &positions, &n, why);
    if (status)
        return status;
    r->no_memory = r->no_memory || !ecoi_grow(&r->terms, &r->terms_cap, r->n_terms + 1, sizeof *r->terms);
    uint32_t *copy = r->no_memory || !n ? NULL : ecoi_arena_alloc(&r->arena, n * sizeof *copy);
    r->no_memory = r->no_memory || (n && !copy);
    if (r->no_memory)
        return XAPC_OK;
    if (n)
        memcpy(copy, positions, n * sizeof *copy);
    r->terms[r->n_terms++] =
        (ecoi_engine_posting){keep(r, xapc_terms_term(terms)), copy, n ? n : (size_t)frequency};
    return XAPC_OK;
}

static xapc_status add_terms(reader *r, xapc_document *document, xapc_error *why)
{
    xapc_terms *terms = NULL;
    bool more = true;
    xapc_status status = xapc_document_terms(document, &terms, why);
    while (!status && more && !r->no_memory) {
        status = xapc_terms_next(terms, &more, why);
        if (!status && more)
            status = add_term(r, terms, why);
    }
    xapc_terms_free(terms);
    return status;
}

static xapc_status read_document(reader *r, uint32_t docid, xapc_error *why)
{
    xapc_document *document = NULL;
    r->n_values = r->n_terms = 0;
    ecoi_arena_reset(&r->arena);
    xapc_status status = xapc_database_document(r->database, docid, &document, why);
    if (!status)
        status = xapc_document_data(document, &r->data, why);
    if (!status)
        status = xapc_document_values(document, add_value, r, why);
    if (!status)
        status = add_terms(r, document, why);
    xapc_document_free(document);
    return status;
}

static xapc_status walk(reader *r, bool (*each)(void *user, const ecoi_engine_raw *raw), void *user,
                        xapc_error *why)
{
    bool more = true, wanted = true;
    xapc_status status = XAPC_OK;
    while (!status && wanted && !r->no_memory) {
        status = xapc_postings_next(r->documents, &more, why);
        if (status || !more)
            break;
        uint32_t docid = xapc_postings_docid(r->documents);
        status = read_document(r, docid, why);
        if (status || r->no_memory)
            break;
        wanted = each(user, &(ecoi_engine_raw){.docid = docid,
                                               .data = {r->data.ptr, r->data.len},
                                               .values = r->values,
                                               .n_values = r->n_values,
                                               .terms = r->terms,
                                               .n_terms = r->n_terms});
    }
    return status;
}

eco_status eco_engine_each_raw(const char *path, bool (*each)(void *user, const ecoi_engine_raw *raw),
                               void *user, eco_error *error)
{
    reader r = {0};
    xapc_error why;
    xapc_status status = xapc_database_open(path, &r.database, &why);
    if (!status)
        status = xapc_database_postings(r.database, "", 0, &r.documents, &why);
    if (!status)
        status = walk(&r, each, user, &why);
    xapc_postings_free(r.documents);
    xapc_database_free(r.database);
    xapc_buffer_free(&r.data);
    ecoi_arena_dispose(&r.arena);
    free(r.values);
    free(r.terms);
    if (status)
        return eco_engine_fail(&why, error);
    return r.no_memory ? ecoi_error_no_memory(error) : ECO_OK;
}
