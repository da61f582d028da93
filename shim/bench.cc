/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * eco-bench-xapian - what the C face costs: the same queries asked through xapian_c.h and in plain C++ in
 * turns, over a database of generated documents; and documents made through it and by Xapian's own
 * TermGenerator.
 */
#include <xapian.h>

#include "shim/xapian_c.h"

#include <time.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

enum { N_DOCS = 4000, WORDS = 200, VOCABULARY = 3000, ROUNDS = 40, HITS = 100 };

static const char path[] = "bench-database";
static unsigned long long state = 88172645463325252ull;

static unsigned roll(unsigned n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 20) % n);
}

/* Frequent words come first. */
static std::string word()
{
    return "mot" + std::to_string(roll(1 + roll(1 + roll(VOCABULARY))));
}

static std::string text()
{
    std::string out;
    for (int i = 0; i < WORDS; i++)
        out += word() + " ";
    return out;
}

static double seconds()
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(xapc_status status, const xapc_error &error)
{
    if (status == XAPC_OK)
        return;
    std::fprintf(stderr, "eco-bench-xapian: %s\n", error.message);
    std::exit(1);
}

/* ---- building ---- */

static double build_plainly(const std::vector<std::string> &texts)
{
    double start = seconds();
    Xapian::WritableDatabase db(path, Xapian::DB_CREATE_OR_OVERWRITE);
    Xapian::TermGenerator generator;
    generator.set_stemmer(Xapian::Stem("french"));
    for (const std::string &t : texts) {
        Xapian::Document document;
        document.set_data(t);
        generator.set_document(document);
        generator.set_termpos(0);
        generator.index_text(t);
        db.add_document(document);
    }
    db.commit();
    return seconds() - start;
}

static double build_through(const std::vector<std::string> &texts)
{
    xapc_error error;
    xapc_writer *writer;
    xapc_document *document;
    double start = seconds();
    must(xapc_writer_open(path, XAPC_CREATE_OR_OVERWRITE, &writer, &error), error);
    must(xapc_document_new(&document, &error), error);
    for (const std::string &t : texts) {
        must(xapc_document_clear(document, &error), error);
        must(xapc_document_set_data(document, t.data(), t.size(), &error), error);
        must(xapc_document_add_text(document, t.data(), t.size(), "french", "", &error), error);
        must(xapc_writer_add(writer, document, nullptr, &error), error);
    }
    must(xapc_writer_commit(writer, &error), error);
    xapc_document_free(document);
    xapc_writer_free(writer);
    return seconds() - start;
}

/* ---- asking ---- */

static size_t ask_plainly(const Xapian::Database &db, const std::string &a, const std::string &b)
{
    size_t bytes = 0;
    Xapian::Enquire enquire(db);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, Xapian::Query(a), Xapian::Query(b)));
    Xapian::MSet mset = enquire.get_mset(0, HITS);
    for (Xapian::MSetIterator it = mset.begin(); it != mset.end(); ++it)
        bytes += it.get_document().get_data().size() + (it.get_weight() > 0);
    return bytes;
}

static size_t ask_through(xapc_database *db, const std::string &a, const std::string &b, xapc_buffer *data)
{
    size_t bytes = 0;
    xapc_error error;
    xapc_query *parts[2], *query;
    xapc_enquire *enquire;
    xapc_mset *mset;
    must(xapc_query_term(a.data(), a.size(), 1, &parts[0], &error), error);
    must(xapc_query_term(b.data(), b.size(), 1, &parts[1], &error), error);
    must(xapc_query_combine(XAPC_OR, parts, 2, 0, &query, &error), error);
    must(xapc_enquire_new(db, &enquire, &error), error);
    must(xapc_enquire_set_query(enquire, query, &error), error);
    must(xapc_enquire_mset(enquire, 0, HITS, 0, &mset, &error), error);
    for (size_t i = 0; i < xapc_mset_size(mset); i++) {
        xapc_hit hit;
        xapc_document *document;
        must(xapc_mset_hit(mset, i, &hit, &error), error);
        must(xapc_mset_document(mset, i, &document, &error), error);
        must(xapc_document_data(document, data, &error), error);
        bytes += data->len + (hit.weight > 0);
        xapc_document_free(document);
    }
    xapc_mset_free(mset);
    xapc_enquire_free(enquire);
    xapc_query_free(query);
    xapc_query_free(parts[0]);
    xapc_query_free(parts[1]);
    return bytes;
}

int main()
{
    std::vector<std::string> texts;
    for (int i = 0; i < N_DOCS; i++)
        texts.push_back(text());
    double built_plainly = build_plainly(texts), built_through = build_through(texts);
    Xapian::Database plain(path);
    xapc_database *db;
    xapc_error error;
    xapc_buffer data = {nullptr, 0, 0};
    must(xapc_database_open(path, &db, &error), error);
    double plainly = 0, through = 0;
    size_t bytes = 0, same = 0;
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < 25; i++) {
            std::string a = "Z" + word(), b = "Z" + word();
            double start = seconds();
            bytes += ask_plainly(plain, a, b);
            double middle = seconds();
            same += ask_through(db, a, b, &data);
            plainly += middle - start;
            through += seconds() - middle;
        }
    std::printf("queries   C++ %.3f s, C %.3f s, overhead %+.2f %%\n", plainly, through,
                100 * (through / plainly - 1));
    std::printf("building  C++ %.3f s, C %.3f s, overhead %+.2f %%\n", built_plainly, built_through,
                100 * (built_through / built_plainly - 1));
    xapc_buffer_free(&data);
    xapc_database_free(db);
    return bytes == same ? 0 : 1;
}
