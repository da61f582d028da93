/* SPDX-License-Identifier: MIT */
/*
 * ecosearch/inspect.h - the structures of an index on disk as lines of text, for a person who wants to know
 * why it is as large or as slow as it is, or what is left of a damaged one. The lines are not an interface:
 * they change with the format, which docs/format.md describes.
 */
#ifndef ECOSEARCH_INSPECT_H
#define ECOSEARCH_INSPECT_H

#include <ecosearch/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Structures. X(name, argument, what it shows); an argument in brackets may be left out. */
#define ECO_INSPECT_LIST(X)                                                                                  \
    X("segments", "", "the manifest's segments, their sums, and sources")                                    \
    X("sections", "", "where each section of a segment lies, and its share")                                 \
    X("term", "TERM", "a term: forms, chunks, blocks with their impacts, postings with positions")           \
    X("terms", "[TERM]", "the dictionary from a term on")                                                    \
    X("forms", "[FORM]", "the dictionary of folded forms from a form on, and the terms they belong to")      \
    X("document", "KEY", "a document: stored fields, passages and their positions; #N: by number")           \
    X("columns", "[KEY]", "lengths, dates, sources and regions of documents from one on")

typedef struct eco_inspect_options {
    size_t struct_size;
    size_t max_lines;                              /* 0: 200; what is left out is said in a last line */
    bool (*on_line)(void *user, const char *line); /* UTF-8 as stored, no newline; false ends it */
    void *user;
} eco_inspect_options;

#define ECO_INSPECT_OPTIONS_INIT                                                                             \
    {                                                                                                        \
        .struct_size = sizeof(eco_inspect_options)                                                           \
    }

/* Shows one structure of the current generation, segment after segment. `structure` NULL: "segments";
 * `argument` NULL: none. ECO_E_ARGUMENT names the structures or what is missing; ECO_E_DATA: there is no such
 * term or document; ECO_E_CORRUPT: something is damaged, which was said in a line where it was met, and the
 * rest was shown; ECO_E_UNSUPPORTED: another engine keeps the index. Never reads outside the index whatever
 * its bytes are. */
ECO_API ECO_MUST_USE eco_status eco_inspect(const char *index_path, const char *structure,
                                            const char *argument, const eco_inspect_options *options,
                                            eco_error *error);

#ifdef __cplusplus
}
#endif
#endif
