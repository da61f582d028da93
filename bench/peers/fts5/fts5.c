/* SPDX-License-Identifier: MIT */
/*
 * SQLite FTS5 behind the protocol of README.md. Contentless, optimised into one segment, the whole file
 * mapped. JSON is read by SQLite itself. A required word beside optional ones cannot be said without weighing
 * it twice: such queries are UNSUPPORTED.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sqlite3.h>

enum { MATCH_MAX = 4096 };

static void die(sqlite3 *db, const char *what)
{
    fprintf(stderr, "peer-fts5: %s: %s\n", what, db ? sqlite3_errmsg(db) : "failed");
    exit(1);
}

static void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die(db, sql);
}

static sqlite3 *open_database(const char *path, int flags)
{
    sqlite3 *db = NULL;
    if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK)
        die(db, path);
    run(db, "PRAGMA mmap_size = 68719476736; PRAGMA cache_size = -262144; PRAGMA temp_store = memory");
    return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        die(db, sql);
    return statement;
}

/* ---- build ---- */

static void insert_line(sqlite3 *db, sqlite3_stmt *insert, sqlite3_int64 row, const char *line, size_t len)
{
    sqlite3_bind_int64(insert, 1, row);
    sqlite3_bind_text(insert, 2, line, (int)len, SQLITE_STATIC);
    if (sqlite3_step(insert) != SQLITE_DONE)
        die(db, "insert");
    sqlite3_reset(insert);
}

static int build(const char *docs, const char *path)
{
    FILE *in = fopen(docs, "r");
    if (!in)
        die(NULL, docs);
    sqlite3 *db = open_database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    run(db, "PRAGMA page_size = 8192; PRAGMA journal_mode = off; PRAGMA synchronous = off;"
            "CREATE TABLE keys(row INTEGER PRIMARY KEY, id TEXT);"
            "CREATE VIRTUAL TABLE docs USING fts5(body, content='', detail=full,"
            " tokenize=\"unicode61 remove_diacritics 0\");"
            "INSERT INTO docs(docs, rank) VALUES('hashsize', 268435456); BEGIN");
    sqlite3_stmt *key = prepare(db, "INSERT INTO keys SELECT ?1, json_extract(?2, '$.id')");
    sqlite3_stmt *body = prepare(
        db, "INSERT INTO docs(rowid, body) SELECT ?1, coalesce(json_extract(?2, '$.title'), '') || ' '"
            " || json_extract(?2, '$.body')");
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    for (sqlite3_int64 row = 1; (len = getline(&line, &cap, in)) > 0; ++row) {
        insert_line(db, key, row, line, (size_t)len);
        insert_line(db, body, row, line, (size_t)len);
    }
    free(line);
    fclose(in);
    sqlite3_finalize(key);
    sqlite3_finalize(body);
    run(db, "COMMIT; INSERT INTO docs(docs) VALUES('optimize'); VACUUM");
    sqlite3_close(db);
    return 0;
}

/* ---- query ---- */

static void append(char *out, const char *text)
{
    strncat(out, text, MATCH_MAX - strlen(out) - 1);
}

static void append_words(char *out, char *const *words, int n, const char *between)
{
    for (int i = 0; i < n; ++i) {
        append(out, i ? between : "");
        append(out, "\"");
        append(out, words[i]);
        append(out, "\"");
    }
}

