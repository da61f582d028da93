/* SPDX-License-Identifier: MIT */
/*
 * ecosearch-fts5 - the product's analysis as a tokenizer of SQLite's FTS5, a loadable extension:
 *
 *     .load ecosearch-fts5
 *     CREATE VIRTUAL TABLE page USING fts5(title, body, tokenize = 'ecosearch');
 *
 * 'ecosearch ws' takes what stands between spaces, unchanged. Tokens that share bytes (a compound and its
 * parts, an address and its, the second reading of a word) are one token of FTS5 with several terms at one
 * position, with the bytes of all of them: highlight() and snippet() mark whole compounds, and cannot cope
 * with tokens that overlap. A query asks for the compound alone, so that "start-up" finds startup and
 * start-up but not each start. Elisions are left out: "l'innovation" is innovation.
 */
#include <ecosearch/analyse.h>

#include <sqlite3ext.h>
#include <string.h>

SQLITE_EXTENSION_INIT1

typedef int (*on_token)(void *user, int flags, const char *token, int len, int start, int end);

typedef struct output {
    on_token call;
    void *user;
    bool is_query;
} output;

static int from_status(eco_status status)
{
    switch (status) {
    case ECO_OK:
        return SQLITE_OK;
    case ECO_E_NO_MEMORY:
        return SQLITE_NOMEM;
    case ECO_E_LIMIT:
        return SQLITE_TOOBIG;
    default:
        return SQLITE_ERROR;
    }
}

/* The arguments are the words after the tokenizer's name. */
static int create(void *context, const char **arguments, int n, Fts5Tokenizer **out)
{
    (void)context;
    if (n > 1)
        return SQLITE_ERROR;
    eco_analyser *analyser = NULL;
    eco_status status = eco_analyser_new(n == 1 ? arguments[0] : "fr", &analyser, NULL);
    *out = (Fts5Tokenizer *)analyser;
    return from_status(status);
}

static void destroy(Fts5Tokenizer *tokenizer)
{
    eco_analyser_free((eco_analyser *)tokenizer);
}

static size_t end_of(const eco_token *token)
{
    return token->offset + token->length;
}

/* How many tokens from the first on share bytes, and where the last of them ends. */
static size_t measure_group(const eco_token *tokens, size_t n, size_t *out_end)
{
    size_t end = end_of(tokens), i = 1;
    for (; i < n && tokens[i].offset < end; i++)
        if (end_of(&tokens[i]) > end)
            end = end_of(&tokens[i]);
    *out_end = end;
    return i;
}

static size_t longest_of(const eco_token *group, size_t n)
{
    size_t longest = 0;
    for (size_t i = 0; i < n; i++)
        if (group[i].length > longest)
            longest = group[i].length;
    return longest;
}

/* SQLite's texts are shorter than 2^31 bytes, and so are their parts. */
static int put_group(const output *out, const eco_token *group, size_t n, size_t end)
{
    size_t shortest = out->is_query ? longest_of(group, n) : 0;
    int flags = 0;
    for (size_t i = 0; i < n; i++) {
        const eco_token *token = &group[i];
        if (token->kind == ECO_TOKEN_ELISION || token->length < shortest)
            continue;
        int code =
            out->call(out->user, flags, token->term.ptr, (int)token->term.len, (int)group->offset, (int)end);
        if (code != SQLITE_OK)
            return code;
        flags = FTS5_TOKEN_COLOCATED;
    }
    return SQLITE_OK;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *user, int flags, const char *text, int len, on_token call)
{
    const eco_token *tokens;
    size_t n;
    eco_status status =
        eco_analyse((eco_analyser *)tokenizer, text ? text : "", text ? (size_t)len : 0, &tokens, &n, NULL);
    if (status != ECO_OK)
        return from_status(status);
    output out = {call, user, (flags & FTS5_TOKENIZE_QUERY) != 0};
    int code = SQLITE_OK;
    for (size_t i = 0, size, end; i < n && code == SQLITE_OK; i += size) {
        size = measure_group(tokens + i, n - i, &end);
        code = put_group(&out, tokens + i, size, end);
    }
    return code;
}

/* The only way that SQLite offers to FTS5's own functions. */
static int find_fts5(sqlite3 *db, fts5_api **out)
{
    sqlite3_stmt *statement = NULL;
    *out = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, NULL);
    if (code != SQLITE_OK)
        return code;
    sqlite3_bind_pointer(statement, 1, (void *)out, "fts5_api_ptr", NULL);
    sqlite3_step(statement);
    code = sqlite3_finalize(statement);
    return code == SQLITE_OK && !*out ? SQLITE_ERROR : code;
}

/* The name that sqlite3_load_extension looks for; its signature is SQLite's. */
__attribute__((visibility("default"))) int sqlite3_extension_init(sqlite3 *db, char **error,
                                                                  const sqlite3_api_routines *api);

int sqlite3_extension_init(sqlite3 *db, char **error, const sqlite3_api_routines *api)
{
    SQLITE_EXTENSION_INIT2(api)
    fts5_api *fts5;
    int code = find_fts5(db, &fts5);
    if (code != SQLITE_OK) {
        *error = sqlite3_mprintf("ecosearch: this SQLite has no FTS5");
        return code;
    }
    fts5_tokenizer methods = {create, destroy, tokenize};
    return fts5->xCreateTokenizer(fts5, "ecosearch", NULL, &methods, NULL);
}
