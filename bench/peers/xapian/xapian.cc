/* SPDX-License-Identifier: MIT */
/* Xapian behind the protocol of README.md: glass, compacted into a single file, BM25 as it comes. */
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <stdio.h>
#include <string>
#include <time.h>
#include <vector>

#include <simdjson.h>
#include <xapian.h>

namespace
{

/* Xapian's limit is 245 bytes; the corpora's words are far shorter. */
constexpr size_t WORD_MAX = 240;
constexpr unsigned COMMIT_EVERY = 100000;

std::vector<std::string> words_of(const std::string &text)
{
    std::vector<std::string> words;
    for (size_t at = 0; at < text.size();) {
        size_t end = text.find(' ', at);
        if (end == std::string::npos)
            end = text.size();
        if (end > at)
            words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

/* ---- build ---- */

void add(Xapian::WritableDatabase &db, simdjson::dom::element record)
{
    std::string_view id, title, body;
    if (record["id"].get(id) || record["body"].get(body))
        throw std::string("a record has no id or no body");
    if (record["title"].get(title))
        title = "";
    Xapian::Document document;
    document.set_data(std::string(id));
    Xapian::termpos pos = 0;
    for (const auto &word : words_of(std::string(title) + " " + std::string(body)))
        document.add_posting(word.substr(0, WORD_MAX), ++pos);
    db.add_document(document);
}

void build(const char *docs, const std::string &path)
{
    FILE *in = fopen(docs, "r");
    if (!in)
        throw std::string("cannot open ") + docs;
    Xapian::WritableDatabase db(path + ".parts", Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC |
                                                     Xapian::DB_BACKEND_GLASS);
    simdjson::dom::parser parser;
    char *line = nullptr;
    size_t cap = 0;
    unsigned n = 0;
    for (ssize_t len; (len = getline(&line, &cap, in)) > 0;) {
        add(db, parser.parse(line, static_cast<size_t>(len)));
        if (++n % COMMIT_EVERY == 0)
            db.commit();
    }
    free(line);
    fclose(in);
    db.commit();
    db.compact(path, Xapian::DBCOMPACT_SINGLE_FILE | Xapian::Compactor::FULLER);
}

/* ---- query ---- */

Xapian::Query parse(const std::string &text)
{
    if (text[0] == '"') {
        auto words = words_of(text.substr(1, text.size() - 2));
        return Xapian::Query(Xapian::Query::OP_PHRASE, words.begin(), words.end(),
                             static_cast<Xapian::termcount>(words.size()));
    }
    std::vector<Xapian::Query> must, may, never;
    for (const auto &word : words_of(text)) {
        if (word[0] == '+')
            must.emplace_back(word.substr(1));
        else if (word[0] == '-')
            never.emplace_back(word.substr(1));
        else
            may.emplace_back(word);
    }
    Xapian::Query query(Xapian::Query::OP_OR, may.begin(), may.end());
    if (!must.empty()) {
        Xapian::Query all(Xapian::Query::OP_AND, must.begin(), must.end());
        query = may.empty() ? all : Xapian::Query(Xapian::Query::OP_AND_MAYBE, all, query);
    }
    for (const auto &word : never)
        query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, word);
    return query;
}

std::string keys(const Xapian::MSet &found)
{
    std::string out;
    for (auto hit = found.begin(); hit != found.end(); ++hit) {
        if (!out.empty())
            out += ' ';
        out += hit.get_document().get_data();
    }
    return out;
}

std::string answer(const Xapian::Database &db, const std::string &command, const std::string &text)
{
    Xapian::Enquire enquire(db);
    Xapian::doccount all = db.get_doccount();
    enquire.set_query(parse(text));
    if (command == "COUNT") {
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        return std::to_string(enquire.get_mset(0, 0, all).get_matches_estimated());
    }
    char *end;
    bool ids = command.compare(0, 4, "IDS_") == 0;
    if (!ids && command.compare(0, 4, "TOP_") != 0)
        return "UNSUPPORTED";
    auto limit = static_cast<Xapian::doccount>(strtoul(command.c_str() + 4, &end, 10));
    bool count = strcmp(end, "_COUNT") == 0;
    Xapian::MSet found = enquire.get_mset(0, limit, count ? all : 0);
    if (ids)
        return keys(found);
    return std::to_string(count ? found.get_matches_estimated() : !found.empty());
}

uint64_t now_ns()
{
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return static_cast<uint64_t>(t.tv_sec) * 1000000000u + static_cast<uint64_t>(t.tv_nsec);
}

void query(const std::string &path)
{
    Xapian::Database db(path);
    bool with_time = getenv("GAME_NS") != nullptr;
    char *line = nullptr;
    size_t cap = 0;
    while (getline(&line, &cap, stdin) > 0) {
        uint64_t start = now_ns();
        line[strcspn(line, "\r\n")] = '\0';
        char *tab = strchr(line, '\t');
        std::string given = "UNSUPPORTED";
        if (tab && tab[1])
            given = answer(db, std::string(line, tab), tab + 1);
        uint64_t spent = now_ns() - start;
        if (with_time)
            printf("%s\t%llu\n", given.c_str(), static_cast<unsigned long long>(spent));
        else
            puts(given.c_str());
        fflush(stdout);
    }
    free(line);
}

int run(int argc, char **argv)
{
    if (argc >= 5 && strcmp(argv[1], "build") == 0 && strcmp(argv[4], "ws") == 0)
        build(argv[2], argv[3]);
    else if (argc == 4 && strcmp(argv[1], "query") == 0 && strcmp(argv[3], "ws") == 0)
        query(argv[2]);
    else if (argc == 2 && strcmp(argv[1], "version") == 0)
        printf("Xapian %s\n", Xapian::version_string());
    else {
        fputs("Usage: peer-xapian build DOCS.jsonl INDEX ws | query INDEX ws | version\n", stderr);
        return 64;
    }
    return 0;
}

} /* namespace */

int main(int argc, char **argv)
{
    std::string reason;
    try {
        return run(argc, argv);
    } catch (const Xapian::Error &error) {
        reason = error.get_description();
    } catch (const std::string &error) {
        reason = error;
    } catch (const std::exception &error) {
        reason = error.what();
    }
    fprintf(stderr, "peer-xapian: %s\n", reason.c_str());
    return 1;
}
