/* SPDX-License-Identifier: MIT */
/*
 * ecosearch/analyse.h - what the engine makes of a text: tokens, terms, positions.
 */
#ifndef ECOSEARCH_ANALYSE_H
#define ECOSEARCH_ANALYSE_H

#include <ecosearch/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The analyses: "fr" is the product's French; "ws" takes what stands between spaces as a term, unchanged. */
typedef struct eco_analyser eco_analyser; /* one thread at a time */

/* X(name, number, slug) */
#define ECO_TOKEN_LIST(X)                                                                                    \
    X(ECO_TOKEN_WORD, 0, "word")                                                                             \
    X(ECO_TOKEN_NUMBER, 1, "number")                                                                         \
    X(ECO_TOKEN_ACRONYM, 2, "acronym")                                                                       \
    X(ECO_TOKEN_ELISION, 3, "elision")   /* the l of l'innovation */                                         \
    X(ECO_TOKEN_COMPOUND, 4, "compound") /* the joined form of parts that are tokens too */                  \
    X(ECO_TOKEN_ADDRESS, 5, "address")   /* URL, mail address, @mention, #hashtag as a whole */              \
    X(ECO_TOKEN_VARIANT, 6, "variant")   /* a second reading at the same position: other gender, ... */

typedef enum eco_token_kind {
#define ECO_TOKEN_ENUM(name, number, slug) name = number,
    ECO_TOKEN_LIST(ECO_TOKEN_ENUM)
#undef ECO_TOKEN_ENUM
} eco_token_kind;

/* Texts live until the next call on the analyser. */
typedef struct eco_token {
    size_t offset; /* of the surface, bytes into the text given */
    size_t length;
    uint32_t position;
    eco_token_kind kind;
    eco_text form; /* lower case, NFC, accents kept: what quotes and = match */
    eco_text term; /* what is indexed */
    bool stop;     /* weighs nothing in ranking beside other words */
} eco_token;

/* `name`: "fr" or "ws". Free with eco_analyser_free. */
ECO_API ECO_MUST_USE eco_status eco_analyser_new(const char *name, eco_analyser **out, eco_error *error);
ECO_API void eco_analyser_free(eco_analyser *analyser); /* NULL is allowed */

/* Analyses one text of any bytes; ill-formed UTF-8 separates words. The tokens are owned by the analyser and
 * valid until its next call. */
ECO_API ECO_MUST_USE eco_status eco_analyse(eco_analyser *analyser, const char *text, size_t len,
                                            const eco_token **out_tokens, size_t *out_n, eco_error *error);

/* Names the analysis and every rule and table in it; equal fingerprints give equal terms. 16 hex digits. */
ECO_API const char *eco_analyser_fingerprint(const eco_analyser *analyser);

/* "word", "number"...; a constant string, never NULL. */
ECO_API const char *eco_token_kind_slug(eco_token_kind kind);

#ifdef __cplusplus
}
#endif
#endif
