/* SPDX-License-Identifier: MIT */
/*
 * ecosearch/search.h - opening an index and asking it questions.
 *
 * An eco_index stands for one generation until eco_index_refresh moves it to the newest. Any number of
 * threads may search, refresh and read one eco_index at once; only eco_index_close must come alone and last.
 * Results are independent of the index once returned, and belong to one thread at a time.
 */
#ifndef ECOSEARCH_SEARCH_H
#define ECOSEARCH_SEARCH_H

#include <ecosearch/base.h>
#include <ecosearch/document.h>
#include <ecosearch/places.h>
#include <ecosearch/synonyms.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct eco_index eco_index;

/* Maps the current generation of the index folder, or connects to the databases that a list of shards names
 * (docs/operations.md). The first costs a few system calls whatever the index's size.
 * ECO_E_MISSING: no index there; ECO_E_VERSION, ECO_E_ANALYSER, ECO_E_UNSUPPORTED (another engine's),
 * ECO_E_CORRUPT: it cannot be read as it is; ECO_E_ARGUMENT: `path` is NULL or empty. */
ECO_API ECO_MUST_USE eco_status eco_index_open(const char *path, eco_index **out, eco_error *error);
ECO_API void eco_index_close(eco_index *index); /* NULL is allowed */

/* Moves to the newest generation, or reads the list again; searches under way keep theirs. When nothing
 * changed it costs one look at the folder's names. */
ECO_API ECO_MUST_USE eco_status eco_index_refresh(eco_index *index, bool *out_changed, eco_error *error);

typedef struct eco_index_info {
    /* Over all segments; terms and forms summed. All but `documents` have deleted ones in them, which go when
     * their segment is merged. */
    uint64_t documents, terms, forms, postings, positions;
    uint64_t segments, generation;
    /* Of another engine those of its databases on this machine: its dictionary and values are in
     * bytes_postings, what we keep beside them in bytes_columns. */
    uint64_t bytes_total, bytes_postings, bytes_dictionary, bytes_documents, bytes_columns, bytes_other;
    uint64_t text_bytes; /* UTF-8 text that was analysed */
    char analysis[8];    /* "fr", "ws" */
    char fingerprint[17];
    char engine[16]; /* "native", "xapian" */
    uint64_t
        user_words;   /* protected or given a stem by whoever built the index, where that changes something */
    uint64_t deleted; /* documents that are found no more and whose space is not given back yet */
} eco_index_info;

ECO_API void eco_index_get_info(eco_index *index, eco_index_info *out);

/* Calls `each` with every document in index order until it returns false. Texts live during the call. */
ECO_API ECO_MUST_USE eco_status eco_index_each(eco_index *index,
                                               bool (*each)(void *user, const eco_document *document),
                                               void *user, eco_error *error);

/* The same, each with the key of the first document that it is a near-duplicate of (ECO_SEARCH_COLLAPSE says
 * what that is); unknown where it is none, where texts are not stored, or where another engine keeps
 * the index. Takes 64 bytes a document. */
ECO_API ECO_MUST_USE eco_status eco_index_each_near(eco_index *index,
                                                    bool (*each)(void *user, const eco_document *document,
                                                                 eco_text near_duplicate_of),
                                                    void *user, eco_error *error);

/* Calls `found` with the document of this key; its texts live during the call. One look-up a
 * segment; on an index of another engine documents are read until it is met. ECO_E_MISSING: there is none. */
ECO_API ECO_MUST_USE eco_status eco_index_find(eco_index *index, const char *key, size_t key_len,
                                               void (*found)(void *user, const eco_document *document),
                                               void *user, eco_error *error);

typedef enum eco_region_mode {
    ECO_REGION_FOCUS = 0,  /* documents that are about the region */
    ECO_REGION_MENTION = 1 /* documents that name it or a place in it */
} eco_region_mode;

typedef enum eco_sort {
    ECO_SORT_RELEVANCE = 0, /* best score first, then document order */
    ECO_SORT_DATE = 1       /* newest first, undated last, then document order */
} eco_sort;

/* Facets, to be or-ed. */
#define ECO_FACET_REGION 1u
#define ECO_FACET_SOURCE 2u
#define ECO_FACET_MONTH  4u

/* Flags, to be or-ed. */
#define ECO_SEARCH_PLAIN       1u  /* the query is text: no operators, every word optional */
#define ECO_SEARCH_EXPLAIN     2u  /* hits carry how their score came about */
#define ECO_SEARCH_NO_TOTAL    4u  /* the total is not needed (it may then be a lower bound): faster */
#define ECO_SEARCH_KEYS_ONLY   8u  /* hits carry rank, key and score only */
#define ECO_SEARCH_EXHAUSTIVE  16u /* score every match: the slow twin of every shortcut, for tests */
#define ECO_SEARCH_NO_SYNONYMS 32u /* words stand for themselves alone, and bare ones are not joined */
#define ECO_SEARCH_STRICT      64u /* a database that does not answer is an error, not a part that is missing */
/* Hits that are near-duplicates of a better one are left out: two fifths of the three-word rows of the
 * shorter text are in the other, which is at most five times as long. The total and facets count them. An
 * index of another engine shows each. */
