/* SPDX-License-Identifier: MIT */
/*
 * The ranking formula. It lives with the format because block maxima on disk are made with it.
 *
 * BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields, CIKM 2004) over two
 * fields, title and text, each with its own length normalisation:
 *
 *   x     = tf_text / (1 - b + b * len / avg_len)  +  w * tf_title / (1 - bt + bt * title_len /
 * avg_title_len) score = idf * (k1 + 1) * x / (k1 + x) idf   = ln(1 + (N - df + 0.5) / (df + 0.5))
 *
 * With w irrelevant (no title) this is plain BM25. tf_title + tf_text is the term frequency a posting stores.
 */
#ifndef ECOI_STORE_BM25_H
#define ECOI_STORE_BM25_H

#include <math.h>
#include <stdint.h>

#define ECOI_BM25_K1           1.2f
#define ECOI_BM25_B            0.75f
#define ECOI_BM25_TITLE_B      0.75f
#define ECOI_BM25_TITLE_WEIGHT 4.0f

typedef struct ecoi_bm25 {
    float text_base, text_slope; /* normaliser = base + slope * len */
    float title_base, title_slope;
} ecoi_bm25;

/* Averages are over all documents of the index; 0 when there are none. */
static inline ecoi_bm25 ecoi_bm25_make(double avg_len, double avg_title_len)
{
    ecoi_bm25 m = {.text_base = 1 - ECOI_BM25_B, .title_base = 1 - ECOI_BM25_TITLE_B};
    m.text_slope = avg_len > 0 ? (float)(ECOI_BM25_B / avg_len) : 0;
    m.title_slope = avg_title_len > 0 ? (float)(ECOI_BM25_TITLE_B / avg_title_len) : 0;
    return m;
}

/* The weighted, normalised frequency x. */
static inline float ecoi_bm25_frequency(const ecoi_bm25 *m, uint32_t tf_text, uint32_t len, uint32_t tf_title,
                                        uint32_t title_len)
{
    float x = (float)tf_text / (m->text_base + m->text_slope * (float)len);
    if (tf_title)
        x += ECOI_BM25_TITLE_WEIGHT * (float)tf_title / (m->title_base + m->title_slope * (float)title_len);
    return x;
}

/* x / (k1 + x), in [0, 1). */
static inline float ecoi_bm25_saturate(float x)
{
    return x / (ECOI_BM25_K1 + x);
}

static inline float ecoi_bm25_idf(double n_docs, double df)
{
    return (float)log(1 + (n_docs - df + 0.5) / (df + 0.5));
}

#endif
