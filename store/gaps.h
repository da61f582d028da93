/* SPDX-License-Identifier: MIT */
/* Rising numbers from the gaps between them: how many are passed over from one to the next, 0: none. */
#ifndef ECOI_STORE_GAPS_H
#define ECOI_STORE_GAPS_H

#include <stdint.h>
#include <string.h>

typedef uint32_t ecoi_four __attribute__((vector_size(16)));

/* Lanes of two vectors by their numbers, 4 to 7 being the second's. */
#if defined(__clang__)
#define ECOI_LANES(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#else
#define ECOI_LANES(a, b, ...) __builtin_shuffle(a, b, (ecoi_four){__VA_ARGS__})
#endif

/* The next four numbers; `before`: the least that each could be, the next four's afterwards. The sums are
 * made in two steps, and hang on the four before only by one addition. */
static inline ecoi_four ecoi_next_four(ecoi_four gaps, ecoi_four *before)
{
    const ecoi_four zero = {0};
    gaps += ECOI_LANES(gaps, zero, 4, 0, 1, 2);
    gaps += ECOI_LANES(gaps, zero, 4, 4, 0, 1);
    gaps += *before;
    *before = ECOI_LANES(gaps, gaps, 3, 3, 3, 3) + (ecoi_four){1, 2, 3, 4};
    return gaps;
}

/* Writes n numbers, the first of which is `least` or more; reads and writes up to three beyond. Returns all
 * gaps' bits together, those beyond included: what is too large for its place shows in them. */
static inline uint32_t ecoi_numbers_of_gaps(const uint32_t *gaps, uint32_t n, uint32_t least, uint32_t *out)
{
    ecoi_four all = {0}, before = {least, least + 1, least + 2, least + 3};
    for (uint32_t i = 0; i < n; i += 4) {
        ecoi_four four;
        memcpy(&four, gaps + i, sizeof four);
        all |= four;
        four = ecoi_next_four(four, &before);
        memcpy(out + i, &four, sizeof four);
    }
    return all[0] | all[1] | all[2] | all[3];
}

#endif