/* The query in FTS5's own language; false: it has no equal there. */
static bool translate(char *query, char *out)
{
    char *must[64], *may[64], *not [64], *word, *rest;
    int n_must = 0, n_may = 0, n_not = 0;
    out[0] = '\0';
    if (query[0] == '"') {
        append(out, query);
        return true;
    }
    for (word = strtok_r(query, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
        if (n_must == 64 || n_may == 64 || n_not == 64)
            return false;
        if (*word == '+')
            must[n_must++] = word + 1;
        else if (*word == '-')
            not [n_not++] = word + 1;
        else
            may[n_may++] = word;
    }
    if ((n_must && n_may) || (!n_must && !n_may))
        return false;
    append(out, "(");
    append_words(out, must, n_must, " AND ");
    append_words(out, may, n_may, " OR ");
    append(out, ")");
    for (int i = 0; i < n_not; ++i) {
        append(out, " NOT ");
        append_words(out, &not [i], 1, "");
    }
    return true;
}

typedef struct peer {
    sqlite3 *db;
    sqlite3_stmt *count, *top, *ids;
} peer;

static uint64_t count(const peer *p, const char *match)
{
    sqlite3_bind_text(p->count, 1, match, -1, SQLITE_STATIC);
    uint64_t n = sqlite3_step(p->count) == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(p->count, 0) : 0;
    sqlite3_reset(p->count);
    return n;
}

/* Ranks; returns how many rows came, and appends their keys where `keys` is not NULL. */
static int rank(sqlite3_stmt *top, const char *match, int limit, char *keys, size_t keys_cap)
{
    int n = 0;
    sqlite3_bind_text(top, 1, match, -1, SQLITE_STATIC);
    sqlite3_bind_int(top, 2, limit);
    for (; sqlite3_step(top) == SQLITE_ROW; ++n) {
        if (!keys)
            continue;
        const char *id = (const char *)sqlite3_column_text(top, 0);
        size_t used = strlen(keys);
        snprintf(keys + used, keys_cap - used, "%s%s", n ? " " : "", id);
    }
    sqlite3_reset(top);
    return n;
}

static void answer(const peer *p, const char *command, char *query, char *out, size_t cap)
{
    static char match[MATCH_MAX];
    snprintf(out, cap, "UNSUPPORTED");
    if (!translate(query, match))
        return;
    char *end;
    if (strcmp(command, "COUNT") == 0) {
        snprintf(out, cap, "%" PRIu64, count(p, match));
    } else if (strncmp(command, "IDS_", 4) == 0) {
        out[0] = '\0';
        rank(p->ids, match, atoi(command + 4), out, cap);
    } else if (strncmp(command, "TOP_", 4) == 0) {
        int n = rank(p->top, match, (int)strtol(command + 4, &end, 10), NULL, 0);
        snprintf(out, cap, "%" PRIu64, *end ? count(p, match) : (uint64_t)(n > 0));
    }
}

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int query(const char *path)
{
    static char out[1 << 20];
    peer p = {.db = open_database(path, SQLITE_OPEN_READONLY)};
    p.count = prepare(p.db, "SELECT count(*) FROM docs WHERE docs MATCH ?1");
    p.top = prepare(p.db, "SELECT rowid FROM docs WHERE docs MATCH ?1 ORDER BY rank LIMIT ?2");
    p.ids =
        prepare(p.db, "SELECT id FROM keys JOIN (SELECT rowid AS found, rank FROM docs WHERE docs MATCH ?1"
                      " ORDER BY rank LIMIT ?2) ON row = found ORDER BY rank");
    bool with_time = getenv("GAME_NS") != NULL;
    char *line = NULL;
    size_t cap = 0;
    while (getline(&line, &cap, stdin) > 0) {
        uint64_t start = now_ns();
        line[strcspn(line, "\r\n")] = '\0';
        char *tab = strchr(line, '\t');
        if (tab)
            *tab = '\0';
        answer(&p, line, tab ? tab + 1 : line + strlen(line), out, sizeof out);
        uint64_t spent = now_ns() - start;
        fputs(out, stdout);
        if (with_time)
            printf("\t%" PRIu64, spent);
        putchar('\n');
        fflush(stdout);
    }
    free(line);
    sqlite3_finalize(p.count);
    sqlite3_finalize(p.top);
    sqlite3_finalize(p.ids);
    sqlite3_close(p.db);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc >= 5 && strcmp(argv[1], "build") == 0 && strcmp(argv[4], "ws") == 0)
        return build(argv[2], argv[3]);
    if (argc == 4 && strcmp(argv[1], "query") == 0 && strcmp(argv[3], "ws") == 0)
        return query(argv[2]);
    if (argc == 2 && strcmp(argv[1], "version") == 0) {
        printf("SQLite %s FTS5\n", sqlite3_libversion());
        return 0;
    }
    fputs("Usage: peer-fts5 build DOCS.jsonl INDEX ws | query INDEX ws | version\n", stderr);
    return 64;
}