#define ECO_SEARCH_COLLAPSE 128u

typedef struct eco_search_options {
    size_t struct_size;
    const char *const *regions; /* as for eco_region_find; a document of any of them passes */
    size_t n_regions;
    eco_region_mode region_mode;
    const char *const *sources; /* exact names; any of them passes */
    size_t n_sources;
    eco_date since, until; /* inclusive; year 0: open. A partly known date passes if any day of it would */
    size_t limit;          /* hits wanted; 0: only the total and facets. SIZE_MAX: all */
    size_t offset;         /* hits passed over */
    eco_sort sort;
    unsigned facets;
    unsigned flags;
    size_t snippet_bytes;   /* about how long a snippet may be; 0: 240 */
    size_t max_clauses;     /* words, after expansion of wildcards, a query may come to; 0: 10,000 */
    eco_synonyms *synonyms; /* instead of the built-in list; must outlive the call. Not for analysis "ws" */
    unsigned timeout_ms;    /* after which the search ends with what it has; 0: no limit. Expanding wildcards
                               and fetching the hits are not cut short */
    /* ECO_SEARCH_COLLAPSE, NULL: none is. Hits of these keys are left out too, and so are near-duplicates of
     * a better one of them; they are not compared with each other, so that it is new ones that take time.
     * Called from the thread that searches. */
    bool (*is_seen)(void *seen_user, eco_text key);
    void *seen_user;
} eco_search_options;

#define ECO_SEARCH_OPTIONS_INIT                                                                              \
    {                                                                                                        \
        .struct_size = sizeof(eco_search_options), .limit = 10                                               \
    }

typedef struct eco_results eco_results;

/* Byte range of a snippet or title. */
typedef struct eco_range {
    size_t offset, length;
} eco_range;

/* A line of an explanation. Lines with depth 0 sum to the score; deeper ones say how the line above came
 * about. */
typedef struct eco_explain_line {
    unsigned depth;
    double value;
    const char *text;
} eco_explain_line;

typedef struct eco_hit {
    uint64_t rank; /* from 1, offset included */
    double score;
    eco_text key, title, url, source;
    eco_date date;
    bool partial;
    const eco_region_share *regions; /* focus regions, largest share first */
    size_t n_regions;
    eco_text snippet; /* the author's own words; parts of the page apart are joined by " … " */
    const eco_range *highlights;
    size_t n_highlights;
    const eco_range *title_highlights;
    size_t n_title_highlights;
    eco_text fields; /* further stored fields, a JSON object, or unknown */
    const eco_explain_line *explain;
    size_t n_explain;
    uint64_t n_alike; /* ECO_SEARCH_COLLAPSE: near-duplicates of it that would have come soon after */
} eco_hit;

typedef struct eco_bucket {
    eco_text value; /* region slug, source, "2016-05" ("" : none known) */
    eco_text label; /* region name; else the same as value */
    uint64_t count;
} eco_bucket;

/* Runs a query. `options` NULL: defaults. ECO_E_SYNTAX: error->offset, length give the place in the query. */
ECO_API ECO_MUST_USE eco_status eco_search(eco_index *index, const char *query, size_t query_len,
                                           const eco_search_options *options, eco_results **out,
                                           eco_error *error);
ECO_API void eco_results_free(eco_results *results); /* NULL is allowed */

/* Accessors; what they return lives as long as the results. */
ECO_API uint64_t eco_results_total(const eco_results *results);
/* Matches known so far to be left out by ECO_SEARCH_COLLAPSE: no more than the total less these can be shown.
 */
ECO_API uint64_t eco_results_left_out(const eco_results *results);
ECO_API size_t eco_results_count(const eco_results *results);
ECO_API const eco_hit *eco_results_hit(const eco_results *results, size_t i); /* NULL beyond the count */
ECO_API uint64_t eco_results_took_us(const eco_results *results);
/* Buckets of one facet: most documents first for region and source, latest first for month. */
ECO_API size_t eco_results_facet(const eco_results *results, unsigned facet, const eco_bucket **out);
/* What the user may have meant, or unknown: the query with misspelt words put right, when it found nothing,
 * or at most 10 documents and a word is in none. It finds more than the query did, under the same conditions.
 * Never with ECO_SEARCH_KEYS_ONLY. */
ECO_API eco_text eco_results_did_you_mean(const eco_results *results);
/* Of an index whose databases several machines serve: the names of those that did not answer in time, with a
 * comma and a space between; the results are those of the others. Unknown: all answered. */
ECO_API eco_text eco_results_missing(const eco_results *results);
/* Whether the time that options->timeout_ms allows was used up: the total and the facets are then lower
 * bounds, and better hits may be missing. */
ECO_API bool eco_results_timed_out(const eco_results *results);

#ifdef __cplusplus
}
#endif
#endif
