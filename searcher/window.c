/* SPDX-License-Identifier: MIT */
#include "searcher/window.h"

#include <stdbool.h>

/* How many of a's have one of b's within reach, but not at the same place. */
static ecoi_window_frequency count_side(ecoi_occurrences a, ecoi_occurrences b, uint64_t distance,
                                        uint32_t title_len)
{
    ecoi_window_frequency count = {0};
    size_t from = 0;
    for (size_t i = 0; i < a.n; i++) {
        uint64_t place = a.at[i * a.stride];
        while (from < b.n && b.at[from * b.stride] + distance < place)
            from++;
        bool near = false;
        for (size_t k = from; !near && k < b.n && b.at[k * b.stride] <= place + distance; k++)
            near = b.at[k * b.stride] != place;
        if (place < title_len)
            count.title += near;
        else
            count.text += near;
    }
    return count;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

ecoi_window_frequency ecoi_window_count(ecoi_occurrences a, ecoi_occurrences b, uint32_t distance,
                                        uint32_t title_len)
{
    ecoi_window_frequency of_a = count_side(a, b, distance, title_len);
    ecoi_window_frequency of_b = count_side(b, a, distance, title_len);
    return (ecoi_window_frequency){least(of_a.text, of_b.text), least(of_a.title, of_b.title)};
}
